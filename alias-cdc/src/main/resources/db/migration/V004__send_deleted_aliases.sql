-- Sends the deleted aliases to Kafka: the snapshot of a connector that has run before is over, so a
-- row comes only with a change. The transaction before has published the table, and alias-cdc lets
-- no connector run meanwhile that does not know it.

UPDATE deleted_alias SET deleted_at = deleted_at + interval '1 microsecond';
