package io.headwater.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.kubernetes.merge.Conflict;
import io.headwater.kubernetes.merge.ManagedFields;
import io.headwater.kubernetes.merge.Manager;
import io.headwater.kubernetes.merge.Manager.Operation;
import io.headwater.kubernetes.merge.ServerSideApply;
import io.headwater.kubernetes.merge.TypedTree;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/libraries/kubernetes.md} shows, run. */
class LibraryGuideTest {

    private static final Path GUIDE = Path.of("../docs/libraries/kubernetes.md");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String SERVICE = """
            {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": %s}""";

    @Test
    void appliesConflictsAndLetsGo() {
        var schema = ApiSchemas.builtIn().of(new GroupKind("", "Service"), "v1").orElseThrow();
        var alice = new Manager("alice", Operation.APPLY, "v1", "");
        var bob = new Manager("bob", Operation.APPLY, "v1", "");
        var empty = new TypedTree(schema.nothing(), schema.type());
        var nobody = new ManagedFields(Map.of());

        var first = merged(ServerSideApply.apply(
                empty, nobody, service("{\"ports\": [{\"port\": 80}, {\"port\": 443}]}"), alice, false));
        var second = merged(ServerSideApply.apply(
                first.object(),
                first.managedFields(),
                service("{\"ports\": [{\"port\": 8080}], \"type\": \"ClusterIP\"}"),
                bob,
                false));
        var third = merged(ServerSideApply.apply(
                second.object(), second.managedFields(), service("{\"ports\": [{\"port\": 80}]}"), alice, false));
        var refused = ServerSideApply.apply(
                third.object(), third.managedFields(), service("{\"type\": \"NodePort\"}"), alice, false);

        assertThat(ports(first)).containsExactly(80, 443);
        assertThat(ports(second)).containsExactlyInAnyOrder(80, 443, 8080);
        assertThat(ports(third)).containsExactlyInAnyOrder(80, 8080);
        assertThat(refused).isInstanceOfSatisfying(ServerSideApply.Outcome.Refused.class, refusal -> assertThat(
                        refusal.conflicts())
                .extracting(Conflict::manager)
                .containsExactly(bob));
    }

    @Test
    void saysWhatAnApplyWouldChange() {
        var desired = Objects.manifest("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {colour: green}}""");
        var live = Objects.manifest("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: web, resourceVersion: '7'}, data: {colour: blue, size: XL}}""");

        List<FieldDifference> differences = LiveComparison.STANDARD.compare(desired, live);

        assertThat(differences).extracting(FieldDifference::path).containsExactly("data.colour");
    }

    @Test
    void isWhatTheGuideShows() throws IOException {
        var source = Files.readString(Path.of("src/test/java/io/headwater/kubernetes/LibraryGuideTest.java"), UTF_8);

        assertThat(CODE.matcher(Files.readString(GUIDE, UTF_8)).results())
                .hasSize(2)
                .allSatisfy(block -> assertThat(squeezed(source)).contains(squeezed(block.group(1))));
    }

    private static ObjectNode service(String spec) {
        return (ObjectNode) Objects.json(SERVICE.formatted(spec));
    }

    private static ServerSideApply.Outcome.Merged merged(ServerSideApply.Outcome outcome) {
        assertThat(outcome).isInstanceOf(ServerSideApply.Outcome.Merged.class);
        return (ServerSideApply.Outcome.Merged) outcome;
    }

    private static List<Integer> ports(ServerSideApply.Outcome.Merged merged) {
        return merged.object().tree().at("/spec/ports").findValues("port").stream()
                .map(port -> port.intValue())
                .toList();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
