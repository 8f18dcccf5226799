package io.relaystream.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final Network PRODUCTION = new Network(false);
    private static final Network DEVELOPMENT = new Network(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "64:ff9b::1.1.1.1"
            })
    void addressOfEverybodyMayBePostedTo(String address) {
        assertThat(PRODUCTION.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.1.2.3",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:0a00:0001::",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addressOfOursMayNot(String address) {
        assertThat(PRODUCTION.allows(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void developersMayPostToTheirOwnMachineOnly() {
        assertThat(DEVELOPMENT.allows(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThat(DEVELOPMENT.allows(InetAddress.ofLiteral("::1"))).isTrue();
        assertThat(DEVELOPMENT.allows(InetAddress.ofLiteral("1.1.1.1"))).isTrue();
        assertThat(DEVELOPMENT.allows(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
        assertThat(DEVELOPMENT.allows(InetAddress.ofLiteral("169.254.169.254"))).isFalse();
    }
}
