package io.headwater.clusterwatcher.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.IgnoreProblem;
import io.headwater.kubernetes.ignore.ResourceUpdates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateFilterTest {

    private static final String UPDATES = "resource.customizations.ignoreResourceUpdates.ConfigMap";

    private final List<IgnoreProblem> costly = new ArrayList<>();
    private final UpdateFilter filter = new UpdateFilter(costly::add);

    @Test
    void ignoresNothingWithoutARule() {
        assertThat(filter.essenceOf(object("{}"))).isEmpty();
    }

    @Test
    void ignoresWhatARuleNamesAndWhatChangesByItself() {
        ignore(Map.of(UPDATES, "jqPathExpressions: ['.data.at']"));

        assertSame("""
                {"metadata": {"resourceVersion": "1", "generation": 1,
                   "managedFields": [{"manager": "m", "operation": "Update", "time": "1"}]}, "data": {"at": "1", "b": "2"}}""", """
                {"metadata": {"resourceVersion": "2", "generation": 2,
                   "managedFields": [{"manager": "m", "operation": "Update", "time": "2"}]}, "data": {"at": "9", "b": "2"}}""");
        assertOther("{\"data\": {\"at\": \"1\"}}", "{\"data\": {\"at\": \"1\", \"b\": \"2\"}}");
    }

    @Test
    void mindsWhoHasAppliedTheObjectAndWhen() {
        ignore(Map.of(UPDATES, "jsonPointers: [/data/at]"));

        assertOther("""
                {"metadata": {"managedFields": [{"manager": "headwater", "operation": "Apply", "time": "1"}]}}""", """
                {"metadata": {"managedFields": [{"manager": "headwater", "operation": "Apply", "time": "2"}]}}""");
        assertSame("""
                {"metadata": {"managedFields": [{"manager": "c", "operation": "Apply", "subresource": "status", "time": "1"}]}}""", """
                {"metadata": {"managedFields": [{"manager": "c", "operation": "Apply", "subresource": "status", "time": "2"}]}}""");
    }

    @Test
    void mindsAStatusOfWhichNothingWouldBeLeft() {
        ignore(Map.of(UPDATES, "jsonPointers: [/status]"));
        assertOther("{\"status\": {\"ready\": 1}}", "{\"status\": {\"ready\": 2}}");

        ignore(Map.of(UPDATES, "jsonPointers: [/status/at]"));
        assertSame("{\"status\": {\"ready\": 1, \"at\": 1}}", "{\"status\": {\"ready\": 1, \"at\": 2}}");
        assertOther("{\"status\": {\"ready\": 1, \"at\": 1}}", "{\"status\": {\"ready\": 2, \"at\": 1}}");
    }

    @Test
    void ignoresAlsoWhatComparisonsIgnoreUnlessTheInstallationSaysOtherwise() {
        var differences = "resource.customizations.ignoreDifferences.ConfigMap";
        ignore(Map.of(differences, "jsonPointers: [/data/at]"));
        assertSame("{\"data\": {\"at\": \"1\", \"b\": \"1\"}}", "{\"data\": {\"at\": \"2\", \"b\": \"1\"}}");

        ignore(Map.of(
                differences,
                "jsonPointers: [/data/at]",
                "resource.compareoptions",
                "ignoreDifferencesOnResourceUpdates: false"));
        assertThat(filter.essenceOf(object("{}"))).isEmpty();
    }

    @Test
    void ignoresNothingWhereTheInstallationSwitchesItOff() {
        ignore(Map.of(UPDATES, "jsonPointers: [/data/at]", "resource.ignoreResourceUpdatesEnabled", "false"));

        assertThat(filter.essenceOf(object("{}"))).isEmpty();
    }

    @Test
    void runsAProgramThatCostsTooMuchOnce() {
        ignore(Map.of(UPDATES, "jqPathExpressions: ['last(range(1e9))', '.data.at']"));

        assertSame("{\"data\": {\"at\": \"1\", \"b\": \"1\"}}", "{\"data\": {\"at\": \"2\", \"b\": \"1\"}}");
        assertThat(costly).hasSize(1);
    }

    private void ignore(Map<String, String> settings) {
        filter.ignore(ResourceUpdates.read(settings).value());
    }

    private void assertSame(String one, String other) {
        assertThat(filter.essenceOf(object(one))).isPresent().isEqualTo(filter.essenceOf(object(other)));
    }

    private void assertOther(String one, String other) {
        assertThat(filter.essenceOf(object(one))).isPresent().isNotEqualTo(filter.essenceOf(object(other)));
    }

    private static KubernetesObject object(String fields) {
        var tree = CanonicalJson.readObject(fields.getBytes(UTF_8), 10_000);
        tree.put("apiVersion", "v1").put("kind", "ConfigMap");
        tree.withObject("/metadata").put("name", "settings").put("namespace", "shop");
        return new KubernetesObject(tree);
    }
}
