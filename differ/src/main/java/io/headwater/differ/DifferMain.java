package io.headwater.differ;

import io.headwater.runtime.ServiceMain;

/** The process of the differ. */
public final class DifferMain {

    private DifferMain() {}

    /** Runs until the process is asked to end; takes its configuration from the environment. */
    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(new Differ(), System.getenv()));
    }
}
