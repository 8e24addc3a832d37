package io.headwater.kubernetes.sync;

import io.headwater.kubernetes.KubernetesObject;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** When a hook's object is deleted. */
public enum HookDeletePolicy {
    /** At the end of a sync that succeeded. */
    HOOK_SUCCEEDED,
    /** When the sync failed. */
    HOOK_FAILED,
    /** Before the hook runs again, which is the default. */
    BEFORE_HOOK_CREATION;

    /** The policies of a hook by Argo CD's annotation and Helm's, both together. */
    public static Set<HookDeletePolicy> of(KubernetesObject hook) {
        var policies = EnumSet.noneOf(HookDeletePolicy.class);
        for (var text : hook.annotationValues("argocd.argoproj.io/hook-delete-policy")) {
            switch (text) {
                case "HookSucceeded" -> policies.add(HOOK_SUCCEEDED);
                case "HookFailed" -> policies.add(HOOK_FAILED);
                case "BeforeHookCreation" -> policies.add(BEFORE_HOOK_CREATION);
                default -> {
                    // Argo CD ignores what it does not know.
                }
            }
        }
        for (var text : hook.annotationValues("helm.sh/hook-delete-policy")) {
            switch (text) {
                case "hook-succeeded" -> policies.add(HOOK_SUCCEEDED);
                case "hook-failed" -> policies.add(HOOK_FAILED);
                case "before-hook-creation" -> policies.add(BEFORE_HOOK_CREATION);
                default -> {
                    // Argo CD ignores what it does not know.
                }
            }
        }
        if (policies.isEmpty()) {
            policies.add(BEFORE_HOOK_CREATION);
        }
        return Collections.unmodifiableSet(policies);
    }
}
