-- Accounts, their aliases, domains and tokens. The constraints keep every key canonical, whoever
-- writes: equal mailboxes are equal rows, and equal Kafka keys.

CREATE TABLE account (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- Where mail is forwarded to.
    email      text NOT NULL UNIQUE
               CHECK (email = lower(email) AND email ~ '^[^@[:space:]].*@[^@[:space:]]+$'
                      AND length(email) <= 254),
    verified   boolean NOT NULL DEFAULT false,
    plan       text NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'premium')),
    active     boolean NOT NULL DEFAULT true,
    drop_spam  boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE alias (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    address      text NOT NULL UNIQUE
                 CHECK (address = lower(address) AND address ~ '^[^@[:space:]]+@[^@[:space:]]+$'
                        AND length(address) <= 254),
    -- Keyed hash of the address: all that is left of it once the alias is deleted.
    address_hash text NOT NULL UNIQUE CHECK (address_hash ~ '^[0-9a-f]{32}$'),
    kind         text NOT NULL CHECK (kind IN ('random', 'named')),
    enabled      boolean NOT NULL DEFAULT true,
    blocking     text NOT NULL DEFAULT 'none' CHECK (blocking IN ('none', 'promotions', 'all')),
    label        text CHECK (length(label) BETWEEN 1 AND 100),
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);

-- The owner's list, newest first; its first column also serves the count and the cascade.
CREATE INDEX alias_newest ON alias (account_id, created_at DESC, id DESC);

-- Addresses that were issued once. They stay when account and alias are gone.
CREATE TABLE deleted_alias (
    address_hash text PRIMARY KEY CHECK (address_hash ~ '^[0-9a-f]{32}$'),
    deleted_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE domain (
    host       text PRIMARY KEY
               CHECK (host = lower(host) AND length(host) <= 253
                      AND host ~ '^[a-z0-9-]+(\.[a-z0-9-]+)*$'),
    -- A subdomain of ours outlives its account, so that its name is never issued again.
    account_id uuid REFERENCES account ON DELETE SET NULL,
    kind       text NOT NULL CHECK (kind IN ('subdomain', 'own')),
    verified   boolean NOT NULL DEFAULT false,
    catch_all  boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX domain_of_account ON domain (account_id);

CREATE TABLE api_token (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id   uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    -- SHA-256; the token itself has 256 random bits and is stored nowhere.
    token_hash   text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    scopes       text[] NOT NULL
                 CHECK (scopes <@ ARRAY['read', 'write', 'admin'] AND cardinality(scopes) > 0),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz
);

CREATE INDEX api_token_of_account ON api_token (account_id);

-- An address is issued once. The check comes after the insertion, because only then a concurrent
-- deletion of the same address has either been committed, and is seen here, or was never there.
CREATE FUNCTION issue_address_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO deleted_alias (address_hash) VALUES (OLD.address_hash) ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP <> 'DELETE'
       AND EXISTS (SELECT FROM deleted_alias WHERE address_hash = NEW.address_hash) THEN
        RAISE unique_violation USING MESSAGE = 'An address must not be issued again';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER issue_address_once AFTER INSERT OR DELETE ON alias
    FOR EACH ROW EXECUTE FUNCTION issue_address_once();

CREATE TRIGGER reissue_address_never AFTER UPDATE ON alias
    FOR EACH ROW
    WHEN ((OLD.address, OLD.address_hash) IS DISTINCT FROM (NEW.address, NEW.address_hash))
    EXECUTE FUNCTION issue_address_once();

CREATE FUNCTION note_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at = now();
    RETURN NEW;
END
$$;

CREATE TRIGGER note_update BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION note_update();
CREATE TRIGGER note_update BEFORE UPDATE ON alias FOR EACH ROW EXECUTE FUNCTION note_update();
CREATE TRIGGER note_update BEFORE UPDATE ON domain FOR EACH ROW EXECUTE FUNCTION note_update();
