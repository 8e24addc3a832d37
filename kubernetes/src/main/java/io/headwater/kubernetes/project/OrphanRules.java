package io.headwater.kubernetes.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.Glob;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects a project wants to know of that belong to nobody, in the namespaces that its applications are delivered to.
 *
 * @param warn whether an application with such objects says so in a condition
 * @param ignored those that are passed over
 * @param permitted the kinds that the project permits; empty where it names none, and permits all
 * @param forbidden the kinds that it does not
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/orphaned-resources/">Argo CD: orphaned resources</a>
 */
public record OrphanRules(
        boolean warn, List<Pattern> ignored, Optional<List<Pattern>> permitted, List<Pattern> forbidden) {

    private static final GroupKind SERVICE = new GroupKind("", "Service");

    /** What every namespace has. */
    private static final Set<String> EVERYWHERE = Set.of("/ServiceAccount default", "/ConfigMap kube-root-ca.crt");

    /** What Kubernetes makes for a Service. */
    private static final Set<GroupKind> DERIVED =
            Set.of(new GroupKind("", "Endpoints"), new GroupKind("discovery.k8s.io", "EndpointSlice"));

    public OrphanRules {
        ignored = List.copyOf(ignored);
        permitted = permitted.map(List::copyOf);
        forbidden = List.copyOf(forbidden);
    }

    /** Objects by group, kind and name. Where nothing can be made of a pattern, there are none, as in Argo CD. */
    record Pattern(Optional<Glob> group, Optional<Glob> kind, Optional<Glob> name) {

        private static final String ANY = "*";

        /** A kind that a project permits or forbids. */
        static Pattern ofKind(JsonNode entry) {
            return new Pattern(glob(entry, "group"), glob(entry, "kind"), Glob.of(ANY));
        }

        /** What is passed over; without a kind or a name, whatever it is. */
        static Pattern ofObject(JsonNode entry) {
            return new Pattern(glob(entry, "group"), globOrAny(entry, "kind"), globOrAny(entry, "name"));
        }

        private static Optional<Glob> glob(JsonNode entry, String field) {
            return Glob.of(entry.path(field).asText(""));
        }

        private static Optional<Glob> globOrAny(JsonNode entry, String field) {
            var pattern = entry.path(field).asText("");
            return Glob.of(pattern.isEmpty() ? ANY : pattern);
        }

        boolean has(ObjectKey object) {
            return group.filter(pattern -> pattern.matches(object.group())).isPresent()
                    && kind.filter(pattern -> pattern.matches(object.kind())).isPresent()
                    && name.filter(pattern -> pattern.matches(object.name())).isPresent();
        }
    }

    /** Reads the {@code spec} of an AppProject; empty if it does not want to know. */
    static Optional<OrphanRules> of(JsonNode spec) {
        var settings = spec.path("orphanedResources");
        if (!settings.isObject()) {
            return Optional.empty();
        }
        var permitted = spec.path("namespaceResourceWhitelist");
        return Optional.of(new OrphanRules(
                settings.path("warn").asBoolean(false),
                settings.path("ignore").valueStream().map(Pattern::ofObject).toList(),
                permitted.isArray() ? Optional.of(kinds(permitted)) : Optional.empty(),
                kinds(spec.path("namespaceResourceBlacklist"))));
    }

    private static List<Pattern> kinds(JsonNode entries) {
        return entries.valueStream().map(Pattern::ofKind).toList();
    }

    /** Whether an object may be an orphan, as far as its key says. */
    public boolean mayHave(ObjectKey object) {
        return !object.namespace().isEmpty()
                && !isAlwaysThere(object)
                && permitted.map(kinds -> has(kinds, object)).orElse(true)
                && !has(forbidden, object)
                && !has(ignored, object);
    }

    private static boolean isAlwaysThere(ObjectKey object) {
        return DERIVED.contains(object.groupKind())
                || EVERYWHERE.contains(object.group() + "/" + object.kind() + " " + object.name())
                || (object.groupKind().equals(SERVICE)
                        && object.namespace().equals("default")
                        && object.name().equals("kubernetes"));
    }

    private static boolean has(List<Pattern> patterns, ObjectKey object) {
        return patterns.stream().anyMatch(pattern -> pattern.has(object));
    }
}
