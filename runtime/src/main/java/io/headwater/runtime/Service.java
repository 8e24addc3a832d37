package io.headwater.runtime;

/** One of the services: how it is called and how it is started. */
public interface Service {

    /** Its name, as in {@code repo-watcher}: group ids, metrics and logs are named by it. */
    String name();

    /**
     * Starts it. Called again, with a new context, when it has to be built up anew: it must not keep anything from one start to the next, since
     * everything that it knows can be read again.
     *
     * @throws ServiceException if it can't start
     */
    Running start(ServiceContext context);

    /** A service that has been started. */
    interface Running extends AutoCloseable {

        /** Whether it has restored what it needs and does its work. */
        boolean isReady();

        /** Ends it within a few seconds: no more work is taken up, what is under way is finished or left to the next start. */
        @Override
        void close();
    }
}
