package io.headwater.differ.core;

import io.headwater.differ.core.ApplicationView.CompleteSet;
import io.headwater.differ.core.OperationLog.LastStep;
import io.headwater.differ.core.Step.Outcome;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ResourceVersions;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What syncs of the very set that is desired now have done to objects, and what came of it. */
final class PastSyncs {

    private final Application application;
    private final ApplicationView view;
    private final Comparisons comparisons;
    private final Map<ObjectKey, AppliedForm> accepted;

    /** @param accepted what syncs were seen to make of objects before */
    PastSyncs(
            Application application,
            ApplicationView view,
            Comparisons comparisons,
            Map<ObjectKey, AppliedForm> accepted) {
        this.application = application;
        this.view = view;
        this.comparisons = comparisons;
        this.accepted = new HashMap<>(accepted);
    }

    /** What syncs were seen to make of objects that a comparison would expect otherwise. */
    Map<ObjectKey, AppliedForm> accepted() {
        return Collections.unmodifiableMap(accepted);
    }

    /** Forgets what was made of all other objects. */
    void keepOnly(Set<ObjectKey> keys) {
        accepted.keySet().retainAll(keys);
    }

    /** Forgets what was made of an object that is what a comparison expects. */
    void forget(ObjectKey key) {
        accepted.remove(key);
    }

    /** Whether one has applied the object, at whatever version that was. */
    boolean applied(ObjectKey key) {
        return lastStep(key, Outcome.SYNCED).isPresent();
    }

    /** Whether the object is exactly what one has made of it. */
    boolean left(LiveObject live) {
        return !live.resourceVersion().isEmpty()
                && lastStep(live.key(), Outcome.SYNCED)
                        .filter(last -> last.step().resourceVersion().equals(live.resourceVersion()))
                        .isPresent();
    }

    /** Whether one was to delete the object, looked at it as it is, and left it. */
    boolean spared(LiveObject live) {
        return lastStep(live.key(), Outcome.PRUNE_SKIPPED)
                .filter(last -> ResourceVersions.includes(last.step().resourceVersion(), live.resourceVersion()))
                .flatMap(this::operation)
                .filter(operation -> operation.request().prune())
                .isPresent();
    }

    /**
     * Whether the object is what the API server, with all its webhooks, makes of the desired one: a sync has applied that, and this is what came of it, whatever
     * a comparison would expect.
     *
     * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/#mutation-webhooks">Argo CD: mutation webhooks in diffs</a>
     */
    boolean gave(LiveObject live, DesiredObject desired) {
        if (left(live)) {
            comparisons
                    .contentOf(live)
                    .ifPresent(content -> accepted.put(live.key(), new AppliedForm(desired.digest(), content)));
            return true;
        }
        var known = Optional.ofNullable(accepted.get(live.key()))
                .filter(form -> form.desired().equals(desired.digest()));
        if (known.isEmpty()) {
            forget(live.key());
            return false;
        }
        return known.map(AppliedForm::live).equals(comparisons.contentOf(live));
    }

    private Optional<LastStep> lastStep(ObjectKey key, Outcome outcome) {
        return Optional.ofNullable(view.operations().lastSteps().get(key))
                .filter(last -> last.step().outcome() == outcome)
                .filter(last -> operation(last).isPresent());
    }

    private Optional<Operation> operation(LastStep last) {
        return view.completeSet().map(CompleteSet::set).flatMap(set -> view.operations()
                .find(last.operationId())
                .filter(operation -> operation.isFor(application.specDigest(), set.setDigest())));
    }
}
