package io.headwater.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The broker as a process of its own: {@code BrokerMain [DATA_DIRECTORY [PORT [ADVERTISED_PORT]]]}, or {@code HEADWATER_BROKER_DATA}, {@code
 * HEADWATER_BROKER_PORT} and {@code HEADWATER_BROKER_ADVERTISED_PORT}.
 *
 * <p>Prints one line, {@code broker ready on 127.0.0.1:PORT}, once clients can connect. SIGTERM stops it cleanly. Exit codes: 2 for wrong use, 20
 * when it could not start, with the reason on stderr.
 */
public final class BrokerMain {

    private static final int WRONG_USE = 2;
    private static final int NOT_STARTED = 20;

    private BrokerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedBroker broker;
        try {
            broker = EmbeddedBroker.start(settings(arguments, System.getenv()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USE);
            return;
        } catch (BrokerException e) {
            System.err.println(e.getMessage());
            System.exit(NOT_STARTED);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
        System.out.println("broker ready on 127.0.0.1:" + broker.port());
        new CountDownLatch(1).await();
    }

    static EmbeddedBroker.Settings settings(String[] arguments, Map<String, String> environment) {
        var directory = value(arguments, 0, environment.get("HEADWATER_BROKER_DATA"));
        if (directory == null || arguments.length > 3) {
            throw new IllegalArgumentException("usage: BrokerMain DATA_DIRECTORY [PORT [ADVERTISED_PORT]], or set"
                    + " HEADWATER_BROKER_DATA, HEADWATER_BROKER_PORT and HEADWATER_BROKER_ADVERTISED_PORT");
        }
        return new EmbeddedBroker.Settings(
                Path.of(directory),
                port(value(arguments, 1, environment.get("HEADWATER_BROKER_PORT"))),
                port(value(arguments, 2, environment.get("HEADWATER_BROKER_ADVERTISED_PORT"))));
    }

    private static @Nullable String value(String[] arguments, int index, @Nullable String otherwise) {
        return index < arguments.length ? arguments[index] : otherwise;
    }

    private static int port(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the port must be a number, was '" + text + "'", e);
        }
    }
}
