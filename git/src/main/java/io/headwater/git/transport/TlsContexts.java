package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS contexts made of the PEM texts of a Secret. */
final class TlsContexts {

    private static final char[] NO_PASSWORD = {};

    private TlsContexts() {}

    static SSLContext contextFor(Tls tls) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers(tls), trustManagers(tls), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new GitException(
                    GitErrorCode.ACCESS_INVALID,
                    "The repository's TLS settings cannot be used: " + failure.getMessage()
                            + ". Check tlsClientCertData, tlsClientCertKey and the trusted certificates.",
                    failure);
        }
    }

    private static KeyManager @Nullable [] keyManagers(Tls tls) throws GeneralSecurityException, IOException {
        if (!tls.hasClientCertificate()) {
            return null;
        }
        var chain = certificates(tls.clientCertificate()).toArray(Certificate[]::new);
        var store = emptyStore();
        store.setKeyEntry(
                "client", privateKey(tls.clientKey(), chain[0].getPublicKey().getAlgorithm()), NO_PASSWORD, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trustManagers(Tls tls) throws GeneralSecurityException, IOException {
        if (tls.insecure()) {
            return new TrustManager[] {new TrustAnything()};
        }
        if (tls.authorities().isBlank()) {
            return null;
        }
        var store = emptyStore();
        int number = 0;
        for (var certificate : platformAuthorities()) {
            store.setCertificateEntry("platform-" + number++, certificate);
        }
        for (var certificate : certificates(tls.authorities())) {
            store.setCertificateEntry("own-" + number++, certificate);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static List<X509Certificate> platformAuthorities() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(javax.net.ssl.X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((javax.net.ssl.X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String pem) throws CertificateException {
        var found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        if (found.isEmpty()) {
            throw new CertificateException("there is no PEM certificate in it");
        }
        return found;
    }

    private static PrivateKey privateKey(String pem, String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(PemKeys.pkcs8(pem)));
    }

    /** Extended, since the JDK adds the check of the host name to any simpler one. */
    private static final class TrustAnything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authentication, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authentication, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authentication, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authentication, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
