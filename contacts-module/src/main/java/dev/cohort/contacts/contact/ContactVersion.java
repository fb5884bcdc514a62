package dev.cohort.contacts.contact;

/** One version of a contact, as whoever wrote it remembers it. */
public record ContactVersion(long contactId, long version) {}
