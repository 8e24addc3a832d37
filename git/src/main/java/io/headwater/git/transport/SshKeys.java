package io.headwater.git.transport;

import io.headwater.git.Credentials;
import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads the private key of a Secret: PEM (PKCS #1, PKCS #8, SEC 1) or OpenSSH's own form, of RSA, ECDSA or Ed25519. */
final class SshKeys {

    private SshKeys() {}

    /** @throws GitException {@link GitErrorCode#ACCESS_INVALID} if there is none, or it cannot be read */
    static List<KeyPair> of(RepositoryUrl url, Credentials credentials) {
        if (!(credentials instanceof Credentials.SshKey(var text))) {
            throw unusable(url, "is missing, and ssh needs it");
        }
        try (var stream = new ByteArrayInputStream((text.strip() + "\n").getBytes(StandardCharsets.UTF_8))) {
            var found = new ArrayList<KeyPair>();
            var read = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("sshPrivateKey"), stream, FilePasswordProvider.EMPTY);
            if (read != null) {
                read.forEach(found::add);
            }
            if (found.isEmpty()) {
                throw unusable(url, "holds no private key");
            }
            return found;
        } catch (IOException | GeneralSecurityException failure) {
            // The exception may quote the key.
            throw unusable(url, "cannot be read");
        }
    }

    private static GitException unusable(RepositoryUrl url, String why) {
        return new GitException(
                GitErrorCode.ACCESS_INVALID,
                "The sshPrivateKey of " + url + " " + why
                        + ". Put a PEM or OpenSSH private key without passphrase into the repository's Secret.");
    }
}
