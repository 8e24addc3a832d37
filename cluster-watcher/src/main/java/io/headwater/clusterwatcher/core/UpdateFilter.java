package io.headwater.clusterwatcher.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.IgnoreProblem;
import io.headwater.kubernetes.ignore.IgnoreRules;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which updates of objects nobody has to know of at once, because all that they change is what the installation ignores.
 *
 * <p>Two things count whatever the rules say. A status of which nothing would be left: health is read from it. And who has applied the object, and when: whoever has
 * written it waits to see it in that version.
 */
public final class UpdateFilter {

    private static final String STATUS = "status";

    private final Consumer<IgnoreProblem> costly;
    private IgnoreRules wanted = IgnoreRules.NONE;
    private IgnoreRules affordable = IgnoreRules.NONE;

    /** @param costly told of a program that takes more than it may, and is not run again */
    public UpdateFilter(Consumer<IgnoreProblem> costly) {
        this.costly = costly;
    }

    /** The installation says what is ignored. */
    public void ignore(IgnoreRules rules) {
        if (!rules.equals(wanted)) {
            wanted = rules;
            affordable = rules;
        }
    }

    /** A digest of what counts about an object; empty where everything does. */
    Optional<ContentDigest> essenceOf(KubernetesObject object) {
        var ignored = affordable.forObject(object);
        if (ignored.isEmpty()) {
            return Optional.empty();
        }
        var remainder = ignored.without(object.tree());
        for (var problem : remainder.problems()) {
            if (problem.kind() == IgnoreProblem.Kind.LIMIT_EXCEEDED) {
                affordable = affordable.without(problem);
                costly.accept(problem);
            }
        }
        return Optional.of(ContentDigest.of(essence(remainder.tree(), object.tree())));
    }

    private static ObjectNode essence(ObjectNode remainder, ObjectNode whole) {
        var essence = new KubernetesObject(remainder).substance().tree();
        var status = remainder.path(STATUS);
        if (whole.has(STATUS)) {
            essence.set(STATUS, status.isEmpty() ? whole.get(STATUS) : status);
        }
        var applied = essence.putArray("applied");
        for (var entry : whole.path("metadata").path("managedFields")) {
            if (isApplied(entry)) {
                applied.add(entry);
            }
        }
        return essence;
    }

    private static boolean isApplied(JsonNode entry) {
        return entry.path("operation").asText().equals("Apply")
                && entry.path("subresource").asText("").isEmpty();
    }
}
