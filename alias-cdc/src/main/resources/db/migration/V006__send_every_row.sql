-- Sends every row to Kafka, with its new columns, as V004 does. What is changed and changed back is
-- one of the new columns: no other may be wrong for the moment between the two records.

UPDATE account SET banner = false;
UPDATE account SET banner = true;
UPDATE alias SET banner = false;
UPDATE alias SET banner = true;
