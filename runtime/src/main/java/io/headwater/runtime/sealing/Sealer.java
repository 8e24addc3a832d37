package io.headwater.runtime.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import io.headwater.runtime.ServiceException;
import io.headwater.runtime.ServiceException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Seals values with AES-SIV: equal values have equal seals, so that they can be compared without the key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5297">RFC 5297, Synthetic Initialization Vector (SIV) authenticated encryption</a>
 */
public final class Sealer {

    private static final String MARK = "sealed:v1:";
    private static final byte[] CONTEXT = "headwater".getBytes(UTF_8);

    static {
        try {
            DeterministicAeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final DeterministicAead cipher;

    private Sealer(KeysetHandle keys) throws GeneralSecurityException {
        this.cipher = keys.getPrimitive(RegistryConfiguration.get(), DeterministicAead.class);
    }

    /**
     * The sealer with the key in a file.
     *
     * @throws ServiceException {@code SEALING_KEY} if the file is missing or holds no key
     */
    public static Sealer withKeyFrom(Path file) {
        try {
            return new Sealer(
                    TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get()));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ServiceException(
                    Code.SEALING_KEY,
                    "the sealing key " + file + " can't be used ("
                            + e.getClass().getSimpleName()
                            + "): make one with `headwater admin sealing-key FILE`, the same for all services",
                    null);
        }
    }

    /** A sealer with a key of its own that nobody else has. */
    public static Sealer ephemeral() {
        try {
            return new Sealer(newKeys());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    /** Writes a new key into a file that only its owner can read; does nothing if the file is there. */
    public static void createKey(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try {
            var json = TinkJsonProtoKeysetFormat.serializeKeyset(newKeys(), InsecureSecretKeyAccess.get());
            var parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, json, StandardOpenOption.WRITE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    /** The seal of a value; a value that is a seal already is returned as it is. */
    public String seal(String value) {
        if (isSealed(value)) {
            return value;
        }
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(sealBytes(value.getBytes(UTF_8)));
    }

    public byte[] sealBytes(byte[] value) {
        try {
            return cipher.encryptDeterministically(value, CONTEXT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Whether a value has the form of a seal. */
    public static boolean isSealed(String value) {
        return value.startsWith(MARK);
    }

    /**
     * The value under a seal; a value that is not sealed is returned as it is.
     *
     * @throws ServiceException {@code SEALING_KEY} if it was sealed with another key
     */
    public String open(String sealed) {
        if (!isSealed(sealed)) {
            return sealed;
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(sealed.substring(MARK.length()));
            return new String(cipher.decryptDeterministically(bytes, CONTEXT), UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ServiceException(
                    Code.SEALING_KEY, "a value was sealed with another key: all services need the same one", e);
        }
    }

    private static KeysetHandle newKeys() throws GeneralSecurityException {
        return KeysetHandle.generateNew(PredefinedDeterministicAeadParameters.AES256_SIV);
    }
}
