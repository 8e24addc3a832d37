package io.headwater.git;

/** Who we are for a Git server. {@code toString} never shows a secret. */
public sealed interface Credentials {

    /** A public repository. */
    record None() implements Credentials {}

    /** A user and a password; a token is a password too, with any user name the server likes. */
    record UsernamePassword(String username, String password) implements Credentials {
        @Override
        public String toString() {
            return "UsernamePassword[***]";
        }
    }

    /** {@code Authorization: Bearer}, as Bitbucket Data Center and Azure DevOps want it. */
    record BearerToken(String token) implements Credentials {
        public BearerToken {
            if (token.isBlank()) {
                throw new IllegalArgumentException("the token is blank");
            }
        }

        @Override
        public String toString() {
            return "BearerToken[***]";
        }
    }

    /**
     * A private key in PEM or OpenSSH form, without passphrase.
     *
     * @param privateKey the text of the key file
     */
    record SshKey(String privateKey) implements Credentials {
        public SshKey {
            if (privateKey.isBlank()) {
                throw new IllegalArgumentException("the private key is blank");
            }
        }

        @Override
        public String toString() {
            return "SshKey[***]";
        }
    }
}
