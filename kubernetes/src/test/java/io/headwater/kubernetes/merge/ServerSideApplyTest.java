package io.headwater.kubernetes.merge;

import static io.headwater.kubernetes.merge.Trees.applier;
import static io.headwater.kubernetes.merge.Trees.fields;
import static io.headwater.kubernetes.merge.Trees.json;
import static io.headwater.kubernetes.merge.Trees.updater;
import static io.headwater.kubernetes.merge.Trees.widget;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.merge.ServerSideApply.Outcome.Merged;
import io.headwater.kubernetes.merge.ServerSideApply.Outcome.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {

    private static final Manager US = applier("us");
    private static final Manager OTHER = updater("other");

    private static Merged apply(String live, Map<Manager, FieldSet> managed, String applied, boolean force) {
        return (Merged) ServerSideApply.apply(widget(live), new ManagedFields(managed), json(applied), US, force);
    }

    @Test
    void managesWhatItSays() {
        var merged = apply("{}", Map.of(), "{'replicas': 1, 'labels': {'a': 'b'}}", false);

        assertThat(merged.object().tree()).isEqualTo(json("{'replicas': 1, 'labels': {'a': 'b'}}"));
        assertThat(merged.managedFields().fields())
                .containsExactly(Map.entry(US, fields("{'f:replicas': {}, 'f:labels': {'f:a': {}}}")));
    }

    @Test
    void removesWhatItSaysNoMore() {
        var merged = apply(
                "{'replicas': 1, 'labels': {'a': 'b', 'c': 'd'}}",
                Map.of(US, fields("{'f:replicas': {}, 'f:labels': {'f:a': {}, 'f:c': {}}}")),
                "{'labels': {'a': 'b'}}",
                false);

        assertThat(merged.object().tree()).isEqualTo(json("{'labels': {'a': 'b'}}"));
        assertThat(merged.managedFields().fields()).containsExactly(Map.entry(US, fields("{'f:labels': {'f:a': {}}}")));
    }

    @Test
    void leavesWhatAnotherApplierSaysToo() {
        var other = applier("other");

        var merged = apply(
                "{'replicas': 1}",
                Map.of(US, fields("{'f:replicas': {}}"), other, fields("{'f:replicas': {}}")),
                "{'labels': {'a': 'b'}}",
                false);

        assertThat(merged.object().tree()).isEqualTo(json("{'replicas': 1, 'labels': {'a': 'b'}}"));
        assertThat(merged.managedFields().fields()).containsEntry(other, fields("{'f:replicas': {}}"));
    }

    @Test
    void leavesAnElementOfWhichSomebodyManagesAPart() {
        var element = "k:{\"port\":80,\"protocol\":\"TCP\"}";

        var merged = apply(
                "{'ports': [{'port': 80, 'name': 'web'}]}",
                Map.of(
                        US,
                        fields("{'f:ports': {'%s': {'.': {}, 'f:port': {}}}}".formatted(element)),
                        applier("other"),
                        fields("{'f:ports': {'%s': {'.': {}, 'f:port': {}, 'f:name': {}}}}".formatted(element))),
                "{'replicas': 1}",
                false);

        assertThat(merged.object().tree()).isEqualTo(json("{'replicas': 1, 'ports': [{'port': 80, 'name': 'web'}]}"));
    }

    @Test
    void isRefusedWhereAnotherManagesWhatItChanges() {
        var refused = (Refused) ServerSideApply.apply(
                widget("{'replicas': 3}"),
                new ManagedFields(Map.of(OTHER, fields("{'f:replicas': {}}"))),
                json("{'replicas': 1}"),
                US,
                false);

        assertThat(refused.conflicts()).containsExactly(new Conflict(OTHER, fields("{'f:replicas': {}}")));
    }

    @Test
    void takesOverByForce() {
        var merged = apply(
                "{'replicas': 3, 'labels': {'a': 'b'}}",
                Map.of(OTHER, fields("{'f:replicas': {}, 'f:labels': {'f:a': {}}}")),
                "{'replicas': 1}",
                true);

        assertThat(merged.object().tree()).isEqualTo(json("{'replicas': 1, 'labels': {'a': 'b'}}"));
        assertThat(merged.managedFields().fields())
                .containsEntry(OTHER, fields("{'f:labels': {'f:a': {}}}"))
                .containsEntry(US, fields("{'f:replicas': {}}"));
    }

    @Test
    void sharesWhatBothSayAlike() {
        var merged = apply("{'replicas': 3}", Map.of(OTHER, fields("{'f:replicas': {}}")), "{'replicas': 3}", false);

        assertThat(merged.managedFields().fields())
                .containsEntry(OTHER, fields("{'f:replicas': {}}"))
                .containsEntry(US, fields("{'f:replicas': {}}"));
    }

    @Test
    void writesManagedFieldsAsItReadsThem() {
        var written = json("""
                [{'manager': 'us', 'operation': 'Apply', 'apiVersion': 'v1', 'fieldsType': 'FieldsV1',
                  'fieldsV1': {'f:labels': {'.': {}, 'f:a': {}}, 'f:ports': {'k:{"port":80,"protocol":"TCP"}': {'.': {}, 'f:port': {}}}}},
                 {'manager': 'kubelet', 'operation': 'Update', 'apiVersion': 'v1', 'fieldsType': 'FieldsV1', 'subresource': 'status',
                  'fieldsV1': {'f:replicas': {}}}]""");

        assertThat(ManagedFields.read(written).write()).isEqualTo(written);
    }
}
