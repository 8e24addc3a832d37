package io.headwater.kubernetes.diff;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What sort of thing a field manager is, by its name. Without a name of its own, a client is called after its user agent up to the first slash.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers">Kubernetes: field managers</a>
 */
final class ManagerRoles {

    /** Tools by which people write: command lines, desktop programs, browsers, scripts. */
    private static final Pattern TOOL = Pattern.compile(
            "kubectl.*|oc|k9s|helm|curl|python-requests|node-fetch|Mozilla|.*[Ll]ens|headlamp.*|(kubernetes-)?dashboard|rancher|octant");

    private static final Pattern AUTOSCALER = Pattern.compile(".*autoscaler.*|keda.*|vpa-.*");

    /** Whose horizontal autoscaler writes through the subresource {@code scale}. */
    private static final Set<String> RUNS_AUTOSCALER = Set.of("kube-controller-manager", "controller-manager");

    private ManagerRoles() {}

    static boolean isTool(FieldOwner owner) {
        return TOOL.matcher(owner.manager()).matches();
    }

    static boolean isAutoscaler(FieldOwner owner) {
        return AUTOSCALER.matcher(owner.manager()).matches()
                || owner.subresource().equals("scale") && RUNS_AUTOSCALER.contains(owner.manager());
    }
}
