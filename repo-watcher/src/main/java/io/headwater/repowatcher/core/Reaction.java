package io.headwater.repowatcher.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What follows from something that happened to a repository.
 *
 * @param decided the sources on which there is another verdict than before
 * @param movements the refs that moved
 * @param askIn when the server is to be asked again, instead of what was said before; empty to leave that as it is
 */
public record Reaction(List<SourceKey> decided, List<Movement> movements, Optional<Duration> askIn) {

    static final Reaction NONE = new Reaction(List.of(), List.of(), Optional.empty());

    public Reaction {
        decided = List.copyOf(decided);
        movements = List.copyOf(movements);
    }
}
