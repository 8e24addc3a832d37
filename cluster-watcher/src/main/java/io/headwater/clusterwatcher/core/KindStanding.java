package io.headwater.clusterwatcher.core;

import io.headwater.kubernetes.GroupKind;
import java.util.Optional;

/**
 * Whether all objects of a kind are known, and if not, why. A loss counts until the objects arrive: that it is tried again is no news. While list and watch
 * hold, an object that can't be read makes the kind unknown all the same.
 */
public final class KindStanding {

    private final GroupKind kind;
    private final Doubt listing;
    private Optional<Doubt> doubt;
    private Optional<Doubt> unread = Optional.empty();

    /** Why the objects of a kind are not known. */
    public record Doubt(String code, String message) {}

    public KindStanding(GroupKind kind) {
        this.kind = kind;
        this.listing = new Doubt("Listing", "the objects of kind " + kind.display() + " are being listed");
        this.doubt = Optional.of(listing);
    }

    /** A list begins to arrive, or the first one is asked for. */
    public void listing() {
        doubt = Optional.of(listing);
    }

    public void completed() {
        doubt = Optional.empty();
    }

    /**
     * The objects can't be known at present.
     *
     * @param forbidden whether the cluster's account may not list them
     * @param message what the server said, and for whom
     */
    public void lost(boolean forbidden, String message) {
        var advice = forbidden
                ? ". Grant that account the verbs list and watch on the kind %s, in all namespaces that Headwater watches."
                        .formatted(kind.display())
                : "";
        doubt = Optional.of(new Doubt("WatchLost", message + advice));
    }

    /**
     * An object that somebody has come to be interested in can't be read at present.
     *
     * @param message what the server said
     */
    public void unread(String message) {
        unread = Optional.of(new Doubt("ReadFailed", message));
    }

    /** All objects that somebody is interested in were read. */
    public void read() {
        unread = Optional.empty();
    }

    /** Whether list and watch hold. */
    public boolean isComplete() {
        return doubt.isEmpty();
    }

    /** Whether nothing but the time that the list takes stands in the way. */
    public boolean isListing() {
        return doubt.equals(Optional.of(listing));
    }

    public Optional<Doubt> doubt() {
        return doubt.or(() -> unread);
    }
}
