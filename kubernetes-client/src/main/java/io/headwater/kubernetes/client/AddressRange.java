package io.headwater.kubernetes.client;

import java.net.InetAddress;
import java.util.Optional;

/** A range of addresses in CIDR form, as {@code NO_PROXY} lists them. */
record AddressRange(InetAddress network, int bits) {

    /** Empty for what is no range. */
    static Optional<AddressRange> parse(String text) {
        try {
            var slash = text.indexOf('/');
            var network = InetAddress.ofLiteral(text.substring(0, slash));
            var bits = Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > network.getAddress().length * 8
                    ? Optional.empty()
                    : Optional.of(new AddressRange(network, bits));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether a host is an address of this range; a name, which is not looked up, never is. */
    boolean contains(String host) {
        byte[] address;
        try {
            address = InetAddress.ofLiteral(host).getAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
        var wanted = network.getAddress();
        if (address.length != wanted.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (wanted[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
