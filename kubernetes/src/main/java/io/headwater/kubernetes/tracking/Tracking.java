package io.headwater.kubernetes.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Optional;

/**
 * How this installation marks and recognises what it manages.
 *
 * @param controlPlaneNamespace where Applications live whose instance name is their name alone
 * @param installationId tells installations apart that share a cluster; empty when there is but one
 */
public record Tracking(String controlPlaneNamespace, String installationId) {

    /** The annotation that holds the installation's id. */
    public static final String INSTALLATION_ANNOTATION = "argocd.argoproj.io/installation-id";

    private static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    public Tracking {
        if (controlPlaneNamespace.isEmpty()) {
            throw new IllegalArgumentException("no namespace for the control plane");
        }
    }

    /** {@code name} in the control plane's namespace, else {@code namespace_name}. */
    public String instanceName(ApplicationKey application) {
        return application.namespace().equals(controlPlaneNamespace)
                ? application.name()
                : application.namespace() + "_" + application.name();
    }

    /** The application of an instance name; empty for what can be none. */
    public Optional<ApplicationKey> applicationOf(String instanceName) {
        // No name in Kubernetes has an underscore, so the first one separates.
        var underscore = instanceName.indexOf('_');
        var namespace = underscore < 0 ? controlPlaneNamespace : instanceName.substring(0, underscore);
        var name = instanceName.substring(underscore + 1);
        if (namespace.isEmpty() || name.isEmpty() || instanceName.indexOf('/') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new ApplicationKey(namespace, name));
    }

    /** The id that an object carries when an application deploys it. */
    public TrackingId idFor(ApplicationKey application, KubernetesObject desired, String destinationNamespace) {
        return new TrackingId(
                instanceName(application),
                desired.groupKind(),
                desired.namespace().isEmpty() ? destinationNamespace : desired.namespace(),
                desired.name());
    }

    /**
     * Marks a desired object as the application's. A CustomResourceDefinition stays unmarked, so that it is never pruned and takes no custom
     * resource with it.
     *
     * @param destinationNamespace where the application deploys objects that name no namespace
     */
    public KubernetesObject stamp(ApplicationKey application, KubernetesObject desired, String destinationNamespace) {
        if (isDefinition(desired)) {
            return desired;
        }
        var tree = shallowCopy(desired.tree());
        var metadata = shallowCopy(tree.get("metadata") instanceof ObjectNode given ? given : tree.objectNode());
        var annotations =
                shallowCopy(metadata.get("annotations") instanceof ObjectNode given ? given : tree.objectNode());
        annotations.put(
                TrackingId.ANNOTATION,
                idFor(application, desired, destinationNamespace).toString());
        if (installationId.isEmpty()) {
            annotations.remove(INSTALLATION_ANNOTATION);
        } else {
            annotations.put(INSTALLATION_ANNOTATION, installationId);
        }
        metadata.set("annotations", annotations);
        tree.set("metadata", metadata);
        return desired.withTree(tree);
    }

    /** The id that an object carries, if this installation has stamped it. */
    public Optional<TrackingId> idOf(KubernetesObject object) {
        var installation = object.annotation(INSTALLATION_ANNOTATION).orElse("");
        return installation.equals(installationId)
                ? object.annotation(TrackingId.ANNOTATION).flatMap(TrackingId::parse)
                : Optional.empty();
    }

    /** The application that an object says it belongs to; whether it only copied that, {@link #isCopy(KubernetesObject)} knows. */
    public Optional<ApplicationKey> ownerOf(KubernetesObject object) {
        return idOf(object).flatMap(id -> applicationOf(id.application()));
    }

    /**
     * Whether an object that nobody desires carries the id of another object, as Endpoints do that took over their Service's annotations. A
     * copy is neither pruned nor counted.
     */
    public boolean isCopy(KubernetesObject live) {
        return idOf(live).filter(id -> !id.describes(live)).isPresent();
    }

    /**
     * Whether a live object is another than the desired one that it was taken for. What its annotation says does not matter: it may name the
     * group that the object had before an upgrade of its API.
     */
    public boolean isCopy(ApplicationKey application, KubernetesObject live, KubernetesObject desired) {
        return !idFor(application, desired, live.namespace()).describes(live);
    }

    private static boolean isDefinition(KubernetesObject object) {
        return object.kind().equals(DEFINITION.kind()) && object.group().equals(DEFINITION.group());
    }

    private static ObjectNode shallowCopy(ObjectNode node) {
        ObjectNode copy = node.objectNode();
        copy.setAll(node);
        return copy;
    }
}
