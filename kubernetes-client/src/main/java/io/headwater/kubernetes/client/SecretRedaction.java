package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the values of a Secret out of what an API server says about a request that carried them.
 *
 * <p>The server quotes values in some refusals, such as {@code .data.password: expected string, got &value.valueUnstructured{Value:12345}}. All
 * scalars of the request but for its identity count as values, since last-applied annotations repeat them, as do their base64 forms.
 */
final class SecretRedaction {

    private static final String WITHHELD = "***";
    private static final int SHORT = 4;
    private static final Pattern QUOTED =
            Pattern.compile("(?s)(Invalid value: )\"(?:[^\"\\\\]|\\\\.)*\"|(valueUnstructured\\{Value:)[^}]*");

    private final boolean secret;
    private final List<Pattern> values;

    private SecretRedaction(boolean secret, List<Pattern> values) {
        this.secret = secret;
        this.values = values;
    }

    static SecretRedaction of(Request request) {
        var resource = request.resource();
        if (resource == null
                || !resource.type().group().isEmpty()
                || !resource.type().kind().equals("Secret")) {
            return new SecretRedaction(false, List.of());
        }
        var found = new LinkedHashSet<String>();
        var body = request.body();
        if (body != null) {
            collect(Json.tree(body), found);
        }
        return new SecretRedaction(
                true,
                found.stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(SecretRedaction::occurrences)
                        .toList());
    }

    String applyTo(String message) {
        if (!secret) {
            return message;
        }
        var redacted = QUOTED.matcher(message).replaceAll(match -> {
            var prefix = match.group(1) != null ? match.group(1) : match.group(2);
            return Matcher.quoteReplacement(prefix + WITHHELD);
        });
        for (var value : values) {
            redacted = value.matcher(redacted).replaceAll(WITHHELD);
        }
        return redacted;
    }

    private static void collect(JsonNode body, Set<String> into) {
        if (body.isArray()) {
            // A JSON patch: its operations and paths are no secrets, its values are.
            body.forEach(operation -> leaves(operation.path("value"), into));
            return;
        }
        leaves(body.path("data"), into);
        leaves(body.path("stringData"), into);
        leaves(body.path("metadata").path("annotations"), into);
    }

    private static void leaves(JsonNode node, Set<String> into) {
        if (node.isContainerNode()) {
            node.forEach(child -> leaves(child, into));
        } else if (!node.isMissingNode() && !node.isNull()) {
            forms(node.asText()).forEach(into::add);
        }
    }

    /** A value as it stands, decoded, encoded, escaped as Go quotes it, and line by line. */
    private static List<String> forms(String value) {
        var forms = new ArrayList<String>();
        forms.add(value);
        forms.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        try {
            forms.add(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            // Not base64, so there is no decoded form.
        }
        for (var form : List.copyOf(forms)) {
            forms.add(form.replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n")
                    .replace("\t", "\\t"));
            form.lines().map(String::strip).forEach(forms::add);
        }
        forms.removeIf(String::isEmpty);
        return forms;
    }

    private static Pattern occurrences(String value) {
        var quoted = Pattern.quote(value);
        return Pattern.compile(value.length() < SHORT ? "(?<![A-Za-z0-9])" + quoted + "(?![A-Za-z0-9])" : quoted);
    }
}
