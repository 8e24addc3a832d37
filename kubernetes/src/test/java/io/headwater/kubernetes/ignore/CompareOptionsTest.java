package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ignore.CompareOptions.IgnoredStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareOptionsTest {

    /** As Argo CD 3 has it, but for the roles. */
    @Test
    void leavesOutStatusAndAggregatedRulesByDefault() {
        var reading = CompareOptions.read(Map.of());

        assertThat(reading.value()).isEqualTo(new CompareOptions(true, IgnoredStatus.ALL, true));
        assertThat(reading.problems()).isEmpty();
        assertThat(CompareOptions.read(Map.of("resource.compareoptions", "")).value())
                .isEqualTo(CompareOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            all,  ALL
            crd,  CRD
            none, NONE
            off,  NONE
            false, NONE
            'off', NONE
            """)
    void readsWhoseStatusIsLeftOut(String word, IgnoredStatus status) {
        var reading = CompareOptions.read(Map.of("resource.compareoptions", "ignoreResourceStatusField: " + word));

        assertThat(reading.value().ignoredStatus()).isEqualTo(status);
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void readsTheOthers() {
        var reading = CompareOptions.read(Map.of(
                "resource.compareoptions",
                "ignoreAggregatedRoles: false\nignoreDifferencesOnResourceUpdates: false\n"));

        assertThat(reading.value()).isEqualTo(new CompareOptions(false, IgnoredStatus.ALL, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ignoreResourceStatusField: foobar | resource.compareoptions: 'foobar': ignoreResourceStatusField is all, crd or none; all is taken
            ignoreAggregatedRoles: 3          | resource.compareoptions: ignoreAggregatedRoles is neither true nor false; true is taken
            [a]                               | resource.compareoptions: it is no object
            """)
    void takesTheDefaultForWhatIsMalformed(String value, String problem) {
        var reading = CompareOptions.read(Map.of("resource.compareoptions", value));

        assertThat(reading.value()).isEqualTo(CompareOptions.DEFAULT);
        assertThat(reading.problems()).extracting(IgnoreProblem::display).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ALL,  apiextensions.k8s.io/CustomResourceDefinition, false
            ALL,  apps/Deployment, false
            CRD,  apiextensions.k8s.io/CustomResourceDefinition, false
            CRD,  apps/Deployment, true
            NONE, apiextensions.k8s.io/CustomResourceDefinition, true
            NONE, apps/Deployment, true
            """)
    void leavesOutTheStatusOf(IgnoredStatus status, String kind, boolean kept) {
        var rules = IgnoreRules.of(new CompareOptions(false, status, true).rules());

        var remainder = rules.forObject(GroupKind.parse(kind), "", "a").without(Json.object("{'status':{'x':1}}"));

        assertThat(remainder.tree().has("status")).isEqualTo(kept);
    }
}
