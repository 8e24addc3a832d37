package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of Kubernetes' own kinds without asking a server: which fields are quantities, which are numbers or names, what only the
 * server fills in. Custom resources have none of it, except for quantities where every kind keeps them.
 *
 * <p>Names stand for themselves wherever they occur, since the API uses each of them for one thing.
 */
record ApiTraits(GroupKind groupKind) {

    private static final Set<String> BUILT_IN_GROUPS = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "authentication.k8s.io",
            "authorization.k8s.io",
            "autoscaling",
            "batch",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "extensions",
            "flowcontrol.apiserver.k8s.io",
            "internal.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io",
            "storagemigration.k8s.io");

    private static final Set<String> MAPS_OF_QUANTITIES =
            Set.of("limits", "requests", "hard", "capacity", "allocatable", "overhead", "podFixed");
    private static final Set<String> MAPS_OF_QUANTITIES_IN_RANGES =
            Set.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio");
    private static final Set<String> QUANTITIES = Set.of("sizeLimit", "divisor", "maximumVolumeSize");
    private static final Set<String> QUANTITIES_OF_METRICS = Set.of("averageValue", "value");

    private static final Set<String> NUMBERS_OR_NAMES =
            Set.of("targetPort", "port", "maxUnavailable", "maxSurge", "minAvailable");

    private static final Set<String> MAPS_OF_TEXT = Set.of(
            "labels",
            "annotations",
            "data",
            "binaryData",
            "stringData",
            "matchLabels",
            "nodeSelector",
            "selector",
            "parameters");

    /** What an image's policy may be by default, which depends on its tag. */
    private static final Set<String> PULLING = Set.of("Always", "IfNotPresent");

    private static final Set<String> FILLED_IN_WHEN_EMPTY = Set.of("metrics", "targetPort");

    private static final Set<String> NEVER_ZERO =
            Set.of("failureThreshold", "periodSeconds", "successThreshold", "timeoutSeconds");

    private static final Set<String> TRUE_UNLESS_FALSE =
            Set.of("allowPrivilegeEscalation", "automountServiceAccountToken", "hostUsers");

    private static final Set<String> FILLED_IN_BY_SERVER = Set.of(
            "caBundle",
            "claimRef",
            "clusterIP",
            "clusterIPs",
            "healthCheckNodePort",
            "ipFamilies",
            "ipFamilyPolicy",
            "nodeName",
            "nodePort",
            "secrets",
            "serviceAccount",
            "volumeName");

    /** Objects that count as a whole, so that an empty one is not merely one without demands. */
    private static final Set<String> WHOLE_OBJECTS =
            Set.of("selector", "labelSelector", "podSelector", "namespaceSelector", "objectSelector", "nodeSelector");

    /** By what the elements of a list are told apart, where no managed field says it; more than one way for lists of the same name. */
    private static final Map<String, List<List<String>>> LIST_KEYS = Map.ofEntries(
            Map.entry("containers", List.of(List.of("name"))),
            Map.entry("initContainers", List.of(List.of("name"))),
            Map.entry("ephemeralContainers", List.of(List.of("name"))),
            Map.entry("env", List.of(List.of("name"))),
            Map.entry("hostAliases", List.of(List.of("ip"))),
            Map.entry("imagePullSecrets", List.of(List.of("name"))),
            Map.entry("ownerReferences", List.of(List.of("uid"))),
            Map.entry("ports", List.of(List.of("containerPort", "protocol"), List.of("port", "protocol"))),
            Map.entry("resourceClaims", List.of(List.of("name"))),
            Map.entry("schedulingGates", List.of(List.of("name"))),
            Map.entry("secrets", List.of(List.of("name"))),
            Map.entry("topologySpreadConstraints", List.of(List.of("topologyKey", "whenUnsatisfiable"))),
            Map.entry("volumeDevices", List.of(List.of("devicePath"))),
            Map.entry("volumeMounts", List.of(List.of("mountPath"))),
            Map.entry("volumes", List.of(List.of("name"))),
            Map.entry("webhooks", List.of(List.of("name"))));

    /** Whether the kind is one of Kubernetes' own. */
    boolean isBuiltIn() {
        return BUILT_IN_GROUPS.contains(groupKind.group());
    }

    boolean isQuantity(FieldPath path) {
        if (!isNamed(path)) {
            return false;
        }
        var holder = path.parent().name();
        return MAPS_OF_QUANTITIES.contains(holder)
                || QUANTITIES.contains(path.name())
                || (isBuiltIn() && isQuantityOfKind(holder, path.name()));
    }

    private boolean isQuantityOfKind(String holder, String name) {
        return switch (groupKind.kind()) {
            case "LimitRange" -> MAPS_OF_QUANTITIES_IN_RANGES.contains(holder);
            case "HorizontalPodAutoscaler" -> holder.equals("target") && QUANTITIES_OF_METRICS.contains(name);
            default -> false;
        };
    }

    boolean isNumberOrName(FieldPath path) {
        return isOneOf(NUMBERS_OR_NAMES, path);
    }

    /** Whether a field is a map of texts, which the server takes as they are: a key without a value is something else than no key. */
    boolean isMapOfText(FieldPath path) {
        return MAPS_OF_TEXT.contains(path.name());
    }

    /** Whether the server fills in a field, with a value that nobody can know before, and keeps it when it is not given any more. */
    boolean isFilledIn(FieldPath path) {
        return isOneOf(FILLED_IN_BY_SERVER, path);
    }

    /** Whether the server puts something of its own in place of an empty value. */
    boolean isFilledInWhenEmpty(FieldPath path) {
        return isFilledIn(path) || isOneOf(FILLED_IN_WHEN_EMPTY, path);
    }

    /** Whether a false means something else than nothing, which the server takes for true. */
    boolean isSwitchedOff(FieldPath path, JsonNode desired) {
        return desired.isBoolean() && isOneOf(TRUE_UNLESS_FALSE, path);
    }

    /** Whether an empty object means none of its parts, and not any. */
    boolean isWholeObject(FieldPath path) {
        return isOneOf(WHOLE_OBJECTS, path);
    }

    /** Whether the server puts this value where none was given. */
    boolean isDefault(FieldPath path, JsonNode live) {
        return isBuiltIn() && isNamed(path) && ServerDefaults.isDefault(groupKind.kind(), path, live);
    }

    /** Whether the server puts this value in place of an empty one: an empty text, or a 0 where no 0 can be meant. */
    boolean isDefaultOfEmpty(FieldPath path, JsonNode desired, JsonNode live) {
        if (desired.isTextual() && desired.textValue().isEmpty()) {
            return isDefault(path, live)
                    || (isOneOf(Set.of("imagePullPolicy"), path) && PULLING.contains(live.asText()));
        }
        return desired.isNumber()
                && Emptiness.isEmpty(desired)
                && NEVER_ZERO.contains(path.name())
                && isDefault(path, live);
    }

    /** The keys that may tell the elements of a list apart, each way in turn; none if the list is one value. */
    List<List<String>> listKeys(FieldPath path) {
        return isBuiltIn() ? LIST_KEYS.getOrDefault(path.name(), List.of()) : List.of();
    }

    private boolean isOneOf(Set<String> names, FieldPath path) {
        return names.contains(path.name()) && isBuiltIn() && isNamed(path);
    }

    /** Whether the field's name is the API's and not a user's, as the keys of maps are. */
    private boolean isNamed(FieldPath path) {
        return !isMapOfText(path.parent());
    }
}
