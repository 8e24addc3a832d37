package io.headwater.applier;

import io.headwater.runtime.ServiceMain;

/** The process of the applier. */
public final class ApplierMain {

    private ApplierMain() {}

    /** Runs until the process is asked to end; takes its configuration from the environment. */
    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(new Applier(), System.getenv()));
    }
}
