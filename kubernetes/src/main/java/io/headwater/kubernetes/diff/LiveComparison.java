package io.headwater.kubernetes.diff;

import io.headwater.kubernetes.KubernetesObject;
import java.util.List;
import java.util.Set;

/**
 * Compares a live object with the desired one by predicting what a server-side apply would change. Safe for use by several threads.
 *
 * <p>A field is different if it is desired and live means something else, or if it was ours and is desired no more. What others added, what
 * the server filled in, and what means the same in another form is no difference.
 *
 * @param ourManagers the field managers that are us
 */
public record LiveComparison(Set<String> ourManagers) {

    /** The field manager under which Headwater applies. */
    public static final String FIELD_MANAGER = "headwater";

    /** Headwater, and Argo CD, whose objects it takes over. */
    public static final LiveComparison STANDARD = new LiveComparison(Set.of(FIELD_MANAGER, "argocd-controller"));

    public LiveComparison {
        ourManagers = Set.copyOf(ourManagers);
    }

    /**
     * Compares.
     *
     * @param desired the object as it would be applied, with its tracking id
     * @param live the same object as the cluster holds it, in any version of its API, with its managed fields
     * @return the differences in the order of the desired object; empty if an apply would change nothing
     * @throws IllegalArgumentException if the two are objects of different kinds or names
     */
    public List<FieldDifference> compare(KubernetesObject desired, KubernetesObject live) {
        if (!desired.groupKind().equals(live.groupKind()) || !desired.name().equals(live.name())) {
            throw new IllegalArgumentException("compared " + desired.key() + " with " + live.key());
        }
        var comparison = new TreeComparison(desired);
        comparison.compare(
                ServerView.ofDesired(desired), ServerView.ofLive(live, desired), OwnedField.of(live, ourManagers));
        return comparison.differences();
    }
}
