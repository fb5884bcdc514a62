--liquibase formatted sql

--changeset contacts:005-definition-standing
-- While a field changes its type, its values are copied into a field of the new type that has the same key and that
-- nobody reads: it is coming. One update makes it current and the old one former, which keeps the originals; a former
-- field that was confirmed, or one whose conversion was taken back, is past and names what history shows of it.
ALTER TABLE contacts.attribute_definition
    ADD COLUMN standing text NOT NULL DEFAULT 'current' CHECK (standing IN ('current', 'coming', 'former', 'past')),
    ADD COLUMN standing_since timestamptz;
ALTER TABLE contacts.attribute_definition DROP CONSTRAINT attribute_definition_tenant_id_key_key;
CREATE UNIQUE INDEX attribute_definition_key ON contacts.attribute_definition (tenant_id, key, standing)
    WHERE standing <> 'past';
--rollback DROP INDEX contacts.attribute_definition_key;
--rollback ALTER TABLE contacts.attribute_definition ADD UNIQUE (tenant_id, key);
--rollback ALTER TABLE contacts.attribute_definition DROP COLUMN standing, DROP COLUMN standing_since;
