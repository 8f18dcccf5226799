-- What owners and the operator decide about mail, and what mail has led to.

ALTER TABLE account
    -- What becomes of mail that fails DMARC when its domain asks for quarantine.
    ADD COLUMN quarantine      text NOT NULL DEFAULT 'warn' CHECK (quarantine IN ('warn', 'drop')),
    -- Addresses and hosts, in canonical form like every key.
    ADD COLUMN blocked_senders text[] NOT NULL DEFAULT '{}'
               CHECK (cardinality(blocked_senders) <= 1000
                      AND array_position(blocked_senders, NULL) IS NULL),
    ADD COLUMN suspended_until timestamptz;

ALTER TABLE alias
    DROP CONSTRAINT alias_kind_check,
    ADD CONSTRAINT alias_kind_check CHECK (kind IN ('random', 'named', 'catch_all')),
    ADD COLUMN expires_at      timestamptz,
    ADD COLUMN blocked_senders text[] NOT NULL DEFAULT '{}'
               CHECK (cardinality(blocked_senders) <= 500
                      AND array_position(blocked_senders, NULL) IS NULL);

ALTER TABLE deleted_alias REPLICA IDENTITY FULL;
ALTER PUBLICATION relaystream ADD TABLE deleted_alias;

-- The tables below are written by the projector of api from account.events and alias.stats.

-- The newest event of an account: what it used on a day, and what it may not do until when.
CREATE TABLE account_standing (
    account_id          uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    day                 date,
    forwarded           bigint NOT NULL,
    forwarded_bytes     bigint NOT NULL,
    replies             bigint NOT NULL,
    aliases_made        bigint NOT NULL,
    forward_limit_until timestamptz,
    byte_limit_until    timestamptz,
    reply_limit_until   timestamptz,
    alias_limit_until   timestamptz,
    hard_bounce_until   timestamptz,
    soft_bounce_until   timestamptz,
    complaints          bigint NOT NULL,
    as_of               timestamptz NOT NULL
);

CREATE TABLE account_stats (
    account_id       uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    forwarded        bigint NOT NULL,
    blocked          bigint NOT NULL,
    replied          bigint NOT NULL,
    trackers_removed bigint NOT NULL,
    complaints       bigint NOT NULL,
    last_used_at     timestamptz
);

-- No reference to the alias: the topics are read side by side, so what a mail led to may come before
-- the event that the mail made the alias.
CREATE TABLE alias_stats (
    alias_id         uuid PRIMARY KEY,
    account_id       uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    forwarded        bigint NOT NULL,
    blocked          bigint NOT NULL,
    replied          bigint NOT NULL,
    trackers_removed bigint NOT NULL,
    complaints       bigint NOT NULL,
    last_used_at     timestamptz
);

CREATE INDEX alias_stats_of_account ON alias_stats (account_id);

CREATE FUNCTION forget_stats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM alias_stats WHERE alias_id = OLD.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER forget_stats AFTER DELETE ON alias FOR EACH ROW EXECUTE FUNCTION forget_stats();

-- Where the projector goes on, written together with the rows above.
CREATE TABLE projector_position (
    topic       text NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);
