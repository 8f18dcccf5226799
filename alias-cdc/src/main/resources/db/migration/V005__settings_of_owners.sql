-- How an owner wants mail to look, and what replies look like.

ALTER TABLE account
    -- Whether forwarded mail says through which alias it came.
    ADD COLUMN banner          boolean NOT NULL DEFAULT true,
    ADD COLUMN remove_trackers boolean NOT NULL DEFAULT false,
    ADD COLUMN locale          text NOT NULL DEFAULT 'en' CHECK (locale IN ('en', 'de', 'fr')),
    -- OpenPGP public key in ASCII armour that forwarded mail is encrypted to.
    ADD COLUMN pgp_key         text CHECK (length(pgp_key) <= 20000),
    -- Stands in a header.
    ADD COLUMN reply_name      text
               CHECK (length(reply_name) BETWEEN 1 AND 60 AND reply_name !~ '[[:cntrl:]]'),
    -- Whether replies go out that cannot be cleaned of the owner's address.
    ADD COLUMN sealed_replies  boolean NOT NULL DEFAULT false;

ALTER TABLE alias
    ADD COLUMN banner boolean NOT NULL DEFAULT true;
