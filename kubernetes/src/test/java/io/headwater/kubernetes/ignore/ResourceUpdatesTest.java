package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.KubernetesObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceUpdatesTest {

    private static final KubernetesObject DEPLOYMENT = new KubernetesObject(Json.object("""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"}}"""));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -     | true
            true  | true
            T     | true
            false | false
            F     | false
            """)
    void areRulesUnlessTheyAreSwitchedOff(String enabled, boolean isRule) {
        var rule = Map.entry("resource.customizations.ignoreResourceUpdates.all", "jsonPointers: [/spec/paused]");
        var data = enabled == null
                ? Map.ofEntries(rule)
                : Map.ofEntries(rule, Map.entry("resource.ignoreResourceUpdatesEnabled", enabled));

        assertThat(ResourceUpdates.read(data).value().forObject(DEPLOYMENT).isEmpty())
                .isEqualTo(!isRule);
    }

    @Test
    void areOnForAWordThatMeansNothing() {
        var reading = ResourceUpdates.read(Map.of(
                "resource.ignoreResourceUpdatesEnabled",
                "maybe",
                "resource.customizations.ignoreDifferences.apps_Deployment",
                "jsonPointers: [/spec/replicas]"));

        assertThat(reading.value().forObject(DEPLOYMENT).isEmpty()).isFalse();
        assertThat(reading.problems())
                .extracting(IgnoreProblem::display)
                .containsExactly(
                        "resource.ignoreResourceUpdatesEnabled: 'maybe': it is neither true nor false; true is taken");
    }

    @Test
    void nameWhatIsWrongWithThemselvesAlone() {
        var reading = ResourceUpdates.read(Map.of(
                "resource.customizations.ignoreResourceUpdates.ConfigMap", "jsonPointers: [no pointer]",
                "resource.customizations.ignoreDifferences.ConfigMap", "jsonPointers: [no pointer]"));

        assertThat(reading.problems()).singleElement().satisfies(problem -> assertThat(problem.rule())
                .contains("ignoreResourceUpdates"));
    }
}
