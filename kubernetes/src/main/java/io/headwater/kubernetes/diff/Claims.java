package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ServerTime;
import io.headwater.kubernetes.merge.PathElement;
import io.headwater.kubernetes.merge.WrittenFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who says to have set which fields of a live object, by its managed fields. Read when somebody first asks, since most comparisons find nothing. Confined to one thread. */
final class Claims {

    private final JsonNode managedFields;
    private final Set<String> ourManagers;
    private final boolean ofSecret;
    private @Nullable List<Claim> read;

    /** An entry of managed fields. When it was last changed is read when it matters, which with a single entry it does once. */
    private static final class Claimant {

        private static final Comparator<Claimant> ORDER = Comparator.comparing((Claimant claimant) -> !claimant.isOurs)
                .thenComparing(claimant -> claimant.owner().since(), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(claimant -> claimant.manager);

        private final JsonNode entry;
        private final String manager;
        private final boolean isOurs;
        private @Nullable FieldOwner owner;

        Claimant(JsonNode entry, Set<String> ourManagers) {
            this.entry = entry;
            this.manager = entry.path("manager").asText();
            this.isOurs = ourManagers.contains(manager);
        }

        FieldOwner owner() {
            var known = owner;
            if (known == null) {
                known = new FieldOwner(
                        manager,
                        entry.path("operation").asText(),
                        entry.path("subresource").asText(""),
                        ServerTime.parse(entry.path("time").asText("")).orElse(null));
                owner = known;
            }
            return known;
        }
    }

    /** One manager's word on a field. */
    private record Claim(Claimant claimant, WrittenFields fields) {

        boolean isOurs() {
            return claimant.isOurs;
        }

        boolean isMember() {
            return fields.isMember();
        }

        boolean isOfWhole() {
            return fields.isWhole();
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
        Claimant ofHolder = null;
        for (var step : path.steps()) {
            var ofWhole = latest(claims, Claim::isOfWhole);
            ofHolder = ofWhole == null ? ofHolder : ofWhole;
            claims = on(claims, step);
        }
        var found = latest(claims, Claim::isMember);
        if (found == null) {
            found = latest(claims, _ -> true);
        }
        return Optional.ofNullable(found == null ? ofHolder : found).map(Claimant::owner);
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
        for (var claim : all()) {
            if (claim.isOurs() && covers(claim.fields(), path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(WrittenFields claimed, FieldPath path) {
        var fields = claimed;
        for (var step : path.steps()) {
            if (fields.isWhole()) {
                return true;
            }
            var below = fields.at(step);
            if (below == null) {
                return false;
            }
            fields = below;
        }
        return true;
    }

    /** Whether nobody but us claims a field or a part of it. */
    boolean areOurs(FieldPath path) {
        var claims = all();
        for (var step : path.steps()) {
            claims = on(claims, step);
        }
        return !claims.isEmpty() && claims.stream().allMatch(Claim::isOurs);
    }

    private static List<Claim> on(List<Claim> claims, PathElement part) {
        var found = new ArrayList<Claim>(claims.size());
        for (var claim : claims) {
            var fields = claim.fields().at(part);
            if (fields != null) {
                found.add(new Claim(claim.claimant(), fields));
            }
        }
        return found;
    }

    private List<Claim> all() {
        var claims = read;
        if (claims == null) {
            claims = new ArrayList<>();
            for (var entry : managedFields) {
                var claim = new Claim(new Claimant(entry, ourManagers), WrittenFields.of(entry.path("fieldsV1")));
                if (!claim.isMember()) { // else it is empty, and means nothing rather than everything
                    claims.add(claim);
                }
            }
            read = claims;
        }
        return claims;
    }

    /** Of some claims the one that counts; null if there is none. */
    private static @Nullable Claimant latest(List<Claim> claims, Predicate<Claim> which) {
        Claimant latest = null;
        for (var claim : claims) {
            if (which.test(claim) && (latest == null || Claimant.ORDER.compare(claim.claimant(), latest) > 0)) {
                latest = claim.claimant();
            }
        }
        return latest;
    }
}
