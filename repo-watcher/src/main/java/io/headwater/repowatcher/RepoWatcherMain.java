package io.headwater.repowatcher;

import io.headwater.runtime.ServiceMain;

/** The repo-watcher's process. */
public final class RepoWatcherMain {

    private RepoWatcherMain() {}

    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(new RepoWatcher(), System.getenv()));
    }
}
