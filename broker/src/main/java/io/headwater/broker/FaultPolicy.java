package io.headwater.broker;

import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.apache.kafka.server.fault.ProcessTerminatingFaultHandler;

/**
 * What becomes of a fault that Kafka calls fatal: while the broker starts, an exception; once it runs, the end of the process.
 *
 * <p>Kafka's own policy halts the process in both cases. A data directory that cannot be read deserves a message instead. A broker that breaks
 * while running does not: its process would go on without its memory, and its supervisor would not know.
 */
final class FaultPolicy implements FaultHandlerFactory {

    private volatile boolean running;

    /** From now on a fatal fault ends the process. */
    void brokerRuns() {
        running = true;
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        var logging = new LoggingFaultHandler(name, action);
        var terminating =
                new ProcessTerminatingFaultHandler.Builder().setAction(action).build();
        return (message, cause) ->
                fatal && running ? terminating.handleFault(message, cause) : logging.handleFault(message, cause);
    }
}
