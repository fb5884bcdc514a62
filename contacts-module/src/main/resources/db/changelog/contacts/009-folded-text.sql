--liquibase formatted sql

--changeset contacts:009-folded-text splitStatements:false
-- What lies beyond a key's 200 code points of a hot text is folded here, as near to Unicode's NFKC_Casefold as the
-- server's own functions come: case, compatibility forms, sharp s and final sigma.
CREATE FUNCTION contacts.folded(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN replace(replace(lower(normalize($1, NFKC)), 'ß', 'ss'), 'ς', 'σ');
GRANT EXECUTE ON FUNCTION contacts.folded(text) TO ${app_role};
--rollback DROP FUNCTION contacts.folded(text);
