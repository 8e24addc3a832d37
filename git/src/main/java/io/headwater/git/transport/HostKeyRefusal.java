package io.headwater.git.transport;

import java.io.IOException;

/** An ssh server was turned away because of its host key; the message says why. */
final class HostKeyRefusal extends IOException {

    HostKeyRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
