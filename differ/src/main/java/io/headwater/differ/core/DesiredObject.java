package io.headwater.differ.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.sync.HookTypes;
import io.headwater.kubernetes.sync.SyncWave;
import java.util.Optional;

/**
 * An object that an application wants, without its tree: what has to be known of it to say where it belongs.
 *
 * @param digest of its content
 * @param groupKind its kind
 * @param version the version of its API
 * @param namespace as Git has it, possibly empty
 * @param name its name; empty only for what is left out
 * @param wave the sync wave
 * @param leftOut whether it is a hook or to be skipped
 * @param admission what it says itself of what admission makes of it
 * @param defines the kind that it defines; empty unless it is a CustomResourceDefinition
 */
public record DesiredObject(
        String digest,
        GroupKind groupKind,
        String version,
        String namespace,
        String name,
        int wave,
        boolean leftOut,
        AdmissionOptions admission,
        Optional<DefinedKind> defines) {

    /** A kind that a CustomResourceDefinition defines, and whether its objects live in namespaces. */
    public record DefinedKind(GroupKind groupKind, boolean namespaced) {}

    static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    /**
     * What has to be known of an object.
     *
     * @throws IllegalArgumentException if it has no kind, or no name and is no hook
     */
    public static DesiredObject of(String digest, KubernetesObject object) {
        var leftOut = isLeftOut(object);
        if (!leftOut && object.name().isEmpty()) {
            throw new IllegalArgumentException("an object of kind " + object.kind() + " without a name");
        }
        return new DesiredObject(
                digest,
                object.groupKind(),
                object.version(),
                object.namespace(),
                object.name(),
                SyncWave.of(object),
                leftOut,
                AdmissionOptions.of(object.annotationValues(LiveObject.COMPARE_OPTIONS)),
                definition(object));
    }

    /** Hooks and what is to be skipped are neither compared nor pruned. */
    static boolean isLeftOut(KubernetesObject object) {
        var hook = HookTypes.of(object);
        return hook.isHook() || hook.isSkipped();
    }

    private static Optional<DefinedKind> definition(KubernetesObject object) {
        if (!object.groupKind().equals(DEFINITION)) {
            return Optional.empty();
        }
        var spec = object.tree().path("spec");
        var kind = spec.path("names").path("kind").asText("");
        return kind.isEmpty()
                ? Optional.empty()
                : Optional.of(new DefinedKind(
                        new GroupKind(spec.path("group").asText(""), kind),
                        spec.path("scope").asText("").equals("Namespaced")));
    }
}
