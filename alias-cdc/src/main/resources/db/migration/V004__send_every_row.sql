-- Sends every row to Kafka, with its new columns: the snapshot of a connector that has run before is
-- over, so a row comes only with a change. A column that is filled with its default is none to
-- Debezium. The transaction before has published deleted_alias, and alias-cdc lets no connector run
-- meanwhile that does not know it.

UPDATE account SET suspended_until = 'epoch';
UPDATE account SET suspended_until = NULL;
UPDATE alias SET created_at = created_at + interval '1 microsecond';
UPDATE deleted_alias SET deleted_at = deleted_at + interval '1 microsecond';
