package io.headwater.kubernetes.yaml;

/** Carries what is wrong with a file from deep inside a parser up to {@link ManifestReader}, which turns it into a value. */
final class MalformedManifestException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Position position;

    MalformedManifestException(Position position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    Position position() {
        return position;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
