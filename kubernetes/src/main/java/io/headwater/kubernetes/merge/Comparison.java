package io.headwater.kubernetes.merge;

/**
 * In which fields a tree differs from the one before it.
 *
 * @param added fields that had no value
 * @param modified fields that had another one
 * @param removed fields that have none any more
 */
public record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

    /** Whether the two are the same to a merge. */
    public boolean isSame() {
        return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
    }
}
