package io.headwater.repowatcher.core;

import io.headwater.repositories.SourceFailure;

/** What became of asking a server. */
public sealed interface Answer {

    record Listed(Listing listing) implements Answer {}

    record Refused(SourceFailure failure) implements Answer {}

    /** This process ends; nothing is known. */
    record GivenUp() implements Answer {}
}
