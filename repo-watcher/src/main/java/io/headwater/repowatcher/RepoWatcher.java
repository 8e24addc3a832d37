package io.headwater.repowatcher;

import io.headwater.repositories.Repositories;
import io.headwater.repositories.RepositoriesException;
import io.headwater.repowatcher.topology.RepoWatcherTopology;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The repo-watcher, assembled. */
public final class RepoWatcher implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(RepoWatcher.class);

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

    /** How often to poll is not worth waiting for: without the hub it is done as if nothing were set. */
    private static Optional<String> setting(Repositories repositories, String key) {
        try {
            return repositories.settings().setting(key);
        } catch (RepositoriesException e) {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("reason", e.getMessage())
                    .log("The ConfigMap argocd-cm can't be read; its setting counts again after a restart");
            return Optional.empty();
        }
    }

    @Override
    public Running start(ServiceContext context) {
        var opened = repositories.apply(context);
        try {
            var config = RepoWatcherConfig.from(context.settings(), key -> setting(opened, key));
            return RepoWatcherTopology.start(context, config.pace(context.random()), opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
