package io.headwater.kubernetes.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as the verbs describe it, without server and credentials.
 *
 * @param verb for people, as in {@code apply}
 * @param target for people, as in {@code apps/Deployment shop/web}
 * @param resource what it is about; null for paths that belong to no kind, as of discovery
 * @param pathAndQuery encoded, from the first slash on
 * @param body null without one
 */
record Request(
        String verb,
        String target,
        @Nullable ResourcePath resource,
        String method,
        String pathAndQuery,
        String accept,
        String contentType,
        byte @Nullable [] body,
        Duration timeout) {

    static final String JSON = "application/json";

    static Request read(String verb, ResourcePath resource, Query query, Duration timeout) {
        return new Request(
                verb, resource.toString(), resource, "GET", query.appendedTo(resource.path()), JSON, "", null, timeout);
    }

    static Request readPath(String path, String accept, Duration timeout) {
        return new Request("get", path, null, "GET", path, accept, "", null, timeout);
    }

    static Request write(
            String verb,
            ResourcePath resource,
            String method,
            Query query,
            String contentType,
            byte[] body,
            Duration timeout) {
        var path = query.with("timeout", seconds(timeout)).appendedTo(resource.path());
        return new Request(verb, resource.toString(), resource, method, path, JSON, contentType, body, timeout);
    }

    /** The same request, told as being about that object: a creation goes to a collection, but is about one. */
    Request about(ResourcePath path) {
        return new Request(verb, path.toString(), resource, method, pathAndQuery, accept, contentType, body, timeout);
    }

    Request within(Duration left) {
        return new Request(verb, target, resource, method, pathAndQuery, accept, contentType, body, left);
    }

    boolean isWrite() {
        return !method.equals("GET");
    }

    /** The API server gives up together with the caller, in whole seconds and at least one. */
    private static String seconds(Duration timeout) {
        return Math.max(1, timeout.plusMillis(999).toSeconds()) + "s";
    }

    /** The parameters of a request, in order. */
    static final class Query {
        private final List<String> parameters = new ArrayList<>();

        Query with(String name, String value) {
            if (!value.isEmpty()) {
                parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
            return this;
        }

        Query with(Selectors selectors) {
            return with("labelSelector", selectors.labels()).with("fieldSelector", selectors.fields());
        }

        Query with(WriteOptions options) {
            return with("fieldManager", options.fieldManager())
                    .with("dryRun", options.dryRun() ? "All" : "")
                    .with("fieldValidation", options.validation().parameter());
        }

        String appendedTo(String path) {
            return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
        }
    }
}
