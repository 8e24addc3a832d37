package io.headwater.kubernetes.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates made on the spot by the JDK's keytool: an authority, a server and clients that it vouches for, and an authority that nobody knows. */
final class TlsMaterial {

    private static final char[] PASSWORD = "test-password".toCharArray();

    private final Path file;
    private final KeyStore store;

    TlsMaterial(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        file = folder.resolve("keys.p12");
        generate("authority", "EC", "-ext", "bc:c");
        generate("stranger", "EC", "-ext", "bc:c");
        generate("server", "EC", "-signer", "authority", "-ext", "san=ip:127.0.0.1,dns:api.spoke");
        generate("client-ec", "EC", "-signer", "authority");
        generate("client-rsa", "RSA", "-signer", "authority");
        store = KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private void generate(String alias, String algorithm, String... more) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                algorithm));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    /** A server's context that wants clients of the authority. */
    SSLContext serverContext() throws GeneralSecurityException, IOException {
        var own = emptyStore();
        own.setKeyEntry("server", store.getKey("server", PASSWORD), PASSWORD, store.getCertificateChain("server"));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        var trusted = emptyStore();
        trusted.setCertificateEntry("authority", store.getCertificate("authority"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        return empty;
    }

    String certificate(String alias) throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate(alias).getEncoded());
    }

    String key(String alias) throws GeneralSecurityException {
        return pem("PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
    }

    Path write(Path target, String pem) throws IOException {
        return Files.writeString(target, pem);
    }

    private static String pem(String type, byte[] bytes) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
