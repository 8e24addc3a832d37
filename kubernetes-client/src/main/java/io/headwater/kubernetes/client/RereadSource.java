package io.headwater.kubernetes.client;

import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

/** Settings that are read once to check them, and again whenever access is opened anew, since the files behind them change. */
final class RereadSource implements AccessSource {

    private final Supplier<ConnectionSettings> reader;
    private final Clock clock;
    private final URI server;

    /** @throws IllegalArgumentException if the settings are wrong now */
    RereadSource(Supplier<ConnectionSettings> reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
        this.server = reader.get().server();
    }

    @Override
    public URI server() {
        return server;
    }

    @Override
    public ClusterAccess open() {
        ConnectionSettings settings;
        try {
            settings = reader.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new KubernetesException(
                    KubernetesException.Code.CREDENTIALS,
                    server.toString(),
                    "the configuration of this cluster cannot be used any more: " + e.getMessage(),
                    e);
        }
        if (!settings.server().equals(server)) {
            throw new KubernetesException(
                    KubernetesException.Code.CREDENTIALS,
                    server.toString(),
                    "the configuration names another server now, " + settings.server() + ": restart to use it",
                    null);
        }
        return settings.open(clock);
    }
}
