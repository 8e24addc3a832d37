package io.headwater.kubernetes.diff;

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

/** Who says to have set a field, or parts of it, by the managed fields of a live object. */
final class Claims {

    private final List<Claim> claims;
    private final @Nullable FieldOwner ofWhole;

    /**
     * One manager's word on a field.
     *
     * @param ours whether the manager is one of ours
     */
    private record Claim(FieldOwner owner, boolean ours, FieldSet.Entry fields) {}

    private Claims(List<Claim> claims, @Nullable FieldOwner ofWhole) {
        this.claims = claims;
        this.ofWhole = ofWhole;
    }

    /**
     * Reads who owns what.
     *
     * @param ourManagers the field managers that are us
     */
    static Claims of(KubernetesObject live, Set<String> ourManagers) {
        var claims = new ArrayList<Claim>();
        for (var entry : live.metadata().path("managedFields")) {
            var owner = new FieldOwner(
                    entry.path("manager").asText(),
                    entry.path("operation").asText(),
                    time(entry.path("time").asText("")));
            claims.add(new Claim(
                    owner,
                    ourManagers.contains(owner.manager()),
                    new FieldSet.Entry(false, FieldsV1.read(entry.path("fieldsV1")))));
        }
        return new Claims(claims, null);
    }

    /** The claims on a part. */
    Claims on(PathElement part) {
        if (claims.isEmpty()) {
            return this;
        }
        var below = new ArrayList<Claim>();
        for (var claim : claims) {
            var entry = claim.fields().parts().entry(part);
            if (!entry.isNothing()) {
                below.add(new Claim(claim.owner(), claim.ours(), entry));
            }
        }
        return new Claims(
                below, latest(claims.stream().filter(Claims::isOfWhole)).orElse(ofWhole));
    }

    /** Who changed the field last: another before us, the latest first; whoever has parts of it if nobody has the whole, and else who has what it is a part of. */
    Optional<FieldOwner> owner() {
        return latest(claims.stream().filter(claim -> claim.fields().member()))
                .or(() -> latest(claims.stream()))
                .or(() -> Optional.ofNullable(ofWhole));
    }

    /** Whether nobody but us claims the field or a part of it. */
    boolean isOurs() {
        return !claims.isEmpty() && claims.stream().allMatch(Claim::ours);
    }

    /** Whether a field is claimed without parts, so that whoever has it has all of it. */
    private static boolean isOfWhole(Claim claim) {
        return claim.fields().member() && claim.fields().parts().isEmpty();
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
