package io.headwater.kubernetes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookTypesTest {

    private static final KubernetesObject JOB = Objects.object("batch/v1", "Job", "a", "b");

    @Test
    void takesAnObjectWithoutAnnotationForAPlainOne() {
        assertThat(HookTypes.of(JOB).isHook()).isFalse();
        assertThat(HookTypes.of(JOB).phases()).containsExactly(SyncPhase.SYNC);
    }

    @ParameterizedTest
    @CsvSource({
        "PreSync, PreSync",
        "'PreSync, PostSync', PreSync PostSync",
        "'Sync,Sync', Sync",
        "SyncFail, SyncFail",
        "nonsense, ''",
        "'', ''",
        "'nonsense,PostSync', PostSync",
        "'Skip,PreSync', PreSync",
        "PreDelete, ''",
        "'PreSync,PostDelete', PreSync",
    })
    void readsArgoHooks(String annotation, String phases) {
        var hook = HookTypes.of(Objects.annotated(JOB, "argocd.argoproj.io/hook", annotation));

        assertThat(hook.isHook()).isTrue();
        assertThat(phases(hook)).isEqualTo(phases);
    }

    @ParameterizedTest
    @CsvSource({
        "pre-install, PreSync",
        "'pre-install,post-upgrade', PreSync PostSync",
        "'pre-upgrade, pre-install', PreSync",
        "test, ''",
        "pre-rollback, ''",
        "pre-delete, ''",
    })
    void readsHelmHooks(String annotation, String phases) {
        var hook = HookTypes.of(Objects.annotated(JOB, "helm.sh/hook", annotation));

        assertThat(hook.isHook()).isTrue();
        assertThat(phases(hook)).isEqualTo(phases);
    }

    @Test
    void takesAHelmDefinitionForAPlainObject() {
        var plain = HookTypes.of(Objects.annotated(JOB, "helm.sh/hook", "crd-install"));

        assertThat(plain.isHook()).isFalse();
        assertThat(plain.phases()).containsExactly(SyncPhase.SYNC);
    }

    @Test
    void prefersArgoHooksToHelms() {
        var both = Objects.annotated(JOB, "helm.sh/hook", "pre-install");

        assertThat(phases(HookTypes.of(Objects.annotated(both, "argocd.argoproj.io/hook", "PostSync"))))
                .isEqualTo("PostSync");
        assertThat(phases(HookTypes.of(Objects.annotated(both, "argocd.argoproj.io/hook", "nonsense"))))
                .isEqualTo("PreSync");
    }

    @Test
    void leavesAloneWhatSaysSkipAndNothingElse() {
        var skipped = HookTypes.of(Objects.annotated(JOB, "argocd.argoproj.io/hook", "Skip"));

        assertThat(skipped.isHook()).isFalse();
        assertThat(skipped.isSkipped()).isTrue();
        assertThat(skipped.phases()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "argocd.argoproj.io/hook, PreDelete, true",
        "argocd.argoproj.io/hook, 'Sync,PostDelete', true",
        "helm.sh/hook, post-delete, true",
        "argocd.argoproj.io/hook, PostSync, false",
    })
    void holdsDeletionHooksBack(String annotation, String value, boolean held) {
        assertThat(HookTypes.of(Objects.annotated(JOB, annotation, value)).runsOnDeletion())
                .isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({
        "argocd.argoproj.io/hook-delete-policy, HookSucceeded, HOOK_SUCCEEDED",
        "argocd.argoproj.io/hook-delete-policy, 'HookSucceeded,HookFailed', HOOK_SUCCEEDED HOOK_FAILED",
        "argocd.argoproj.io/hook-delete-policy, nonsense, BEFORE_HOOK_CREATION",
        "helm.sh/hook-delete-policy, 'hook-failed, before-hook-creation', HOOK_FAILED BEFORE_HOOK_CREATION",
        "x, y, BEFORE_HOOK_CREATION",
    })
    void readsDeletePolicies(String annotation, String value, String policies) {
        assertThat(HookDeletePolicy.of(Objects.annotated(JOB, annotation, value)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(policies.split(" "))
                        .map(HookDeletePolicy::valueOf)
                        .toList());
    }

    private static String phases(HookTypes hook) {
        return hook.phases().stream().map(SyncPhase::toString).collect(Collectors.joining(" "));
    }
}
