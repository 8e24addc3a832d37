package io.headwater.applier.core;

import io.headwater.applier.core.DesiredState.RenderedSet;
import io.headwater.applier.core.Request.Origin;
import io.headwater.kubernetes.KubernetesObject;
import java.util.List;
import java.util.Optional;

/** Which desired set an operation leads to. */
sealed interface Target {

    record Ready(ApplicationSpec spec, RenderedSet set, List<KubernetesObject> objects) implements Target {}

    /** What is known may be behind what the request was decided from: it must catch up first. */
    record Behind() implements Target {}

    /** Something has yet to arrive. */
    record Waiting(String message) implements Target {}

    /** What was asked for is out of date. */
    record Outdated(String message) implements Target {}

    /** It can't even be tried. */
    record Impossible(String message) implements Target {}

    /**
     * Finds the set that a request means. An automated request means the one that it names, and is out of date when Git or the specification have
     * moved on; a manual one means the newest.
     *
     * @param caughtUp whether all that stood on the topics when the request came is known
     */
    static Target of(Request request, ApplicationState state, boolean caughtUp) {
        var spec = state.spec();
        if (spec.isEmpty()) {
            return caughtUp ? withoutApplication(request, state) : new Behind();
        }
        if (spec.get().deleting()) {
            return new Outdated("the Application is being deleted");
        }
        if (!spec.get().digest().equals(request.specDigest()) && !caughtUp) {
            return new Behind();
        }
        if (!spec.get().digest().equals(request.specDigest()) && request.origin() != Origin.MANUAL) {
            return new Outdated("the Application's specification has changed since this sync was decided on");
        }
        var obstacle = spec.get().obstacle();
        if (obstacle.isPresent()) {
            return new Impossible(obstacle.get());
        }
        if (!request.specified()) {
            return new Impossible("Invalid operation request: no operation specified");
        }
        return request.setDigest()
                .map(digest -> named(digest, spec.get(), state, caughtUp))
                .orElseGet(() -> newest(request, spec.get(), state, caughtUp));
    }

    private static Target withoutApplication(Request request, ApplicationState state) {
        return state.isRemoved() || request.origin() != Origin.MANUAL
                ? new Outdated("the Application is not there any more")
                : new Waiting("waits for the Application to be known");
    }

    private static Target named(String digest, ApplicationSpec spec, ApplicationState state, boolean caughtUp) {
        var set = state.currentSet();
        if (set.isPresent() && set.get().digest().equals(digest)) {
            return withObjects(spec, set.get(), state);
        }
        if (!caughtUp) {
            return new Behind();
        }
        return set.isPresent()
                ? new Outdated("Git has moved on since this sync was decided on")
                : new Waiting("waits for the desired set " + digest + " to be rendered");
    }

    private static Target newest(Request request, ApplicationSpec spec, ApplicationState state, boolean caughtUp) {
        var set = state.currentSet();
        var failure = state.desired()
                .filter(desired -> desired.specDigest().equals(spec.digest()))
                .flatMap(DesiredState::failure);
        if (failure.isPresent()) {
            return caughtUp ? new Impossible("what Git says can't be rendered: " + failure.get()) : new Behind();
        }
        if (set.isEmpty()) {
            return new Waiting("waits for what Git says to be rendered");
        }
        if (!request.revision().isEmpty() && !set.get().standsAt(request.revision())) {
            return caughtUp ? new Impossible(otherRevision(request.revision(), set.get())) : new Behind();
        }
        return withObjects(spec, set.get(), state);
    }

    private static Target withObjects(ApplicationSpec spec, RenderedSet set, ApplicationState state) {
        Optional<List<KubernetesObject>> objects = state.objectsOf(set);
        return objects.isPresent()
                ? new Ready(spec, set, objects.get())
                : new Waiting("waits for objects of the desired set " + set.digest() + " to arrive");
    }

    private static String otherRevision(String revision, RenderedSet set) {
        var current = set.revisions().stream().map(SourceRevision::revision).toList();
        return "the revision " + revision + " was asked for, but the source stands at " + String.join(", ", current)
                + ": set spec.source.targetRevision to it; a sync to another revision is not supported";
    }
}
