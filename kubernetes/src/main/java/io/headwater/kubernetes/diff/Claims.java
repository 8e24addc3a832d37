package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.merge.FieldSet;
import io.headwater.kubernetes.merge.FieldsV1;
import io.headwater.kubernetes.merge.PathElement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who says to have set which fields of a live object, by its managed fields. Read when somebody first asks, since most comparisons find nothing. Confined to one thread. */
final class Claims {

    private final JsonNode managedFields;
    private final Set<String> ourManagers;
    private final boolean ofSecret;
    private @Nullable List<Claim> read;

    /**
     * One manager's word on a field.
     *
     * @param ours whether the manager is one of ours
     */
    private record Claim(FieldOwner owner, boolean ours, FieldSet.Entry fields) {

        Claim on(PathElement part) {
            return new Claim(owner, ours, fields.parts().entry(part));
        }

        /** Whether the field is claimed without parts, so that the manager has all of it. */
        boolean isOfWhole() {
            return fields.member() && fields.parts().isEmpty();
        }
    }

    /** @param ourManagers the field managers that are us */
    Claims(KubernetesObject live, Set<String> ourManagers) {
        this.managedFields = live.metadata().path("managedFields");
        this.ourManagers = ourManagers;
        this.ofSecret = live.isSecret();
    }

    /** Who changed a field last: another before us, the latest first; whoever has parts of it if nobody has the whole, and else who has what it is a part of. */
    Optional<FieldOwner> ownerOf(FieldPath path) {
        var claims = all();
        FieldOwner ofHolder = null;
        for (var step : path.steps()) {
            ofHolder = latest(claims.stream().filter(Claim::isOfWhole)).orElse(ofHolder);
            claims = on(claims, step);
        }
        var found = claims;
        var holder = Optional.ofNullable(ofHolder);
        return latest(found.stream().filter(claim -> claim.fields().member()))
                .or(() -> latest(found.stream()))
                .or(() -> holder);
    }

    /**
     * Why the live value of a field is another than the desired one. What we still claim nobody has changed since we applied it, so that Git has; what nobody
     * claims was not applied yet.
     *
     * @param owner who has the field
     */
    DriftCause causeAt(FieldPath path, Optional<FieldOwner> owner) {
        if (owner.isEmpty() || isOurs(path)) {
            return DriftCause.NOT_APPLIED;
        }
        if (ManagerRoles.isAutoscaler(owner.get())) {
            return DriftCause.AUTOSCALER;
        }
        if (ManagerRoles.isTool(owner.get())) {
            return DriftCause.MANUAL_EDIT;
        }
        return ofSecret ? DriftCause.ROTATED_SECRET : DriftCause.CONTROLLER;
    }

    /** Whether we claim a field, or the whole that it is a part of. */
    private boolean isOurs(FieldPath path) {
        var claims = all().stream().filter(Claim::ours).toList();
        for (var step : path.steps()) {
            if (claims.stream().anyMatch(Claim::isOfWhole)) {
                return true;
            }
            claims = on(claims, step);
        }
        return !claims.isEmpty();
    }

    /** Whether nobody but us claims a field or a part of it. */
    boolean areOurs(FieldPath path) {
        var claims = all();
        for (var step : path.steps()) {
            claims = on(claims, step);
        }
        return !claims.isEmpty() && claims.stream().allMatch(Claim::ours);
    }

    private static List<Claim> on(List<Claim> claims, PathElement part) {
        return claims.stream()
                .map(claim -> claim.on(part))
                .filter(claim -> !claim.fields().isNothing())
                .toList();
    }

    private List<Claim> all() {
        var claims = read;
        if (claims == null) {
            claims = new ArrayList<>();
            for (var entry : managedFields) {
                var owner = new FieldOwner(
                        entry.path("manager").asText(),
                        entry.path("operation").asText(),
                        entry.path("subresource").asText(""),
                        time(entry.path("time").asText("")));
                claims.add(new Claim(
                        owner,
                        ourManagers.contains(owner.manager()),
                        new FieldSet.Entry(false, FieldsV1.read(entry.path("fieldsV1")))));
            }
            read = claims;
        }
        return claims;
    }

    private static Optional<FieldOwner> latest(Stream<Claim> claims) {
        return claims.max(Comparator.comparing((Claim claim) -> !claim.ours())
                        .thenComparing(claim -> claim.owner().since(), Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(claim -> claim.owner().manager()))
                .map(Claim::owner);
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
