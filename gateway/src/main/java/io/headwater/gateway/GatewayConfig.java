package io.headwater.gateway;

import io.headwater.runtime.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the gateway is configured with.
 *
 * @param host the address that is listened on
 * @param port 0 for any free one
 * @param tokenFile the file with the token that callers of the API must send; empty only where nobody but this machine can call
 * @param largestWebhook the largest delivery that is accepted, in bytes
 */
public record GatewayConfig(String host, int port, Optional<Path> tokenFile, int largestWebhook) {

    private static final int MEGABYTE = 1024 * 1024;

    /** Reads it; every problem is reported at once. */
    public static GatewayConfig from(Configuration configuration) {
        var host = configuration.text("gateway.host", "127.0.0.1");
        var token = configuration.path("gateway.token.file");
        if (token.isEmpty() && !host.equals("127.0.0.1") && !host.equals("::1") && !host.equals("localhost")) {
            configuration.reject("gateway.token.file", "is missing: without a token only 127.0.0.1 may be listened on");
        }
        var config = new GatewayConfig(
                host,
                configuration.integer("gateway.port", 8080, 0, 65_535),
                token,
                configuration.integer("webhook.max.bytes", 25 * MEGABYTE, 1024, 100 * MEGABYTE));
        configuration.check();
        return config;
    }
}
