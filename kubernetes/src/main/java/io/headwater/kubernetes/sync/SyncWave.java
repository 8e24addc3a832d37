package io.headwater.kubernetes.sync;

import io.headwater.kubernetes.KubernetesObject;
import java.util.Optional;
import java.util.regex.Pattern;

/** The number of the wave that an object asks for. */
public final class SyncWave {

    /** Argo CD's annotation. */
    public static final String ANNOTATION = "argocd.argoproj.io/sync-wave";

    private static final String HELM_ANNOTATION = "helm.sh/hook-weight";
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");

    private SyncWave() {}

    /** Argo CD's annotation if it is an integer, else Helm's weight if that is one, else 0. */
    public static int of(KubernetesObject object) {
        return integer(object, ANNOTATION)
                .or(() -> integer(object, HELM_ANNOTATION))
                .orElse(0);
    }

    private static Optional<Integer> integer(KubernetesObject object, String annotation) {
        return object.annotation(annotation)
                .filter(text -> INTEGER.matcher(text).matches())
                .map(text -> Math.clamp(Long.parseLong(text), Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
}
