-- What people sign in with, what they see of their mail, and the second wall between them. Nothing
-- here is captured for Kafka.

ALTER TABLE account
    -- May see and do what the operator may.
    ADD COLUMN admin             boolean NOT NULL DEFAULT false,
    -- Whether dropped mail can be asked for within some days.
    ADD COLUMN hold_dropped      boolean NOT NULL DEFAULT false,
    ADD COLUMN suspension_reason text CHECK (length(suspension_reason) BETWEEN 1 AND 200),
    -- Who it is at the OpenID provider.
    ADD COLUMN oidc_subject      text UNIQUE CHECK (length(oidc_subject) BETWEEN 1 AND 255);

CREATE INDEX account_newest ON account (created_at DESC, id DESC);

ALTER TABLE alias
    ADD COLUMN note    text CHECK (length(note) BETWEEN 1 AND 1000),
    ADD COLUMN used_on text CHECK (length(used_on) BETWEEN 1 AND 253);

CREATE INDEX alias_by_address ON alias (account_id, address COLLATE "C", id);

-- Domains that owners bring along, from the day they say so. Several may want the same one: who
-- proves that it is theirs gets the row in domain.
CREATE TABLE domain_claim (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    host       text NOT NULL CHECK (length(host) <= 253),
    catch_all  boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    checked_at timestamptz,
    -- What the last check found, as the API shows it.
    checks     jsonb,
    PRIMARY KEY (account_id, host)
);

-- Subdomains of ours outlive their account; domains that it brought along are free again.
CREATE FUNCTION give_own_domains_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM domain WHERE account_id = OLD.id AND kind = 'own';
    RETURN OLD;
END
$$;

CREATE TRIGGER give_own_domains_up BEFORE DELETE ON account
    FOR EACH ROW EXECUTE FUNCTION give_own_domains_up();

ALTER TABLE api_token
    ADD COLUMN name text NOT NULL DEFAULT '' CHECK (length(name) <= 100);

-- A link that was mailed. Only its hash is kept, as of every secret below.
CREATE TABLE login_link (
    token_hash text PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    purpose    text NOT NULL CHECK (purpose IN ('sign_in', 'change_email')),
    email      text NOT NULL CHECK (length(email) <= 254),
    -- Whose address is to change.
    account_id uuid REFERENCES account ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CHECK ((purpose = 'change_email') = (account_id IS NOT NULL))
);

CREATE INDEX login_link_of_email ON login_link (email, created_at);
CREATE INDEX login_link_of_account ON login_link (account_id);
CREATE INDEX login_link_end ON login_link (expires_at);

CREATE TABLE session (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    token_hash   text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL
);

CREATE INDEX session_of_account ON session (account_id);
CREATE INDEX session_end ON session (expires_at);

-- What an account made on a day by the API.
CREATE TABLE account_day (
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    day          date NOT NULL,
    aliases_made integer NOT NULL,
    PRIMARY KEY (account_id, day)
);

-- Answers to requests that may be repeated.
CREATE TABLE idempotency_key (
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    key          text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{64}$'),
    -- Absent while the first request is under way.
    status       integer,
    answer       text,
    location     text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, key)
);

CREATE INDEX idempotency_key_end ON idempotency_key (created_at);

-- The delivery log, written by the projector of api from mail.log and mail.canonical, in whichever
-- order they come. Kept for 30 days.
CREATE TABLE message (
    delivery_id      text PRIMARY KEY CHECK (delivery_id ~ '^[0-9a-f]{32}$'),
    -- From mail.log; absent for mail to nobody, which only the operator sees.
    account_id       uuid REFERENCES account ON DELETE CASCADE,
    alias_id         uuid,
    sender           text,
    state            text NOT NULL
                     CHECK (state IN ('queued', 'waiting', 'in_doubt', 'postponed', 'ended')),
    -- Of mail.log: an older record changes nothing.
    as_of            timestamptz,
    next_attempt_at  timestamptz,
    -- From mail.canonical, or until it comes, what is known so far.
    message_id       text NOT NULL,
    notice           text,
    reply            boolean NOT NULL DEFAULT false,
    outcome          text,
    reason           text,
    rule             text,
    attempts         integer NOT NULL DEFAULT 0,
    maybe_duplicate  boolean NOT NULL DEFAULT false,
    received_at      timestamptz NOT NULL,
    finished_at      timestamptz,
    total_ms         bigint,
    accept_ms        bigint,
    held_ms          bigint,
    decide_ms        bigint,
    deliver_ms       bigint,
    fetch_ms         bigint,
    rewrite_ms       bigint,
    send_ms          bigint,
    size_bytes       bigint,
    trackers_removed bigint NOT NULL DEFAULT 0,
    spam             text,
    virus            text,
    spf              text,
    dkim             text,
    dmarc            text,
    -- The story that began when the owner asked for it.
    redelivered_as   text,
    -- Whether message_hour has it.
    counted          boolean NOT NULL DEFAULT false,
    CHECK ((outcome IS NULL) = (finished_at IS NULL))
);

-- What comes last is only filtered by: the rows that do not pass need not be looked at.
CREATE INDEX message_newest ON message
    (account_id, received_at DESC, delivery_id DESC, outcome, reason, state);
CREATE INDEX message_of_alias ON message
    (account_id, alias_id, received_at DESC, delivery_id DESC, outcome, reason, state);
CREATE INDEX message_by_id ON message (message_id);
-- For what is over; it gives no order, which would lure lists away from their own.
CREATE INDEX message_age ON message (received_at);
CREATE INDEX message_finished ON message (finished_at);
CREATE INDEX message_in_flight ON message (received_at) WHERE outcome IS NULL;

CREATE TABLE message_hour (
    account_id       uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    alias_id         uuid NOT NULL,
    hour             timestamptz NOT NULL,
    forwarded        integer NOT NULL,
    blocked          integer NOT NULL,
    failed           integer NOT NULL,
    replied          integer NOT NULL,
    trackers_removed integer NOT NULL,
    PRIMARY KEY (account_id, alias_id, hour)
);

CREATE INDEX message_hour_newest ON message_hour (account_id, hour);
CREATE INDEX message_hour_age ON message_hour (hour);

CREATE TABLE webhook (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id    uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    url           text NOT NULL CHECK (length(url) <= 2000),
    -- Signs what is posted, so it must be kept as it is.
    secret        text NOT NULL,
    events        text[] NOT NULL,
    enabled       boolean NOT NULL DEFAULT true,
    failing_since timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX webhook_of_account ON webhook (account_id);

CREATE TABLE webhook_delivery (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    webhook_id      uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    account_id      uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    event           text NOT NULL,
    -- Of the message that it tells of, so that each hook hears of each event once; absent for a try.
    message         text,
    body            text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    attempts        integer NOT NULL DEFAULT 0,
    -- Absent once it is over.
    next_attempt_at timestamptz,
    delivered_at    timestamptz,
    last_status     integer,
    last_error      text,
    UNIQUE (webhook_id, message, event)
);

CREATE INDEX webhook_delivery_due ON webhook_delivery (next_attempt_at)
    WHERE next_attempt_at IS NOT NULL;
CREATE INDEX webhook_delivery_newest ON webhook_delivery (webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_delivery_of_account ON webhook_delivery (account_id);
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);

-- Dead letters that were put back: each once, as what is put back is not taken for a duplicate.
CREATE TABLE redriven (
    dead_letter text PRIMARY KEY,
    redriven_at timestamptz NOT NULL DEFAULT now()
);

-- The second wall. Api never works as the owner of the tables: for a person it works as
-- relaystream_tenant, who sees the rows of relaystream.account only, for itself as
-- relaystream_service. Roles belong to the server, so another database of it may have made them.
DO $$
DECLARE
    service_role text;
    tenant_table text;
BEGIN
    FOREACH service_role IN ARRAY ARRAY['relaystream_tenant', 'relaystream_service'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service_role) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', service_role);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
        -- Whoever makes a role is a member of it, but from 16 on may not work as it.
        IF NOT pg_has_role(CURRENT_USER, service_role,
                CASE WHEN current_setting('server_version_num')::int < 160000
                THEN 'MEMBER' ELSE 'SET' END) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', service_role);
        END IF;
        EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', service_role);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I',
                       service_role);
    END LOOP;
    REVOKE ALL ON cdc_heartbeat, projector_position, login_link, redriven FROM relaystream_tenant;
    REVOKE ALL ON flyway_schema_history FROM relaystream_tenant, relaystream_service;

    FOREACH tenant_table IN ARRAY ARRAY['account', 'alias', 'domain', 'domain_claim', 'api_token',
        'account_standing', 'account_stats', 'alias_stats', 'session', 'account_day',
        'idempotency_key', 'message', 'message_hour', 'webhook', 'webhook_delivery', 'login_link']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        -- Migrations and change data capture.
        EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true)', tenant_table);
        EXECUTE format('CREATE POLICY service ON %I TO relaystream_service USING (true)',
                       tenant_table);
        EXECUTE format(
            'CREATE POLICY tenant ON %I TO relaystream_tenant USING (%I = '
            || '(SELECT nullif(current_setting(''relaystream.account'', true), '''')::uuid))',
            tenant_table, CASE tenant_table WHEN 'account' THEN 'id' ELSE 'account_id' END);
    END LOOP;
END
$$;
