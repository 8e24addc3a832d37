package io.headwater.git;

/**
 * How a TLS connection to a Git server is made.
 *
 * @param insecure accept any certificate ({@code insecure: "true"} of the Secret)
 * @param authorities PEM certificates trusted beside the platform's own (of {@code argocd-tls-certs-cm}); empty for none
 * @param clientCertificate PEM certificate chain shown to the server; empty for none
 * @param clientKey PEM private key (PKCS #8 or PKCS #1) of that certificate; empty for none
 */
public record Tls(boolean insecure, String authorities, String clientCertificate, String clientKey) {

    public static final Tls STANDARD = new Tls(false, "", "", "");

    public Tls {
        if (clientCertificate.isBlank() != clientKey.isBlank()) {
            throw new IllegalArgumentException("a client certificate needs its key, and a key its certificate");
        }
    }

    public boolean hasClientCertificate() {
        return !clientCertificate.isBlank();
    }

    @Override
    public String toString() {
        return "Tls[insecure=" + insecure + ", authorities=" + (authorities.isBlank() ? "platform" : "platform and own")
                + ", clientCertificate=" + (hasClientCertificate() ? "***" : "none") + "]";
    }
}
