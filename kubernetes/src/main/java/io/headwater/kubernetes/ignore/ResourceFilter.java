package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which kinds of objects are looked at in which clusters: {@code resource.exclusions} and {@code resource.inclusions} of {@code argocd-cm}. An exclusion beats an
 * inclusion; where there are inclusions for a cluster, only what they name is looked at.
 *
 * @param exclusions those of the ConfigMap; what nobody manages, as events and leases, is never looked at
 * @see <a href="https://github.com/argoproj/argo-cd/blob/master/util/settings/resources_filter.go">Argo CD: resources filter</a>
 */
public record ResourceFilter(List<Entry> exclusions, List<Entry> inclusions) {

    /** Objects that come and go by themselves, and that no version of Argo CD looks at. */
    private static final List<Entry> NEVER = List.of(
            new Entry(globs("events.k8s.io", "metrics.k8s.io"), List.of(), List.of()),
            new Entry(globs(""), List.of("Event"), List.of()),
            new Entry(globs("coordination.k8s.io"), List.of("Lease"), List.of()));

    /** What the ConfigMap of an installation of Argo CD 3 excludes. A ConfigMap without the key excludes none of it. */
    public static final List<Entry> INSTALLED_EXCLUSIONS = List.of(
            new Entry(globs("", "discovery.k8s.io"), List.of("Endpoints", "EndpointSlice"), List.of()),
            new Entry(globs("apiregistration.k8s.io"), List.of("APIService"), List.of()),
            new Entry(globs("coordination.k8s.io"), List.of("Lease"), List.of()),
            new Entry(
                    globs("authentication.k8s.io", "authorization.k8s.io"),
                    List.of(
                            "SelfSubjectReview",
                            "TokenReview",
                            "LocalSubjectAccessReview",
                            "SelfSubjectAccessReview",
                            "SelfSubjectRulesReview",
                            "SubjectAccessReview"),
                    List.of()),
            new Entry(globs("certificates.k8s.io"), List.of("CertificateSigningRequest"), List.of()),
            new Entry(globs("cert-manager.io"), List.of("CertificateRequest"), List.of()),
            new Entry(
                    globs("cilium.io"), List.of("CiliumIdentity", "CiliumEndpoint", "CiliumEndpointSlice"), List.of()),
            new Entry(
                    globs("kyverno.io", "reports.kyverno.io", "wgpolicyk8s.io"),
                    List.of(
                            "PolicyReport",
                            "ClusterPolicyReport",
                            "EphemeralReport",
                            "ClusterEphemeralReport",
                            "AdmissionReport",
                            "ClusterAdmissionReport",
                            "BackgroundScanReport",
                            "ClusterBackgroundScanReport",
                            "UpdateRequest"),
                    List.of()));

    private static final String ANY = "*";

    public ResourceFilter {
        exclusions = List.copyOf(exclusions);
        inclusions = List.copyOf(inclusions);
    }

    /**
     * Kinds in clusters. An empty list stands for all there are.
     *
     * @param kinds exactly, or {@code *}
     * @param clusters patterns of the servers' addresses
     */
    public record Entry(List<Glob> apiGroups, List<String> kinds, List<Glob> clusters) {

        public Entry {
            apiGroups = List.copyOf(apiGroups);
            kinds = List.copyOf(kinds);
            clusters = List.copyOf(clusters);
        }

        boolean matches(GroupKind kind, String server) {
            return isOneOf(apiGroups, kind.group())
                    && (kinds.isEmpty() || kinds.contains(ANY) || kinds.contains(kind.kind()))
                    && matchesCluster(server);
        }

        boolean matchesCluster(String server) {
            return isOneOf(clusters, server);
        }

        private static boolean isOneOf(List<Glob> globs, String text) {
            return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(text));
        }
    }

    /** Reads both keys from the data of the ConfigMap. */
    public static Reading<ResourceFilter> read(Map<String, String> data) {
        var problems = new ArrayList<IgnoreProblem>();
        var exclusions = entries("resource.exclusions", data, problems);
        var inclusions = entries("resource.inclusions", data, problems);
        return new Reading<>(new ResourceFilter(exclusions, inclusions), problems);
    }

    private static List<Entry> entries(String key, Map<String, String> data, List<IgnoreProblem> problems) {
        var list = ConfigMapValue.read(key, data, problems);
        if (!list.isNull() && !list.isArray()) {
            problems.add(IgnoreProblem.malformed(key, "", "it is no list"));
        }
        var entries = new ArrayList<Entry>();
        for (var i = 0; list.isArray() && i < list.size(); i++) {
            var source = "%s[%d]".formatted(key, i);
            if (list.get(i).isObject()) {
                entry(source, list.get(i), problems, entries);
            } else {
                problems.add(IgnoreProblem.malformed(source, "", "it is no object"));
            }
        }
        return entries;
    }

    /** An entry goes as a whole if a part of it is malformed: what is left of it would mean more than was meant. */
    private static void entry(String source, JsonNode tree, List<IgnoreProblem> problems, List<Entry> entries) {
        var before = problems.size();
        var fields = new RuleFields(source, tree, problems);
        var groups = fields.patterns("apiGroups");
        var kinds = fields.texts("kinds");
        var clusters = fields.patterns("clusters");
        if (problems.size() == before) {
            entries.add(new Entry(groups, kinds, clusters));
        }
    }

    /** Whether objects of a kind are not looked at in a cluster. */
    public boolean isExcluded(GroupKind kind, String server) {
        if (Stream.concat(NEVER.stream(), exclusions.stream()).anyMatch(entry -> entry.matches(kind, server))) {
            return true;
        }
        return inclusions.stream().noneMatch(entry -> entry.matches(kind, server))
                && inclusions.stream().anyMatch(entry -> entry.matchesCluster(server));
    }

    private static List<Glob> globs(String... patterns) {
        return Stream.of(patterns)
                .map(pattern -> Glob.of(pattern).orElseThrow())
                .toList();
    }
}
