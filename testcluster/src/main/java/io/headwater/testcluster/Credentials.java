package io.headwater.testcluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The secrets of a control plane: the key that signs service account tokens, and a token each for the administrator and for its own processes, who
 * have names of their own so that the audit log tells them apart. Made once per run directory.
 */
record Credentials(RunDirectory files) {

    static final String ADMINISTRATOR = "admin";
    static final List<String> USERS =
            List.of(ADMINISTRATOR, "system:kube-controller-manager", "system:kube-scheduler", "kwok");

    private static final SecureRandom RANDOM = new SecureRandom();

    Path signingKey() {
        return files.pki().resolve("service-accounts.key");
    }

    Path verificationKey() {
        return files.pki().resolve("service-accounts.pub");
    }

    Path tokens() {
        return files.pki().resolve("tokens.csv");
    }

    void makeIfMissing() throws IOException {
        if (Files.exists(tokens())) {
            return;
        }
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            writePem(signingKey(), "PRIVATE KEY", pair.getPrivate().getEncoded());
            writePem(verificationKey(), "PUBLIC KEY", pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has the curve secp256r1", e);
        }
        Files.writeString(
                tokens(),
                USERS.stream()
                        .map(user -> randomToken() + "," + user + "," + user + ",system:masters\n")
                        .collect(Collectors.joining()));
    }

    String tokenOf(String user) throws IOException {
        return Files.readAllLines(tokens()).stream()
                .map(line -> line.split(",", -1))
                .filter(fields -> fields[1].equals(user))
                .map(fields -> fields[0])
                .findFirst()
                .orElseThrow(() -> new IOException("no token of " + user + " in " + tokens()));
    }

    private static String randomToken() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void writePem(Path file, String label, byte[] encoded) throws IOException {
        var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
