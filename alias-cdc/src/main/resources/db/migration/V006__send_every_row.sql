-- Sends every row to Kafka, with its new columns, as V004 does. What is changed and changed back is
-- one of the new columns: no other may be wrong for the moment between the two records. An owner may
-- have changed it since V005.

UPDATE account SET banner = NOT banner;
UPDATE account SET banner = NOT banner;
UPDATE alias SET banner = NOT banner;
UPDATE alias SET banner = NOT banner;
