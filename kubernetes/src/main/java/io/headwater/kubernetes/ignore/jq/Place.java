package io.headwater.kubernetes.ignore.jq;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value is in the tree that a program was given. A range of a list is a place as well, and what is in a range is where it is in the list.
 *
 * @param parent what holds it; null for the tree itself
 * @param step null for the tree itself
 */
record Place(@Nullable Place parent, @Nullable Step step) {

    static final Place ROOT = new Place(null, null);

    Place named(String name) {
        return new Place(this, new Step.Name(name));
    }

    /** @param index from 0, or negative for an element that is not there */
    Place at(int index) {
        if (step instanceof Step.Range(var from, var to) && parent != null) {
            return parent.at(index < 0 || from + index >= to ? -1 : from + index);
        }
        return new Place(this, new Step.Index(index));
    }

    /** @param to exclusive */
    Place range(int from, int to) {
        if (step instanceof Step.Range outer && parent != null) {
            return parent.range(outer.from() + from, outer.from() + to);
        }
        return new Place(this, new Step.Range(from, to));
    }

    /** The way from the tree to it. */
    List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (Place at = this; at != null && at.step != null; at = at.parent) {
            steps.add(at.step);
        }
        return steps.reversed();
    }
}
