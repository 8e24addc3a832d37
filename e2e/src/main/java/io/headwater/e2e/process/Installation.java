package io.headwater.e2e.process;

import java.net.URI;
import java.util.Set;

/** Headwater, installed and running. */
public sealed interface Installation extends AutoCloseable permits StandaloneInstallation, ServicesInstallation {

    /** The control-plane namespace on the hub. */
    String NAMESPACE = "argocd";

    /** Where its services' accounts are. */
    String ACCOUNTS = "headwater";

    /** Where the page, the API and the webhooks are. */
    URI gateway();

    /** The names by which API servers know it. */
    Set<String> users();

    /** What all its processes have logged that is worth a look. */
    String logTails();

    /** Ends it in an orderly way. */
    void stop();

    /** Starts it again, with what it has kept; returns when it does its work. */
    void start();

    @Override
    void close();
}
