package io.headwater.kubernetes.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A token that somebody else renews in a file: read again after a minute, as client-go does. */
final class TokenFile {

    private static final Duration FRESH_FOR = Duration.ofMinutes(1);

    private final Path file;
    private final String server;
    private final Clock clock;
    private volatile Reading last;

    private record Reading(String token, Instant at) {}

    /** Reads it for the first time. */
    TokenFile(Path file, String server, Clock clock) {
        this.file = file;
        this.server = server;
        this.clock = clock;
        this.last = read();
    }

    String token() {
        var reading = last;
        if (clock.instant().isAfter(reading.at().plus(FRESH_FOR))) {
            reading = read();
            last = reading;
        }
        return reading.token();
    }

    private Reading read() {
        try {
            return new Reading(Files.readString(file).strip(), clock.instant());
        } catch (IOException e) {
            throw new KubernetesException(
                    KubernetesException.Code.CREDENTIALS, server, "the token file " + file + " cannot be read", e);
        }
    }
}
