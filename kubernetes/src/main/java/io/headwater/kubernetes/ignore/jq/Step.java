package io.headwater.kubernetes.ignore.jq;

/** A step from a value to a part of it. */
public sealed interface Step {

    /** To a field of an object. */
    record Name(String name) implements Step {}

    /** To an element of a list; a negative one leads nowhere. */
    record Index(int index) implements Step {}

    /**
     * To elements of a list.
     *
     * @param from the first one, from 0
     * @param to behind the last one
     */
    record Range(int from, int to) implements Step {}
}
