--liquibase formatted sql

--changeset contacts:010-long-text-statistics
-- Hardly a text is longer than its key. Without these statistics the planner takes the opposite for granted and reads
-- the whole table instead of contact_long_texts.
CREATE STATISTICS contacts.contact_long_texts_share ON
    (coalesce(external_id_rest, first_name_rest, last_name_rest, display_name_rest, email_rest, phone_rest,
              company_rest, address_rest))
    FROM contacts.contact;
--rollback DROP STATISTICS contacts.contact_long_texts_share;
