package io.headwater.kubernetes.client;

/** Whether a cluster serves a kind, as far as can be told. */
public sealed interface KindLookup {

    record Served(ServedKind kind) implements KindLookup {}

    /** The cluster was asked, answered for that group, and does not have it. */
    record Absent() implements KindLookup {}

    /** The server that would know is down: the kind may exist, with objects. Nothing may be concluded, least of all that objects are gone. */
    record Unknown(String reason) implements KindLookup {}
}
