package io.headwater.catalog;

import io.headwater.runtime.ServiceMain;

/** The process of the catalog. */
public final class CatalogMain {

    private CatalogMain() {}

    /** Runs until the process is asked to end; takes its configuration from the environment. */
    public static void main(String[] arguments) {
        System.exit(ServiceMain.run(new Catalog(), System.getenv()));
    }
}
