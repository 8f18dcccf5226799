package io.relaystream.standalone;

import io.relaystream.embedded.LocalSns;
import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import io.relaystream.standalone.edge.SesGate;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Settings of the embedded system, and what follows from them for each service.
///
/// @param dataDir everything that is kept lies below it
/// @param bootstrapServers Kafka's, for commands that ask a running system
/// @param adminToken of the api
/// @param aliasDomain where aliases are issued
record StandaloneConfig(
        Path dataDir,
        String bootstrapServers,
        String bind,
        int kafkaPort,
        int postgresPort,
        int s3Port,
        int catcherPort,
        int bridgePort,
        int apiPort,
        int connectPort,
        int bridgeManagementPort,
        int apiManagementPort,
        int processorManagementPort,
        int cdcManagementPort,
        String aliasDomain,
        Secret adminToken) {

    static final String BUCKET = "relay-mail";
    static final String S3_ACCESS_KEY = "local";
    static final String S3_SECRET_KEY = "local-secret";
    static final String DATABASE = "relaystream";
    static final String LOOPBACK = "127.0.0.1";

    static StandaloneConfig from(Map<String, String> variables) {
        return Env.load(variables, StandaloneConfig::read);
    }

    private static StandaloneConfig read(Env env) {
        int kafkaPort = env.port(Setting.KAFKA_PORT, 19092);
        return new StandaloneConfig(
                Path.of(env.text(Setting.DATA_DIR, ".relaystream")).toAbsolutePath(),
                env.text(Setting.BOOTSTRAP_SERVERS, LOOPBACK + ":" + kafkaPort),
                env.text(Setting.BIND, LOOPBACK),
                kafkaPort,
                env.port(Setting.POSTGRES_PORT, 15432),
                env.port(Setting.S3_PORT, 19000),
                env.port(Setting.CATCHER_PORT, 1025),
                env.port(Setting.BRIDGE_PORT, 8080),
                env.port(Setting.API_PORT, 8081),
                env.port(Setting.CONNECT_PORT, 8083),
                env.port(Setting.BRIDGE_MANAGEMENT_PORT, 8090),
                env.port(Setting.API_MANAGEMENT_PORT, 8091),
                env.port(Setting.PROCESSOR_MANAGEMENT_PORT, 8092),
                env.port(Setting.CDC_MANAGEMENT_PORT, 8093),
                env.text(Setting.ALIAS_DOMAIN, "relay.localhost"),
                env.secret(Setting.ADMIN_TOKEN, "dev-admin-token"));
    }

    /// What the services are configured with: the environment, and for what it leaves open the
    /// embedded parts.
    ///
    /// @param pseudonymKey used unless the environment has one
    Map<String, String> forServices(
            Map<String, String> environment, String jdbcUrl, String dbUser, String pseudonymKey) {
        Map<Setting, String> embedded =
                Map.ofEntries(
                        Map.entry(Setting.BOOTSTRAP_SERVERS, bootstrapServers),
                        Map.entry(Setting.DB_URL, jdbcUrl),
                        Map.entry(Setting.DB_USER, dbUser),
                        Map.entry(Setting.DB_PASSWORD, dbUser),
                        Map.entry(Setting.S3_ENDPOINT, s3Endpoint().toString()),
                        Map.entry(Setting.S3_BUCKET, BUCKET),
                        Map.entry(Setting.S3_ACCESS_KEY, S3_ACCESS_KEY),
                        Map.entry(Setting.S3_SECRET_KEY, S3_SECRET_KEY),
                        Map.entry(Setting.SNS_TOPIC_ARNS, LocalSns.TOPIC_ARN),
                        Map.entry(Setting.ADMIN_TOKEN, adminToken.value()),
                        Map.entry(Setting.PSEUDONYM_KEY, pseudonymKey),
                        Map.entry(Setting.DASHBOARD_URL, api().toString()),
                        Map.entry(Setting.STATE_DIR, dataDir.resolve("streams").toString()),
                        Map.entry(
                                Setting.CANONICAL_FILE,
                                dataDir.resolve("canonical.jsonl").toString()),
                        Map.entry(Setting.SMTP_HOST, LOOPBACK),
                        Map.entry(Setting.SMTP_PORT, "" + catcherPort),
                        Map.entry(Setting.INSTANCE, "standalone"));
        Map<String, String> variables = new HashMap<>(environment);
        embedded.forEach((setting, value) -> variables.putIfAbsent(setting.variable(), value));
        return variables;
    }

    Path snsDir() {
        return dataDir.resolve("sns");
    }

    Path canonicalFile() {
        return dataDir.resolve("canonical.jsonl");
    }

    /// Where `send` and `demo` put their mails.
    SesGate.Place sesGate() {
        return new SesGate.Place(
                bridge(), s3Endpoint(), BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, snsDir());
    }

    URI s3Endpoint() {
        return URI.create("http://" + LOOPBACK + ":" + s3Port);
    }

    URI bridge() {
        return URI.create("http://" + reachable() + ":" + bridgePort + "/emails/sns-inbound");
    }

    URI api() {
        return URI.create("http://" + reachable() + ":" + apiPort);
    }

    /// The management port of each service, by the service's name, in the order of the mail.
    Map<String, URI> management() {
        Map<String, URI> ports = new LinkedHashMap<>();
        ports.put("ingest-bridge", management(bridgeManagementPort));
        ports.put("alias-cdc", management(cdcManagementPort));
        ports.put("streams-processor", management(processorManagementPort));
        ports.put("api", management(apiManagementPort));
        return ports;
    }

    private URI management(int port) {
        return URI.create("http://" + reachable() + ":" + port);
    }

    /// Where to connect to what is bound to `bind`.
    private String reachable() {
        return bind.equals("0.0.0.0") ? LOOPBACK : bind;
    }
}
