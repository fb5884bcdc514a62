package dev.cohort.app.database;

/** Where the data are, for people: the server's address without a login, or the embedded server's folder. */
public record DataLocation(String text) {}
