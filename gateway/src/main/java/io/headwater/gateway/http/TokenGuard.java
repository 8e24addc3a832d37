package io.headwater.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.gateway.http.Answers.Code;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** Lets through who sends the configured token; everybody where none is configured. */
final class TokenGuard implements Handler<RoutingContext> {

    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> token;

    private TokenGuard(Optional<byte[]> token) {
        this.token = token;
    }

    static TokenGuard withTokenFrom(Optional<Path> file) {
        return new TokenGuard(file.map(TokenGuard::read));
    }

    @Override
    public void handle(RoutingContext context) {
        if (token.isEmpty()) {
            context.put("actor", "anonymous");
            context.next();
            return;
        }
        var header = context.request().getHeader("authorization");
        var sent = header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : "";
        if (MessageDigest.isEqual(token.get(), sent.getBytes(UTF_8))) {
            context.put("actor", "admin");
            context.next();
        } else {
            Answers.error(context, Code.UNAUTHENTICATED, "send the gateway's token as `Authorization: Bearer …`");
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readString(file).strip().getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the token file " + file + " can't be read", e);
        }
    }
}
