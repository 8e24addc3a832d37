package io.headwater.repowatcher;

import io.headwater.repositories.Repositories;
import io.headwater.repowatcher.topology.RepoWatcherTopology;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import java.util.function.Function;

/** The repo-watcher, assembled. */
public final class RepoWatcher implements Service {

    private final Function<ServiceContext, Repositories> repositories;

    /** With the credentials that the hub keeps. */
    public RepoWatcher() {
        this(Repositories::open);
    }

    /** @param repositories opens the way to repositories; the service closes it */
    public RepoWatcher(Function<ServiceContext, Repositories> repositories) {
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "repo-watcher";
    }

    @Override
    public Running start(ServiceContext context) {
        var opened = repositories.apply(context);
        try {
            var config = RepoWatcherConfig.from(context.settings(), opened.settings()::setting);
            return RepoWatcherTopology.start(context, config.pace(context.random()), opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
