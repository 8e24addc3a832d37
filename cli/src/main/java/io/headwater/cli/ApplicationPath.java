package io.headwater.cli;

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
        return "/api/v1/stream/applications?name=" + GatewayClient.encode(name.substring(name.indexOf('/') + 1));
    }

    @Override
    public String toString() {
        return name;
    }
}
