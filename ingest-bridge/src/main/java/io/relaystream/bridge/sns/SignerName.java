package io.relaystream.bridge.sns;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// Whose name an SNS signing certificate must carry: it depends on the topic's region.
///
/// Source: `SnsHostProvider` of the AWS SDK for Java (sns-message-manager 2.47.4).
final class SignerName {
    private static final int DNS_NAME = 2;
    private static final Set<String> OPT_IN_REGIONS =
            Set.of(
                    "af-south-1",
                    "ap-east-1",
                    "ap-east-2",
                    "ap-south-2",
                    "ap-southeast-3",
                    "ap-southeast-4",
                    "ap-southeast-5",
                    "ap-southeast-6",
                    "ap-southeast-7",
                    "ca-west-1",
                    "eu-central-2",
                    "eu-south-1",
                    "eu-south-2",
                    "eusc-de-east-1",
                    "il-central-1",
                    "me-central-1",
                    "me-south-1",
                    "mx-central-1");

    private SignerName() {}

    /// @return such as `sns.amazonaws.com`
    static String of(TopicArn topic) {
        String region = topic.region();
        if (OPT_IN_REGIONS.contains(region)) {
            return "sns-signing." + region + "." + topic.domain();
        }
        if (region.startsWith("cn-")) {
            return "sns-" + region + "." + topic.domain();
        }
        if (region.startsWith("us-gov-")) {
            return "sns-us-gov-west-1." + topic.domain();
        }
        return "sns." + topic.domain();
    }

    /// Whether the certificate was issued to that name, as subject or as alternative name.
    static boolean isOn(X509Certificate certificate, String name) {
        return Stream.concat(commonNames(certificate), alternativeNames(certificate))
                .anyMatch(name::equalsIgnoreCase);
    }

    private static Stream<String> commonNames(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString());
        } catch (InvalidNameException e) {
            return Stream.empty();
        }
    }

    private static Stream<String> alternativeNames(X509Certificate certificate) {
        try {
            return Objects.requireNonNullElse(
                            certificate.getSubjectAlternativeNames(), List.<List<?>>of())
                    .stream()
                    .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.getFirst()))
                    .map(entry -> String.valueOf(entry.get(1)));
        } catch (CertificateParsingException e) {
            return Stream.empty();
        }
    }
}
