package io.relaystream.core.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OurHostsTest {
    private final OurHosts hosts =
            OurHosts.of("Relay.Localhost.", new EmailAddress("bounces@relay.localhost"));

    @ParameterizedTest
    @CsvSource({
        "open@relay.localhost,                  open@relay.localhost",
        "Open+Shop@RELAY.localhost.,            open@relay.localhost",
        "\"open\"@relay.localhost,              open@relay.localhost",
        "+tag@relay.localhost,                  +tag@relay.localhost"
    })
    void leadsToAnAlias(String recipient, String address) {
        assertThat(route(recipient)).isEqualTo(new Route.ToAlias(new EmailAddress(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "shop@jane.relay.localhost, true",
        "shop@a.b.relay.localhost,  true",
        "shop@evil-relay.localhost, false",
        "shop@relay.localhost.example, false",
        "shop@localhost,            false",
        "shop@own.example,          false"
    })
    void leadsToADomainWhoseHostIsComparedAsAWhole(String recipient, boolean ours) {
        assertThat(route(recipient))
                .isEqualTo(new Route.ToDomain(new EmailAddress(recipient), ours));
    }

    @Test
    void leadsToACorrespondent() {
        assertThat(route("token@replies.relay.localhost")).isEqualTo(new Route.ToCorrespondent());
        assertThat(route("token@x.replies.relay.localhost")).isInstanceOf(Route.ToDomain.class);
    }

    @Test
    void leadsBackToWhereWeSendFrom() {
        assertThat(route("bounces@relay.localhost")).isEqualTo(new Route.ToBounces());
        assertThat(route("Bounces+Token@relay.localhost")).isEqualTo(new Route.ToBounces());
        assertThat(route("bounces@jane.relay.localhost")).isInstanceOf(Route.ToDomain.class);
    }

    private Route route(String recipient) {
        return hosts.route(new EmailAddress(recipient));
    }
}
