package io.headwater.git.transport;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.jspecify.annotations.Nullable;

/**
 * Whether an ssh server is the one it should be, by lines in the form of OpenSSH's {@code known_hosts}: hashed host names and {@code
 * @revoked} are understood, certificate authorities are not. Nobody is asked, and nothing is learned.
 */
final class HostKeys {

    private final String host;
    private final int port;
    private final String knownHosts;
    private final boolean acceptAny;
    private volatile @Nullable String refusal;

    private record Known(PublicKey key, boolean revoked) {}

    HostKeys(String host, int port, String knownHosts, boolean acceptAny) {
        this.host = host;
        this.port = port;
        this.knownHosts = knownHosts;
        this.acceptAny = acceptAny;
    }

    /** Why the last server was turned away, if it was. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The kinds of keys known for this server, to be asked for first: a server shows but one of its keys, and it should be one we know. */
    Set<String> knownTypes() {
        var types = new LinkedHashSet<String>();
        for (var known : known()) {
            var type = KeyUtils.getKeyType(known.key());
            if (KeyPairProvider.SSH_RSA.equals(type)) {
                types.add(KeyUtils.RSA_SHA512_KEY_TYPE_ALIAS);
                types.add(KeyUtils.RSA_SHA256_KEY_TYPE_ALIAS);
            } else if (type != null && !known.revoked()) {
                types.add(type);
            }
        }
        return types;
    }

    boolean accepts(PublicKey serverKey) {
        if (acceptAny) {
            return true;
        }
        var known = known();
        var matching = known.stream()
                .filter(candidate -> KeyUtils.compareKeys(candidate.key(), serverKey))
                .toList();
        if (!matching.isEmpty() && matching.stream().noneMatch(Known::revoked)) {
            return true;
        }
        var fingerprint = KeyUtils.getKeyType(serverKey) + " " + KeyUtils.getFingerPrint(serverKey);
        if (!matching.isEmpty()) {
            refusal = "the server's host key (" + fingerprint + ") is revoked";
        } else if (known.isEmpty()) {
            refusal = "no host key of " + host + " is known; the server has " + fingerprint;
        } else {
            refusal = "the server's host key (" + fingerprint + ") is not one of the " + known.size() + " known for "
                    + host;
        }
        return false;
    }

    private List<Known> known() {
        var found = new ArrayList<Known>();
        for (var line : knownHosts
                .lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.startsWith("#"))
                .toList()) {
            for (var entry : entries(line)) {
                if (entry.isHostMatch(host, port) && Set.of("", "revoked").contains(marker(entry))) {
                    key(entry)
                            .ifPresent(key ->
                                    found.add(new Known(key, marker(entry).equals("revoked"))));
                }
            }
        }
        return found;
    }

    private static String marker(KnownHostEntry entry) {
        return entry.getMarker() == null ? "" : entry.getMarker();
    }

    /** A line that cannot be read is as good as none: it vouches for nobody. */
    private static List<KnownHostEntry> entries(String line) {
        try {
            return KnownHostEntry.readKnownHostEntries(new StringReader(line), true);
        } catch (IOException | RuntimeException unreadable) {
            return List.of();
        }
    }

    /** Of a kind of key that this process cannot use, the server cannot prove to have it either. */
    private static Optional<PublicKey> key(KnownHostEntry entry) {
        try {
            return Optional.ofNullable(entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            return Optional.empty();
        }
    }
}
