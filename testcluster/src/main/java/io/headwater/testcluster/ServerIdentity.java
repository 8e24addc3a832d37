package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate and the key of a TLS server on 127.0.0.1. */
public final class ServerIdentity {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "server";

    /** Of PKCS #8, what stands before an RSA key of PKCS #1: version 0, the algorithm rsaEncryption without parameters. */
    private static final byte[] RSA_PREFIX = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private final KeyStore store;
    private final String authority;

    private ServerIdentity(KeyStore store, String authority) {
        this.store = store;
        this.authority = authority;
    }

    /**
     * Reads what kube-apiserver and OpenSSL write.
     *
     * @param certificate PEM: the server's certificate, then its authority's
     * @param key PEM: an RSA key in PKCS #1
     */
    static ServerIdentity read(Path certificate, Path key) {
        try {
            var chain = Files.readString(certificate, StandardCharsets.US_ASCII);
            var certificates = certificates(chain);
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS,
                    rsaKey(Files.readString(key, StandardCharsets.US_ASCII)),
                    PASSWORD,
                    certificates.toArray(Certificate[]::new));
            return new ServerIdentity(store, chain);
        } catch (GeneralSecurityException | IOException e) {
            throw new TestClusterException(
                    Code.FILES, "cannot read " + certificate + " and " + key + ": " + e.getMessage(), e);
        }
    }

    /** Makes a new one that nobody has signed, by the JDK's {@code keytool}. */
    public static ServerIdentity selfSigned(Path directory) {
        var file = directory.resolve("server.p12");
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-validity",
                            "365",
                            "-dname",
                            "CN=127.0.0.1",
                            "-ext",
                            "san=ip:127.0.0.1,dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new TestClusterException(Code.START_FAILED, "keytool failed: " + output.strip());
            }
            var store = KeyStore.getInstance(file.toFile(), PASSWORD);
            return new ServerIdentity(store, pem(store.getCertificate(ALIAS)));
        } catch (GeneralSecurityException | IOException e) {
            throw new TestClusterException(
                    Code.FILES, "cannot make a certificate in " + directory + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException(Code.START_FAILED, "interrupted while keytool ran", e);
        }
    }

    /** The certificates to trust, as PEM. */
    public String authority() {
        return authority;
    }

    /** A TLS context for the server's side. */
    public SSLContext serverContext() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key store that was read can be used", e);
        }
    }

    /** A TLS context for clients, which trusts this identity and no other. */
    public SSLContext clientContext() {
        return ApiClient.trusting(authority);
    }

    private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(bytes));
    }

    private static PrivateKey rsaKey(String pem) throws GeneralSecurityException {
        var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var key = der(0x04, Base64.getDecoder().decode(base64));
        var content = ByteBuffer.allocate(RSA_PREFIX.length + key.length)
                .put(RSA_PREFIX)
                .put(key)
                .array();
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(0x30, content)));
    }

    /** A DER value between 256 bytes and 64 KiB, as keys are. */
    private static byte[] der(int tag, byte[] content) {
        return ByteBuffer.allocate(content.length + 4)
                .put((byte) tag)
                .put((byte) 0x82)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }
}
