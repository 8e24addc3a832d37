package io.headwater.clusterwatcher;

import io.headwater.clusterwatcher.topology.ClusterWatcherTopology;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;

/** The cluster-watcher, assembled. */
public final class ClusterWatcher implements Service {

    @Override
    public String name() {
        return "cluster-watcher";
    }

    @Override
    public Running start(ServiceContext context) {
        return ClusterWatcherTopology.start(context, ClusterWatcherConfig.from(context.settings()));
    }
}
