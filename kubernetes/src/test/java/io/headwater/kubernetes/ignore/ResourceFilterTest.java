package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceFilterTest {

    private static final String SERVER = "https://10.0.0.1:6443";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            -                                             | -                     | apps/Deployment | false
            -                                             | [{apiGroups: [apps]}] | apps/Deployment | false
            -                                             | [{apiGroups: [apps]}] | batch/Job       | true
            [{apiGroups: [apps]}]                         | -                     | apps/Deployment | true
            [{apiGroups: [apps]}]                         | -                     | batch/Job       | false
            [{apiGroups: [apps]}]                         | [{apiGroups: [apps]}] | apps/Deployment | true
            [{apiGroups: [apps]}]                         | [{kinds: [Job]}]      | batch/Job       | false
            [{apiGroups: [apps]}]                         | [{kinds: [Job]}]      | x.io/Other      | true
            [{apiGroups: ["*.io"]}]                       | -                     | a.x.io/Other    | true
            [{kinds: ["*"]}]                              | -                     | a.x.io/Other    | true
            [{kinds: ["Oth*"]}]                           | -                     | a.x.io/Other    | false
            [{apiGroups: [""], kinds: [Secret]}]          | -                     | /Secret         | true
            [{apiGroups: [apps], clusters: ["*:6443"]}]   | -                     | apps/Deployment | true
            [{apiGroups: [apps], clusters: ["*:443"]}]    | -                     | apps/Deployment | false
            -                                             | [{apiGroups: [apps], clusters: ["*:443"]}] | batch/Job | false
            -                                             | [{apiGroups: [apps]}] | events.k8s.io/Event | true
            """)
    void leavesOutWhatIsExcludedOrNotIncluded(String exclusions, String inclusions, String kind, boolean excluded) {
        var data = new TreeMap<String, String>();
        if (exclusions != null) {
            data.put("resource.exclusions", exclusions);
        }
        if (inclusions != null) {
            data.put("resource.inclusions", inclusions);
        }

        var reading = ResourceFilter.read(data);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value().isExcluded(GroupKind.parse(kind), SERVER)).isEqualTo(excluded);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /Event, true
            events.k8s.io/Event, true
            metrics.k8s.io/PodMetrics, true
            coordination.k8s.io/Lease, true
            coordination.k8s.io/LeaseCandidate, false
            /Endpoints, false
            apiregistration.k8s.io/APIService, false
            """)
    void neverLooksAtWhatComesAndGoesByItself(String kind, boolean excluded) {
        assertThat(ResourceFilter.read(Map.of()).value().isExcluded(GroupKind.parse(kind), SERVER))
                .isEqualTo(excluded);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /Endpoints, true
            discovery.k8s.io/EndpointSlice, true
            apiregistration.k8s.io/APIService, true
            authorization.k8s.io/SubjectAccessReview, true
            certificates.k8s.io/CertificateSigningRequest, true
            cert-manager.io/CertificateRequest, true
            cert-manager.io/Certificate, false
            cilium.io/CiliumEndpoint, true
            cilium.io/CiliumNetworkPolicy, false
            wgpolicyk8s.io/PolicyReport, true
            kyverno.io/ClusterPolicy, false
            """)
    void knowsWhatAnInstallationExcludes(String kind, boolean excluded) {
        var filter = new ResourceFilter(ResourceFilter.INSTALLED_EXCLUSIONS, List.of());

        assertThat(filter.isExcluded(GroupKind.parse(kind), SERVER)).isEqualTo(excluded);
    }

    @Test
    void dropsAnEntryThatWouldMeanMoreThanWasMeant() {
        var reading = ResourceFilter.read(
                Map.of("resource.exclusions", "[{apiGroups: ['[']}, 3, {kinds: Secret}, {kinds: [Job]}]"));

        assertThat(reading.problems())
                .extracting(IgnoreProblem::rule)
                .isEqualTo(List.of("resource.exclusions[0]", "resource.exclusions[1]", "resource.exclusions[2]"));
        assertThat(reading.value().exclusions()).hasSize(1);
        assertThat(reading.value().isExcluded(new GroupKind("batch", "Job"), SERVER))
                .isTrue();
        assertThat(reading.value().isExcluded(new GroupKind("apps", "Deployment"), SERVER))
                .isFalse();
    }

    @Test
    void saysThatAnObjectIsNoList() {
        assertThat(ResourceFilter.read(Map.of("resource.inclusions", "{}")).problems())
                .extracting(IgnoreProblem::display)
                .containsExactly("resource.inclusions: it is no list");
    }
}
