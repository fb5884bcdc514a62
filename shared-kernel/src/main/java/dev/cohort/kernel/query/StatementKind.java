package dev.cohort.kernel.query;

/** What a statement does, by its leading verb; a {@code WITH} that writes is the kind of what it writes. */
public enum StatementKind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    COPY,
    OTHER,
    /** BEGIN, COMMIT, ROLLBACK, SAVEPOINT sent as text: never counted as statements. */
    TRANSACTION
}
