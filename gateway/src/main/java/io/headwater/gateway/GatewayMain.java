package io.headwater.gateway;

import io.headwater.runtime.ServiceMain;

/** The process of the gateway. */
public final class GatewayMain {

    private GatewayMain() {}

    /** Runs until the process is asked to end; takes its configuration from the environment. */
    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(new Gateway(), System.getenv()));
    }
}
