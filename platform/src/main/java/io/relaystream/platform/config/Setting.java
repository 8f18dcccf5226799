package io.relaystream.platform.config;

/// Every environment variable that Relaystream reads; the variable's name is `RELAY_` and the
/// constant's name. `docs/operations.md` lists them.
public enum Setting {
    // Every service.
    BOOTSTRAP_SERVERS("Kafka brokers, host:port separated by commas"),
    PARTITIONS("partitions of every keyed topic; the same for all, because they are joined"),
    REPLICATION_FACTOR("copies of every topic; 3 in production"),
    INSTANCE("name of this process, stable across its restarts; default: the host name"),
    BIND("address that the HTTP ports bind to"),
    INFLUX_URL("InfluxDB to write metrics to; none if unset"),
    INFLUX_DB("database in InfluxDB 1.x"),
    INFLUX_TOKEN("token for InfluxDB 2.x; its presence selects the 2.x API"),
    INFLUX_ORG("organisation in InfluxDB 2.x"),
    INFLUX_BUCKET("bucket in InfluxDB 2.x"),
    ALIAS_DOMAIN("domain of the aliases that we issue"),
    PSEUDONYM_KEY("secret that turns ids into hashes, and seals what comes back to us by mail"),
    DAILY_FORWARDS("mails that are forwarded for an account per UTC day"),
    DAILY_BYTES("bytes that are forwarded for an account per UTC day"),
    DAILY_REPLIES("replies that are sent for an account per UTC day"),
    DAILY_ALIASES("aliases that mail makes for an account per UTC day"),

    // AWS, or what stands in for it.
    AWS_REGION("AWS region of S3, SNS and SES"),
    S3_ENDPOINT("S3 endpoint if it is not Amazon's; selects path style"),
    S3_BUCKET("bucket that holds the raw mails"),
    S3_ACCESS_KEY("access key for S3_ENDPOINT; the SDK's default chain if unset"),
    S3_SECRET_KEY("secret key for S3_ENDPOINT"),

    // ingest-bridge.
    BRIDGE_PORT("port for SNS notifications"),
    BRIDGE_MANAGEMENT_PORT("management port of ingest-bridge"),
    BRIDGE_MAX_IN_FLIGHT("requests handled at once; more are answered 503"),
    SNS_TOPIC_ARNS("topics that may post to us, separated by commas"),
    SNS_ENDPOINT("SNS endpoint if it is not Amazon's"),

    // alias-cdc and api.
    DB_URL("JDBC URL of Postgres"),
    DB_USER("user in Postgres"),
    DB_PASSWORD("password in Postgres"),
    CONNECT_PORT("port of the Kafka Connect REST interface"),
    CDC_MANAGEMENT_PORT("management port of alias-cdc"),
    API_PORT("port of the API and the dashboard"),
    API_MANAGEMENT_PORT("management port of api"),
    ADMIN_TOKEN("bearer token of the administrator"),
    FREE_ALIASES("aliases of an account on the free plan"),
    DAILY_OWN_ALIASES("aliases that an account makes by the API per UTC day; default: 2000"),
    MX_HOST(
            "server that takes mail for owners' own domains, with SES inbound-smtp.REGION.amazonaws.com; default: ALIAS_DOMAIN"),
    SPF_INCLUDE(
            "domain whose SPF record names the servers that send our mail; default: ALIAS_DOMAIN"),
    DNS_SERVER(
            "host:port of the resolver that owners' domains are checked with; the system's if unset"),
    SIGN_UP("open or closed: whether whoever reads a mailbox can have an account"),
    OIDC_ISSUER("OpenID provider whose tokens the API takes, https; none if unset"),
    OIDC_AUDIENCE("what those tokens must be made for: our client id at the provider"),
    API_REQUESTS_PER_MINUTE("requests that the API takes from each token and session in a minute"),
    BEHIND_PROXY(
            "true or false: whether a proxy in front of api puts the caller's address last into X-Forwarded-For"),
    CORS_ORIGINS("origins of pages that may call the API with a token, separated by commas"),

    // streams-processor and api.
    SENDER("smtp or ses"),
    DASHBOARD_URL(
            "where owners see api: the dashboard, and the links in mail; https, or mail programs do not offer ours"),
    SMTP_HOST("server that our mail is sent to"),
    SMTP_PORT("its port"),
    SMTP_USERNAME("user for SMTP AUTH; none if unset"),
    SMTP_PASSWORD("password for SMTP AUTH"),
    SMTP_STARTTLS("off, when_offered or required"),
    SES_ENDPOINT("SES endpoint if it is not Amazon's"),

    // streams-processor.
    PROCESSOR_MANAGEMENT_PORT("management port of streams-processor"),
    APPLICATION_ID("consumer group and prefix of internal topics; changing it loses state"),
    STREAM_THREADS("threads of the topology"),
    STATE_DIR("directory of the state stores"),
    CANONICAL_FILE("file that canonical records are appended to; stdout if unset"),
    MAX_DELIVERIES("mails that are delivered at once"),
    MAX_DELIVERY_BYTES(
            "memory for mails in delivery, in bytes; each takes four times its size, at most 4 MiB"),
    MAX_SEND_BYTES(
            "largest mail that the provider takes, in bytes; the owner is told of a larger one"),
    SPOOL_DIR(
            "directory for mails above 1 MiB while they are delivered, a second time when they are encrypted; on a disk, not in memory"),
    FREE_REPLIES("true or false: whether accounts on the free plan may reply"),
    REPLY_RETENTION(
            "how long a reverse address is known after it was last given to its owner or used"),
    IN_DOUBT_WAIT("how long a doubtful mail waits for the provider's events before it is resent"),
    BOUNCE_ADDRESS(
            "base of MAIL FROM, at most 13 characters before the @; default: bounces@ALIAS_DOMAIN"),
    DKIM_KEY_FILE(
            "private key that mail sent by SMTP is signed with, mode 0600; unsigned if unset"),
    DKIM_SELECTOR("name of that key in DNS; api has owners of domains refer to it"),
    DKIM_DOMAIN("domain that signs, ALIAS_DOMAIN or one above it; default: ALIAS_DOMAIN"),
    SES_CONFIGURATION_SET("configuration set that publishes SES events"),

    // standalone.
    DATA_DIR("directory of everything that the standalone keeps"),
    KAFKA_PORT("port of the embedded Kafka"),
    POSTGRES_PORT("port of the embedded Postgres"),
    S3_PORT("port of the embedded S3"),
    CATCHER_PORT("port of the embedded mail catcher");

    private static final String PREFIX = "RELAY_";
    private final String meaning;

    Setting(String meaning) {
        this.meaning = meaning;
    }

    /// The environment variable.
    public String variable() {
        return PREFIX + name();
    }

    public String meaning() {
        return meaning;
    }

    static boolean claims(String variable) {
        return variable.startsWith(PREFIX);
    }
}
