package io.headwater.git.transport;

import java.io.ByteArrayOutputStream;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Private keys out of PEM texts, in the form that the JDK reads (PKCS #8). The older forms {@code RSA PRIVATE KEY} (PKCS #1) and {@code EC
 * PRIVATE KEY} (SEC 1), which openssl writes too, are wrapped into it.
 */
final class PemKeys {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] EC_PUBLIC_KEY = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int EC_PARAMETERS = 0xa0;

    private PemKeys() {}

    static byte[] pkcs8(String pem) throws InvalidKeySpecException {
        var match = KEY.matcher(pem);
        if (!match.find()) {
            throw new InvalidKeySpecException("there is no unencrypted PEM private key in it");
        }
        try {
            var der = Base64.getMimeDecoder().decode(match.group(2));
            return switch (match.group(1)) {
                case "RSA " -> wrap(RSA_ALGORITHM, der);
                case "EC " -> wrap(element(SEQUENCE, EC_PUBLIC_KEY, curve(der)), der);
                default -> der;
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException failure) {
            throw new InvalidKeySpecException("the private key is not well-formed");
        }
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
    }

    /** The object identifier of the curve, which SEC 1 puts into the key and PKCS #8 into the algorithm. */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        int position = contentOf(sec1, 0);
        while (position < sec1.length && (sec1[position] & 0xff) != EC_PARAMETERS) {
            position = contentOf(sec1, position) + lengthOf(sec1, position);
        }
        if (position >= sec1.length) {
            throw new InvalidKeySpecException("the EC private key does not name its curve");
        }
        var start = contentOf(sec1, position);
        var curve = new byte[lengthOf(sec1, position)];
        System.arraycopy(sec1, start, curve, 0, curve.length);
        return curve;
    }

    private static int contentOf(byte[] der, int position) {
        var first = der[position + 1] & 0xff;
        return position + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int lengthOf(byte[] der, int position) {
        var first = der[position + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        if ((first & 0x7f) > 3) {
            throw new IllegalArgumentException("longer than any key");
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[position + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.size() < 0x80) {
            out.write(content.size());
        } else {
            out.write(0x82);
            out.write(content.size() >> 8);
            out.write(content.size());
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
