--liquibase formatted sql

--changeset sleep:004-night-sums
-- What the averages of a night are made of, so that one more sample changes them without a look at the others: samples,
-- total, held seconds, weight, lowest, highest, for each of the five series that a night shows, in the order of their
-- names in a document. Null in a night that was stored before; it is added up at the next change.
ALTER TABLE sleep.night ADD COLUMN sums bigint[] CHECK (array_length(sums, 1) = 30);
--rollback ALTER TABLE sleep.night DROP COLUMN sums;
