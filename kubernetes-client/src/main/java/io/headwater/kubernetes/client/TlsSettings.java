package io.headwater.kubernetes.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys, as files or as text, made into TLS by fabric8's readers.
 *
 * @param certificates fabric8's configuration, of which authority, client certificate and client key count
 * @param serverName the name that the server's certificate must have, if not that of the URL; empty for that of the URL
 */
record TlsSettings(Config certificates, String serverName) {

    SSLContext context() throws GeneralSecurityException, IOException {
        var context = SSLUtils.sslContext(keyManagers(), trustManagers());
        return serverName.isEmpty() ? context : NamedServer.context(context, serverName);
    }

    /** A digest of all that the context is made of, reading files as they are now. */
    String fingerprint() throws GeneralSecurityException, IOException {
        var digest = MessageDigest.getInstance("SHA-256");
        add(digest, certificates.getCaCertData(), certificates.getCaCertFile());
        add(digest, certificates.getClientCertData(), certificates.getClientCertFile());
        add(digest, certificates.getClientKeyData(), certificates.getClientKeyFile());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, @Nullable String data, @Nullable String file) throws IOException {
        if (data != null) {
            digest.update(data.getBytes(StandardCharsets.UTF_8));
        } else if (file != null) {
            digest.update(Files.readAllBytes(Path.of(file)));
        }
        digest.update((byte) 0);
    }

    /** By the algorithm of the certificate, since fabric8's guess from the key's first line fails for PKCS #8 with elliptic curves. */
    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
        var data = certificates.getClientCertData();
        var file = certificates.getClientCertFile();
        if (data != null || file != null) {
            try (var pem = CertUtils.getInputStreamFromDataOrFile(data, file)) {
                var certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
                certificates.setClientKeyAlgo(certificate.getPublicKey().getAlgorithm());
            }
        }
        return SSLUtils.keyManagers(certificates);
    }

    /** The given authorities and nobody else, or those of the JDK if none is given; fabric8 would trust those besides. */
    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        var data = certificates.getCaCertData();
        var file = certificates.getCaCertFile();
        if (certificates.isTrustCerts() || (data == null && file == null)) {
            return SSLUtils.trustManagers(certificates);
        }
        var authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        var number = 0;
        try (var pem = CertUtils.getInputStreamFromDataOrFile(data, file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        if (number == 0) {
            throw new CertificateException("the certificate authority holds no certificate");
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }

    /** Nothing of what it holds. */
    @Override
    public String toString() {
        return "TlsSettings[serverName=" + serverName + "]";
    }
}
