package io.headwater.repositories;

import io.headwater.git.GitLimits;
import io.headwater.git.mirror.Mirrors;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.cluster.HubConnection;

/** The repositories as one service of this process reaches them. */
public final class Repositories implements AutoCloseable {

    private final SharedMirrors shared;
    private final Runnable release;
    private final RepositoryDirectory directory = new RepositoryDirectory();
    private final RepositorySettings settings;
    private final RepositoryAccesses accesses;

    /** @param release run when this is closed, to let go of what the settings are read through */
    public Repositories(SharedMirrors shared, RepositorySettings settings, Runnable release) {
        this.shared = shared;
        this.release = release;
        this.settings = settings;
        this.accesses = new RepositoryAccesses(settings);
    }

    /** With the hub's settings, and the mirrors in the data directory. Nothing is sent to the hub or to a Git server yet. */
    public static Repositories open(ServiceContext context) {
        var config = context.config();
        var hub = HubConnection.open(config, ConnectionOptions.standard().named("headwater-" + context.service()));
        try {
            return new Repositories(
                    SharedMirrors.in(config.dataDirectory(), GitLimits.standard()),
                    new HubSettings(hub, config.namespace()),
                    hub::close);
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    public RepositoryDirectory directory() {
        return directory;
    }

    public RepositorySettings settings() {
        return settings;
    }

    public RepositoryAccesses accesses() {
        return accesses;
    }

    public Mirrors mirrors() {
        return shared.mirrors();
    }

    @Override
    public void close() {
        shared.close();
        release.run();
    }
}
