package io.headwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.gateway.fixture.Browser;
import io.headwater.gateway.fixture.GatewayWorld;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.avro.Difference;
import io.headwater.schemas.avro.DriftCause;
import io.headwater.schemas.avro.FieldDrift;
import io.headwater.schemas.avro.HealthAssessed;
import io.headwater.schemas.avro.HealthCode;
import io.headwater.schemas.avro.ObjectDrift;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.Orphan;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser. */
@WithControlPlane
@WithKafka
class PageIT {

    private static final String SYNCED = """
            {"sync": {"status": "Synced", "revision": "%s"}, "health": {"status": "Healthy"}}""".formatted("a".repeat(40));
    private static final String FAILING = """
            {"sync": {"status": "Unknown"}, "health": {"status": "Healthy"},
             "conditions": [{"type": "ComparisonError", "message": "web/a.yaml:3:1: no such thing", "lastTransitionTime": "2026-01-01T00:00:00Z"}],
             "operationState": {"phase": "Failed", "message": "one object could not be applied", "startedAt": "2026-01-01T00:00:00Z",
              "finishedAt": "2026-01-01T00:00:01Z", "operation": {"initiatedBy": {"username": "ada"}}}}""";

    private static Browser browser;

    private TestKafka kafka;
    private GatewayWorld world;

    @BeforeAll
    static void startBrowser(@TempDir Path directory) throws IOException {
        var program = Browser.program();
        if (program.isEmpty()) {
            var required = "required".equals(System.getenv("HEADWATER_TESTCLUSTER"))
                    || "required".equals(System.getProperty("HEADWATER_TESTCLUSTER"));
            assertThat(required)
                    .as("no Chromium is installed, and what tests need is required: apt-get install chromium")
                    .isFalse();
            Assumptions.abort("no Chromium is installed");
        }
        browser = Browser.start(program.get(), directory.resolve("profile"));
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start(ControlPlane hub, TestKafka broker, @FreshNamespace String namespace, @TempDir Path directory)
            throws IOException {
        kafka = broker;
        world = GatewayWorld.start(broker, hub, namespace, directory, Map.of());
        browser.resize(1280, 900);
        browser.preferDark(false);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void openList() {
        browser.open(world.uri());
        browser.awaitText("live");
    }

    private void openOne(String name) {
        browser.open(world.uri().resolve("/applications/" + world.key(name)));
        browser.awaitText("live");
    }

    @Test
    void showsWhatChangesWithoutBeingLoadedAgain() {
        openList();
        browser.awaitText("There is no Application yet");
        browser.evaluate("window.loadedOnce = true");

        world.application("shop");
        world.status("shop", SYNCED);
        browser.awaitText("✓ Synced");
        browser.awaitText("aaaaaaa");
        world.status("shop", "OutOfSync", HealthCode.DEGRADED);
        browser.awaitText("≠ OutOfSync");
        browser.awaitText("✕ Degraded");
        world.applicationRemoved("shop");
        browser.awaitText("There is no Application yet");

        browser.awaitTrue("window.loadedOnce");
    }

    @Test
    void tellsOfErrorsInTheListAndInFullOnTheApplicationsPage() {
        world.application("shop");
        world.status("shop", FAILING);

        openList();
        browser.awaitText("ComparisonError web/a.yaml:3:1: no such thing");

        openOne("shop");
        browser.awaitText("web/a.yaml:3:1: no such thing");
        browser.awaitText("✕ Failed one object could not be applied");
        browser.awaitText("ada");
    }

    @Test
    void showsTheObjectsOfAnApplicationAsTheyChange() {
        world.application("shop");
        world.status("shop", SYNCED);
        world.drift("shop", drift("web", Difference.NONE));
        openOne("shop");
        browser.awaitText("Objects (1)");

        world.health("shop", health("web", HealthCode.DEGRADED, "2 of 3 replicas are not there"), deployment("web"));
        browser.awaitText("2 of 3 replicas are not there");
        world.drift("shop", drift("web", Difference.MODIFIED), drift("api", Difference.MISSING));
        browser.awaitText("Objects (2)");
        browser.awaitText(".spec.replicas: is 3, wanted 2 (manual edit by kubectl)");
        browser.awaitText("not in the cluster");

        world.drift(
                "shop",
                List.of(drift("web", Difference.NONE)),
                List.of(new Orphan(new ObjectRef("", "ConfigMap", "shop", "stray"), "v1")));
        browser.awaitText("○ Orphaned");
        browser.awaitText("belongs to no application");
    }

    @Test
    void neverRunsWhatGitOrAClusterSays() {
        var markup = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>";
        var hostile = "\\\"><b>" + markup.replace("'", "&#39;");
        world.application("a<img src=x onerror=window.hacked=1>");
        world.application("shop");
        world.status("shop", """
                {"sync": {"status": "%1$s", "revision": "%1$s"}, "health": {"status": "Degraded", "message": "%1$s"},
                 "conditions": [{"type": "%1$s", "message": "%1$s"}],
                 "operationState": {"phase": "%1$s", "message": "%1$s", "startedAt": "%1$s"}}""".formatted(hostile));
        world.drift("shop", drift("<svg onload=window.hacked=1>", Difference.MODIFIED));
        var before = browser.complaints().size();

        openList();
        browser.awaitText("a<img src=x onerror=window.hacked=1>");
        browser.awaitText("<script>window.hacked=1</script>");
        openOne("shop");
        browser.awaitText("<svg onload=window.hacked=1>");

        browser.awaitTrue("document.querySelectorAll('main img, main script, main svg, main b').length === 0");
        browser.awaitTrue("window.hacked === undefined");
        assertThat(browser.complaints()).hasSize(before);
    }

    @Test
    void saysThatTheGatewayIsAwayAndGoesOnWhenItIsBack() {
        world.application("shop");
        world.status("shop", SYNCED);
        openList();
        browser.awaitText("✓ Synced");

        world.stopGateway();
        browser.awaitText("disconnected");
        browser.awaitText("What is shown may be old");
        browser.awaitText("✓ Synced");

        world.status("shop", "OutOfSync", HealthCode.MISSING);
        world.startGateway();
        browser.awaitText("≠ OutOfSync");
        browser.awaitTrue("document.getElementById('outage').hidden");
        assertThat(browser.text()).contains("live").doesNotContain("disconnected");
    }

    @Test
    void canBeUsedByKeyboardAndKeepsItsFocusWhileThingsChange() {
        world.application("shop");
        world.status("shop", SYNCED);
        openList();
        browser.awaitText("✓ Synced");

        for (var pressed = 0; pressed < 10 && !isFocused("a.name"); pressed++) {
            browser.press("Tab", "Tab", 9);
        }
        assertThat(isFocused("a.name")).isTrue();
        world.status("shop", "OutOfSync", HealthCode.HEALTHY);
        world.application("another");
        browser.awaitText("2 applications");
        assertThat(isFocused("a.name")).isTrue();

        browser.press("Enter", "Enter", 13);
        browser.awaitText("Last operation");
        assertThat(isFocused("main")).isTrue();
    }

    @Test
    void filtersByWordsAndByWhatNeedsALook() {
        world.application("shop");
        world.status("shop", SYNCED);
        world.application("stock");
        world.status("stock", FAILING);
        openList();
        browser.awaitText("2 applications");

        browser.evaluate("document.getElementById('troubled').click()");
        browser.awaitTrue("document.querySelectorAll('tbody tr').length === 1");
        browser.evaluate(
                "document.getElementById('filter').value = 'nothing like it'; document.getElementById('filter').dispatchEvent(new Event('input', {bubbles: true}))");
        browser.awaitText("None of them fits the filter.");
    }

    @Test
    void asksTheHubForASyncAndSaysWhenItRefuses(ControlPlane hub) {
        world.application("shop");
        world.application("forgotten");
        hub.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: %s}
                spec: {project: default, source: {repoURL: "https://git.example/shop.git", path: web}, destination: {namespace: shop}}
                """.formatted(world.key("shop").namespace()));
        openOne("shop");
        browser.awaitText("Refresh");
        browser.evaluate("document.querySelector('[data-action=sync]').click()");
        browser.awaitText("sync asked for");
        assertThat(hub.kubectl(
                        "get",
                        "application",
                        "shop",
                        "-n",
                        world.key("shop").namespace(),
                        "-o",
                        "jsonpath={.operation}"))
                .contains("headwater.io/operation-id");

        openOne("forgotten");
        browser.awaitText("Refresh");
        browser.evaluate("document.querySelector('[data-action=sync]').click()");
        browser.awaitText("refused: there is no application");
    }

    @Test
    void asksForTheTokenWhereOneIsNeeded(ControlPlane hub, @FreshNamespace String namespace, @TempDir Path directory)
            throws IOException {
        var file = Files.writeString(directory.resolve("token"), "open sesame\n");
        try (var guarded =
                GatewayWorld.start(kafka, hub, namespace, directory, Map.of("gateway.token.file", file.toString()))) {
            guarded.application("secret-shop");
            browser.open(guarded.uri());
            browser.awaitText("A token is needed");

            browser.evaluate(
                    "document.getElementById('token').value = 'open sesame'; document.querySelector('form').requestSubmit()");

            browser.awaitText("secret-shop");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fitsAPhoneAndCanBeReadInLightAndDark(boolean dark) throws IOException {
        world.application("shop-with-a-rather-long-name-that-does-not-break-anywhere-at-all");
        world.application("shop");
        world.status("shop", FAILING);
        world.drift("shop", drift("web", Difference.MODIFIED), drift("api", Difference.MISSING));
        world.health("shop", health("web", HealthCode.DEGRADED, "x".repeat(200)), deployment("web"));
        browser.resize(360, 800);
        browser.preferDark(dark);
        var contrasts = Files.readString(Path.of("src/test/resources/io/headwater/gateway/contrast.js"));

        openList();
        browser.awaitText("ComparisonError");
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(360);
        assertThat(browser.evaluate(contrasts).toString()).isEqualTo("[]");
        openOne("shop");
        browser.awaitText("Objects (2)");
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(360);
        assertThat(browser.evaluate(contrasts).toString()).isEqualTo("[]");
        browser.screenshot(Path.of("target", "page-" + (dark ? "dark" : "light") + ".png"));
    }

    private static boolean isFocused(String selector) {
        return browser.evaluate("document.activeElement.matches('" + selector + "')")
                .asBoolean();
    }

    private static ObjectKey deployment(String name) {
        return ObjectKey.of("apps", "Deployment", "shop", name);
    }

    private HealthAssessed health(String name, HealthCode health, String message) {
        return HealthAssessed.newBuilder()
                .setApplication(world.ref("shop"))
                .setObject(new ObjectRef("apps", "Deployment", "shop", name))
                .setUid("uid")
                .setResourceVersion("1")
                .setGeneration(1)
                .setHealth(health)
                .setMessage(message)
                .build();
    }

    private static ObjectDrift drift(String name, Difference difference) {
        var modified = difference == Difference.MODIFIED;
        var field = new FieldDrift(".spec.replicas", "2", "3", "kubectl", null, DriftCause.MANUAL_EDIT);
        var fields = modified ? List.of(field) : List.<FieldDrift>of();
        return ObjectDrift.newBuilder()
                .setObject(new ObjectRef("apps", "Deployment", "shop", name))
                .setVersion("v1")
                .setDifference(difference)
                .setRequiresPruning(false)
                .setWave(0)
                .setFields(fields)
                .setFieldCount(fields.size())
                .build();
    }
}
