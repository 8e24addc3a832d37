package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.KubernetesObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceUpdatesTest {

    private static final KubernetesObject DEPLOYMENT = new KubernetesObject(Json.object("""
            {"apiVersion":"apps/v1","kind":"Deployment",
             "metadata":{"name":"web","resourceVersion":"7","generation":3,"managedFields":[]},
             "spec":{"replicas":3,"paused":false},"status":{"replicas":3}}
            """));

    @Test
    void aChangeOfWhatTheServerCountsIsNoReason() {
        assertThat(remainder(Map.of("resource.compareoptions", "ignoreResourceStatusField: none")))
                .isEqualTo(Json.of("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},"
                        + "'spec':{'replicas':3,'paused':false},'status':{'replicas':3}}"));
    }

    @Test
    void aChangeOfWhatComparisonsLeaveOutIsNoReason() {
        var data = new HashMap<>(Map.of(
                "resource.customizations.ignoreDifferences.apps_Deployment", "jsonPointers: [/spec/replicas]",
                "resource.customizations.ignoreResourceUpdates.all", "jsonPointers: [/spec/paused]"));

        assertThat(remainder(data))
                .isEqualTo(Json.of("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},'spec':{}}"));

        data.put("resource.compareoptions", "ignoreDifferencesOnResourceUpdates: false");

        assertThat(remainder(data))
                .isEqualTo(Json.of("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},"
                        + "'spec':{'replicas':3},'status':{'replicas':3}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -     | true  | -     | true
            true  | true  | -     | true
            false | true  | -     | false
            F     | true  | -     | false
            -     | false | -     | false
            -     | false | true  | true
            -     | false | false | false
            -     | false | yes   | false
            false | false | true  | false
            """)
    void appliesToObjectsOfApplicationsAndThoseThatSaySo(
            String enabled, boolean belongs, String annotation, boolean applies) {
        var tree = DEPLOYMENT.copyTree();
        if (annotation != null) {
            tree.withObject("/metadata/annotations").put(ResourceUpdates.ANNOTATION, annotation);
        }
        Map<String, String> data =
                enabled == null ? Map.of() : Map.of("resource.ignoreResourceUpdatesEnabled", enabled);

        assertThat(ResourceUpdates.read(data).value().appliesTo(new KubernetesObject(tree), belongs))
                .isEqualTo(applies);
    }

    @Test
    void isOnForAWordThatMeansNothing() {
        var reading = ResourceUpdates.read(Map.of("resource.ignoreResourceUpdatesEnabled", "maybe"));

        assertThat(reading.value().enabled()).isTrue();
        assertThat(reading.problems())
                .extracting(IgnoreProblem::display)
                .containsExactly(
                        "resource.ignoreResourceUpdatesEnabled: 'maybe': it is neither true nor false; true is taken");
    }

    private static Object remainder(Map<String, String> data) {
        var reading = ResourceUpdates.read(data);
        assertThat(reading.problems()).isEmpty();
        return reading.value().forObject(DEPLOYMENT).without(DEPLOYMENT.tree()).tree();
    }
}
