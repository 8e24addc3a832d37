package io.headwater.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.e2e.process.Installation;
import io.headwater.testcluster.ControlPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An Application on the hub, as its user sees it: by its custom resource, and on the page. */
public final class Delivery {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> NEWS = List.of("sync", "health", "conditions", "operationState");

    private final ControlPlane hub;
    private final URI page;
    private final HttpClient http;
    private final String name;
    private final Witness witness;

    private Delivery(ControlPlane hub, URI page, HttpClient http, String name, Witness witness) {
        this.hub = hub;
        this.page = page;
        this.http = http;
        this.name = name;
        this.witness = witness.and(this::account);
    }

    /** Creates the Application. */
    static Delivery begin(
            ControlPlane hub,
            URI gateway,
            HttpClient http,
            String name,
            ApplicationManifest manifest,
            Witness witness) {
        var application = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "argoproj.io/v1alpha1")
                .put("kind", "Application");
        application.putObject("metadata").put("name", name).put("namespace", Installation.NAMESPACE);
        application.set("spec", manifest.spec());
        var delivery = new Delivery(hub, gateway.resolve("/api/v1/applications/" + name), http, name, witness);
        hub.api().create(delivery.path().collection(), application);
        return delivery;
    }

    public String name() {
        return name;
    }

    public ObjectPath path() {
        return ObjectPath.application(Installation.NAMESPACE, name);
    }

    /** The custom resource as it is. */
    public JsonNode application() {
        return hub.api().get(path().path());
    }

    public JsonNode status() {
        return application().path("status");
    }

    /** Gives it another specification. */
    public void becomes(ApplicationManifest manifest) {
        var replaced = JsonNodeFactory.instance.arrayNode();
        replaced.addObject().put("op", "replace").put("path", "/spec").set("value", manifest.spec());
        var answer = hub.api().send("PATCH", path().path(), "application/json-patch+json", replaced.toString());
        if (!answer.successful()) {
            throw new AssertionError("the Application was not changed: " + answer);
        }
    }

    /** Changes the Application by a JSON merge patch. */
    public void changes(String patch) {
        hub.api().merge(path().path(), patch);
    }

    public void ends() {
        hub.api().delete(path().path());
    }

    /** Waits until it is synced to this commit, healthy, idle, and has nothing to complain about. */
    public void awaitsSynced(String commit) {
        awaits(
                "it is synced to " + commit + " and healthy",
                status -> isSyncedTo(status, commit)
                        && status.path("health").path("status").asText().equals("Healthy")
                        && status.path("conditions").isEmpty()
                        && !status.path("operationState").path("phase").asText().equals("Running"));
    }

    private static boolean isSyncedTo(JsonNode status, String commit) {
        return status.path("sync").path("status").asText().equals("Synced")
                && status.path("sync").path("revision").asText().equals(commit);
    }

    /** Waits until its status is as it is to be; returns it. */
    public JsonNode awaits(String claim, Predicate<JsonNode> wanted) {
        witness.await("Application %s: %s".formatted(name, claim), () -> {
            var status = status();
            return wanted.test(status) ? Optional.empty() : Optional.of(summary(status));
        });
        return status();
    }

    /**
     * Waits until a condition says all of this, on the custom resource and on the page.
     *
     * @param type such as {@code ComparisonError}
     * @param words that its message holds
     */
    public void awaitsCondition(String type, String... words) {
        Predicate<JsonNode> wanted = status -> hasCondition(status, type, words);
        var claim = "its condition %s says %s".formatted(type, Arrays.toString(words));
        awaits(claim, wanted);
        witness.await("on the page of Application %s: %s".formatted(name, claim), () -> {
            var shown = onPage().path("status");
            return wanted.test(shown) ? Optional.empty() : Optional.of(summary(shown));
        });
    }

    private static boolean hasCondition(JsonNode status, String type, String... words) {
        for (var condition : status.path("conditions")) {
            var message = condition.path("message").asText();
            if (condition.path("type").asText().equals(type)
                    && Arrays.stream(words).allMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    /** The reasons and messages of the Events about it. */
    public List<String> events() {
        var events = new ArrayList<String>();
        for (var event : hub.api()
                .get("/api/v1/namespaces/%s/events?fieldSelector=involvedObject.name=%s"
                        .formatted(Installation.NAMESPACE, name))
                .path("items")) {
            events.add(
                    event.path("reason").asText() + ": " + event.path("message").asText());
        }
        return events;
    }

    /** What the page's API says of it. */
    public JsonNode onPage() {
        return read(page);
    }

    /** What the page's API says of its objects. */
    public JsonNode objectsOnPage() {
        return read(URI.create(page + "/managed-resources")).path("items");
    }

    private JsonNode read(URI address) {
        try {
            var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return JsonNodeFactory.instance.objectNode().put("unreachable", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the page", e);
        }
    }

    private String account() {
        return hub.api()
                .find(path().path())
                .map(found -> "Application " + name + " (uid "
                        + found.path("metadata").path("uid").asText() + "): "
                        + summary(found.path("status")) + "\nasked for: " + found.path("operation"))
                .orElse("Application " + name + " is not there");
    }

    private static String summary(JsonNode status) {
        var summary = JsonNodeFactory.instance.objectNode();
        NEWS.stream().filter(status::has).forEach(field -> summary.set(field, status.get(field)));
        return summary.toPrettyString();
    }
}
