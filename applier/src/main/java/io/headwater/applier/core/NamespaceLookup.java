package io.headwater.applier.core;

/** Whether a namespace is there. */
public sealed interface NamespaceLookup {

    record Present() implements NamespaceLookup {}

    record Missing() implements NamespaceLookup {}

    /** Nobody can say. */
    record Unknown(String message) implements NamespaceLookup {}
}
