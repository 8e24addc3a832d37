package io.headwater.kubernetes.client;

import static io.headwater.kubernetes.client.FakeApiServer.ok;
import static io.headwater.kubernetes.client.FakeApiServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.GroupKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static final GroupKind AUTOSCALER = new GroupKind("autoscaling", "HorizontalPodAutoscaler");
    private static final GroupKind METRICS = new GroupKind("metrics.k8s.io", "PodMetrics");
    private static final String NO_CORE = "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[]}";

    private final FakeApiServer server = new FakeApiServer();
    private final ClusterConnection connection = server.connect();

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    @Test
    void readsAllGroupsInTwoRequests() {
        server.on("/api", (_, _) -> ok(NO_CORE)).on("/apis", (_, _) -> ok("""
                {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"autoscaling"},"versions":[
                  {"version":"v2","freshness":"Current","resources":[{"resource":"horizontalpodautoscalers","scope":"Namespaced",
                   "responseKind":{"kind":"HorizontalPodAutoscaler"},"verbs":["list","watch","patch"],
                   "subresources":[{"subresource":"status","responseKind":{"kind":"HorizontalPodAutoscaler"}}]}]},
                  {"version":"v1","freshness":"Current","resources":[{"resource":"horizontalpodautoscalers","scope":"Namespaced",
                   "responseKind":{"kind":"HorizontalPodAutoscaler"},"verbs":["list"]}]}]}]}"""));

        var kinds = connection.discover();

        assertThat(server.lines()).containsExactly("GET /api", "GET /apis");
        assertThat(kinds.preferred(AUTOSCALER))
                .contains(new ResourceType(
                        "autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true));
        assertThat(kinds.version(AUTOSCALER, "v1")).isPresent();
        assertThat(kinds.version(AUTOSCALER, "v3")).isEmpty();
        var served = kinds.all().iterator().next();
        assertThat(served.preferred().subresources()).containsExactly("status");
        assertThat(served.preferred().isWatchable()).isTrue();
        assertThat(kinds.lookup(METRICS)).isEqualTo(new KindLookup.Absent());
    }

    @Test
    void takesAKindOfAStaleGroupForUnknownAndNotForAbsent() {
        server.on("/api", (_, _) -> ok(NO_CORE)).on("/apis", (_, _) -> ok("""
                {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"metrics.k8s.io"},"versions":[
                  {"version":"v1beta1","freshness":"Stale"}]}]}"""));

        var kinds = connection.discover();

        assertThat(kinds.lookup(METRICS)).isInstanceOf(KindLookup.Unknown.class);
        assertThat(kinds.lookup(AUTOSCALER)).isEqualTo(new KindLookup.Absent());
        assertThat(kinds.staleGroups()).containsExactly("metrics.k8s.io");
    }

    @Test
    void asksGroupByGroupWhereTheServerCannotAggregate() {
        server.on("/api", (_, _) -> ok("{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}"))
                .on("/api/v1", (_, _) -> ok("""
                        {"kind":"APIResourceList","resources":[
                          {"name":"pods","kind":"Pod","namespaced":true,"verbs":["list","watch"]},
                          {"name":"pods/log","kind":"Pod","namespaced":true,"verbs":["get"]}]}"""))
                .on("/apis", (_, _) -> ok("""
                        {"kind":"APIGroupList","groups":[
                          {"name":"autoscaling","versions":[{"version":"v1"},{"version":"v2"}],"preferredVersion":{"version":"v2"}},
                          {"name":"metrics.k8s.io","versions":[{"version":"v1beta1"}],"preferredVersion":{"version":"v1beta1"}}]}"""))
                .on("/apis/autoscaling/v1", (_, _) -> ok(autoscalers()))
                .on("/apis/autoscaling/v2", (_, _) -> ok(autoscalers()))
                .on("/apis/metrics.k8s.io/v1beta1", (_, _) -> status(503, "ServiceUnavailable", "down", "{}"));

        var kinds = connection.discover();

        assertThat(kinds.preferred(AUTOSCALER).orElseThrow().version()).isEqualTo("v2");
        assertThat(kinds.lookup(new GroupKind("", "Pod")))
                .isInstanceOfSatisfying(KindLookup.Served.class, served -> assertThat(
                                served.kind().preferred().subresources())
                        .containsExactly("log"));
        assertThat(kinds.lookup(METRICS)).isInstanceOf(KindLookup.Unknown.class);
    }

    private static String autoscalers() {
        return """
               {"kind":"APIResourceList","resources":[
                 {"name":"horizontalpodautoscalers","kind":"HorizontalPodAutoscaler","namespaced":true,"verbs":["list"]}]}""";
    }
}
