package io.headwater.kubernetes.tracking;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Optional;

/**
 * What an object says about whose it is: {@code guestbook:apps/Deployment:default/ui}.
 *
 * @param application the application's instance name, see {@link Tracking#instanceName}
 * @param groupKind what kind the stamped object had
 * @param namespace the object's namespace, or where its application deploys to when the object names none; a cluster-scoped object has one,
 *     too
 * @param name the stamped object's name
 */
public record TrackingId(String application, GroupKind groupKind, String namespace, String name) {

    /** The annotation that holds the id. */
    public static final String ANNOTATION = "argocd.argoproj.io/tracking-id";

    public TrackingId {
        if (application.isEmpty() || application.indexOf(':') >= 0) {
            throw new IllegalArgumentException("not an application's instance name: '" + application + "'");
        }
    }

    /** Reads an id; empty for anything that is not one. A name may hold colons, and no slash. */
    public static Optional<TrackingId> parse(String text) {
        var parts = text.split(":", 3);
        if (parts.length != 3) {
            return Optional.empty();
        }
        var groupKind = parts[1].split("/", -1);
        var namespaceAndName = parts[2].split("/", -1);
        if (parts[0].isEmpty() || groupKind.length != 2 || groupKind[1].isEmpty() || namespaceAndName.length != 2) {
            return Optional.empty();
        }
        return Optional.of(new TrackingId(
                parts[0], new GroupKind(groupKind[0], groupKind[1]), namespaceAndName[0], namespaceAndName[1]));
    }

    /** Whether an object is the one that was stamped with this id; the namespace counts for namespaced objects only. */
    public boolean describes(KubernetesObject object) {
        return groupKind.group().equals(object.group())
                && groupKind.kind().equals(object.kind())
                && name.equals(object.name())
                && (object.namespace().isEmpty() || object.namespace().equals(namespace));
    }

    /** {@code application:group/kind:namespace/name}. */
    @Override
    public String toString() {
        return application + ":" + groupKind + ":" + namespace + "/" + name;
    }
}
