package io.headwater.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Where the gateway is. */
final class GatewayOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "the gateway; also HEADWATER_SERVER (${DEFAULT-VALUE})",
            defaultValue = "http://127.0.0.1:8080")
    private URI server = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token-file",
            paramLabel = "F",
            description = "the file with the gateway's token; also HEADWATER_TOKEN_FILE")
    private @Nullable Path tokenFile;

    GatewayClient client() {
        return GatewayClient.to(server, tokenFile);
    }

    /** Takes what is not given on the command line from the environment. */
    static final class Address implements IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            if (argument instanceof OptionSpec option) {
                return switch (option.longestName()) {
                    case "--server" -> System.getenv("HEADWATER_SERVER");
                    case "--token-file" -> System.getenv("HEADWATER_TOKEN_FILE");
                    default -> null;
                };
            }
            return null;
        }
    }
}
