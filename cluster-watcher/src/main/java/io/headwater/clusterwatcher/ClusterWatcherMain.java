package io.headwater.clusterwatcher;

import io.headwater.runtime.ServiceMain;

/** The process of the cluster-watcher. */
public final class ClusterWatcherMain {

    private ClusterWatcherMain() {}

    /** Runs until the process is asked to end; takes its configuration from the environment. */
    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(new ClusterWatcher(), System.getenv()));
    }
}
