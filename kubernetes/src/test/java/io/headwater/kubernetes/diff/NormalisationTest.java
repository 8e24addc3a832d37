package io.headwater.kubernetes.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.Normalisation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code argocd-cm} says about comparisons beside rules. */
class NormalisationTest {

    private static final String OPTIONS = "resource.compareoptions";
    private static final String TYPES = "resource.customizations.knownTypeFields.example.com_Gadget";

    private static List<String> differences(Map<String, String> settings, String desired, String live) {
        return differences(settings, Objects.manifest(desired), Objects.manifest(live));
    }

    private static List<String> differences(
            Map<String, String> settings, KubernetesObject desired, KubernetesObject live) {
        var normalisation = Normalisation.read(settings).value();
        var rules = IgnoreRules.of(normalisation.options().rules()).with(normalisation);
        return LiveComparison.STANDARD
                .compare(desired, live, Optional.empty(), rules.forObject(live))
                .differences()
                .stream()
                .map(FieldDifference::path)
                .toList();
    }

    private static String gadget(String spec) {
        return "apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: a, namespace: b}\nspec: " + spec;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec.limit          | core/Quantity                | {limit: 0.1}                            | {limit: 100m}
            spec.limit          | core/Quantity                | {limit: 1024Mi}                         | {limit: 1Gi}
            spec.every          | meta/v1/Duration             | {every: 60s}                            | {every: 1m0s}
            spec.resources      | core/v1/ResourceRequirements | {resources: {limits: {cpu: 1000m}}}     | {resources: {limits: {cpu: '1'}}}
            spec.parts.limit    | core/Quantity                | {parts: [{limit: 0.5}, {limit: 1000m}]} | {parts: [{limit: 500m}, {limit: '1'}]}
            spec.pods           | core/v1/PodSpec              | {pods: [{hostNetwork: false, volumes: []}]} | {pods: [{}]}
            """)
    void takesOneValueInTwoFormsForTheSameWhereItsTypeIsKnown(String field, String type, String desired, String live) {
        var known = Map.of(TYPES, "- {field: %s, type: %s}".formatted(field, type));

        assertThat(differences(Map.of(), gadget(desired), gadget(live))).isNotEmpty();
        assertThat(differences(known, gadget(desired), gadget(live))).isEmpty();
    }

    @Test
    void showsAnotherValueWhereItsTypeIsKnown() {
        var known = Map.of(TYPES, "- {field: spec.limit, type: core/Quantity}");

        assertThat(differences(known, gadget("{limit: 0.2, other: 0.1}"), gadget("{limit: 100m, other: 100m}")))
                .containsExactly("spec.limit", "spec.other");
    }

    @Test
    void knowsThatARolloutHoldsPods() {
        var rollout = """
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                metadata: {name: a, namespace: b}
                spec: {template: {spec: {containers: [{name: web, resources: {limits: {cpu: %s}}}]}}}
                """;

        assertThat(differences(Map.of(), rollout.formatted("0.1"), rollout.formatted("100m")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            all,  false, false
            crd,  false, true
            none, true,  true
            off,  true,  true
            """)
    void comparesTheStatusThatGitGivesOnlyWhereItIsToldTo(String word, boolean ofDefinitions, boolean ofOthers) {
        var settings = Map.of(OPTIONS, "ignoreResourceStatusField: " + word);
        var definition = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: gadgets.example.com}
                status: {storedVersions: [%s]}
                """;
        var gadget = gadget("{}\nstatus: {phase: %s}");

        assertThat(differences(settings, definition.formatted("v1"), definition.formatted("v2"))
                        .isEmpty())
                .isEqualTo(!ofDefinitions);
        assertThat(differences(settings, gadget.formatted("Ready"), gadget.formatted("Gone")))
                .isEqualTo(ofOthers ? List.of("status.phase") : List.of());
        assertThat(differences(settings, gadget("{}"), gadget.formatted("Gone")))
                .as("a status that only the cluster has")
                .isEmpty();
    }

    /** Unlike Argo CD, which compares them unless it is told not to. */
    @Test
    void comparesRulesThatAreGatheredFromOthersOnlyIfItIsToldTo() {
        var role = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: a}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {b: c}}]}
                rules: %s
                """;
        var desired = role.formatted("[]");
        var live = role.formatted("[{apiGroups: [''], resources: [pods], verbs: [get]}]");

        assertThat(differences(Map.of(), desired, live)).isEmpty();
        assertThat(differences(Map.of(OPTIONS, "ignoreAggregatedRoles: true"), desired, live))
                .isEmpty();
        assertThat(differences(Map.of(OPTIONS, "ignoreAggregatedRoles: false"), desired, live))
                .containsExactly("rules");
    }
}
