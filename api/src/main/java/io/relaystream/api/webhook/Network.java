package io.relaystream.api.webhook;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses may be posted to: those that everybody can reach, never those by which we could
/// be made to reach what is ours (IANA's special-purpose registries, RFC 6890).
///
/// @param local whether this machine may be posted to: it is a developer's own
public record Network(boolean local) {
    private static final int IPV4_BYTES = 4;
    private static final List<Block> NOT_PUBLIC_IPV4 =
            blocks(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4");

    /// Whatever else IPv6 has is not given to anybody, or is no public one.
    private static final Block GLOBAL_IPV6 = Block.of("2000::/3");

    private static final List<Block> NOT_PUBLIC_IPV6 =
            blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// An IPv4 address in the last four bytes, which a gateway posts to (RFC 6052).
    private static final Block NAT64 = Block.of("64:ff9b::/96");

    /// A network as addresses that begin with the same bits.
    private record Block(BigInteger first, int free) {

        static Block of(String text) {
            int slash = text.indexOf('/');
            byte[] first = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
            int bits = Integer.parseInt(text.substring(slash + 1));
            int free = first.length * Byte.SIZE - bits;
            return new Block(new BigInteger(1, first).shiftRight(free), free);
        }

        boolean holds(byte[] address) {
            return new BigInteger(1, address).shiftRight(free).equals(first);
        }
    }

    public boolean allows(InetAddress address) {
        return (local && address.isLoopbackAddress()) || isPublic(address.getAddress());
    }

    private static boolean isPublic(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return NOT_PUBLIC_IPV4.stream().noneMatch(block -> block.holds(address));
        }
        if (NAT64.holds(address)) {
            return isPublic(
                    Arrays.copyOfRange(address, address.length - IPV4_BYTES, address.length));
        }
        return GLOBAL_IPV6.holds(address)
                && NOT_PUBLIC_IPV6.stream().noneMatch(block -> block.holds(address));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toList();
    }
}
