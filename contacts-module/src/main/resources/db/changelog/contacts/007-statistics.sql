--liquibase formatted sql

--changeset contacts:007-fresh-statistics splitStatements:false
-- ANALYZE is the owner's right; the application may ask for it and choose nothing about it. Takes no lock that a read
-- or a write waits for.
CREATE FUNCTION contacts.refresh_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        ANALYZE contacts.contact;
        ANALYZE contacts.attribute_entry;
    END
    $$;
REVOKE ALL ON FUNCTION contacts.refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contacts.refresh_statistics() TO ${app_role};
--rollback DROP FUNCTION contacts.refresh_statistics();
