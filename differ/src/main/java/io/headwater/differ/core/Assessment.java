package io.headwater.differ.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The verdict on an application, and what it was made from.
 *
 * @param verdict the verdict
 * @param settled whether live has reached everything that was written, so that something may be done about a difference
 * @param reasons why the verdict is UNKNOWN, or what else a user should know
 * @param specDigest the version of the application
 * @param set the desired set; empty without one
 * @param objects every object, in the order of its key
 * @param awaitedKinds the kinds that the set itself defines and the cluster does not serve yet
 * @param accepted what the cluster made of objects that it holds otherwise than a comparison would expect
 * @param questions what the cluster could say of objects that differ, if it were asked
 * @param ownedObjects how many objects in the cluster are the application's own
 */
public record Assessment(
        Verdict verdict,
        boolean settled,
        List<Reason> reasons,
        String specDigest,
        Optional<RenderedSet> set,
        List<ObjectVerdict> objects,
        Set<GroupKind> awaitedKinds,
        Map<ObjectKey, AppliedForm> accepted,
        List<TrialQuestion> questions,
        int ownedObjects) {

    public Assessment {
        reasons = List.copyOf(reasons);
        objects = List.copyOf(objects);
        accepted = Map.copyOf(accepted);
        questions = List.copyOf(questions);
        awaitedKinds = Collections.unmodifiableSortedSet(new TreeSet<>(awaitedKinds));
    }

    /** Whether it may be acted upon. */
    public boolean isOutOfSync() {
        return verdict == Verdict.OUT_OF_SYNC && settled;
    }

    /** A digest over what a sync is confronted with: what differs and how, and which kinds are not there yet. */
    String inputs() {
        var text = new StringBuilder().append(awaitedKinds).append('\n');
        for (var object : objects) {
            if (object.difference() != Difference.NONE) {
                text.append(object.key()).append(' ').append(object.difference());
                object.compared()
                        .fields()
                        .forEach(field -> text.append(' ').append(field.path()).append(field.live()));
                text.append('\n');
            }
        }
        return ContentDigest.of(text.toString().getBytes(UTF_8)).hex();
    }
}
