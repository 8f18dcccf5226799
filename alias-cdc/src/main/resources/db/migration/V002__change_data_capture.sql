-- What is replicated to Kafka, and with what.

-- One row, written by the connector each second. Every change that was committed before beat_at
-- is replicated before this row is.
CREATE TABLE cdc_heartbeat (
    id      text PRIMARY KEY CHECK (id = 'cdc'),
    beat_at timestamptz NOT NULL
);

-- The old row travels with each update and deletion: without it, a changed or deleted topic key
-- would have no tombstone, and an update that changes nothing of interest could not be told.
ALTER TABLE account REPLICA IDENTITY FULL;
ALTER TABLE alias REPLICA IDENTITY FULL;
ALTER TABLE domain REPLICA IDENTITY FULL;
ALTER TABLE cdc_heartbeat REPLICA IDENTITY FULL;

CREATE PUBLICATION relaystream FOR TABLE account, alias, domain, cdc_heartbeat;
