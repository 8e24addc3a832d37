package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Parameters;

/** Which application a command is about. */
final class ApplicationPath {

    @Parameters(paramLabel = "APP", description = "the application: NAME or NAMESPACE/NAME")
    private String name = "";

    /** The path of the application, or of what lies below it, in the gateway's API. */
    String of(String below) {
        var slash = name.indexOf('/');
        var path = "/api/v1/applications/" + GatewayClient.encode(name.substring(slash + 1)) + below;
        return slash < 0 ? path : path + "?appNamespace=" + GatewayClient.encode(name.substring(0, slash));
    }

    /** The path of the stream of changes of the application. */
    String stream() {
        var slash = name.indexOf('/');
        var path = "/api/v1/stream/applications?name=" + GatewayClient.encode(name.substring(slash + 1));
        return slash < 0 ? path : path + "&appNamespace=" + GatewayClient.encode(name.substring(0, slash));
    }

    /**
     * The application in an event of its stream.
     *
     * @throws CommandException if the event says that it is gone
     */
    JsonNode in(JsonNode event) {
        if (event.path("result").path("type").asText().equals("DELETED")) {
            throw new CommandException(CommandException.MISSING, "the application " + name + " was deleted");
        }
        return event.path("result").path("application");
    }

    @Override
    public String toString() {
        return name;
    }
}
