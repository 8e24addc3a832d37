package io.headwater.healthchecker;

import io.headwater.runtime.ServiceMain;

/** The process of the health-checker. */
public final class HealthCheckerMain {

    private HealthCheckerMain() {}

    /** Runs until the process is asked to end; takes its configuration from the environment. */
    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(new HealthChecker(), System.getenv()));
    }
}
