package dev.cohort.contacts.search;

/**
 * How many contacts a page reads at most, as its statement says it.
 *
 * <p>A limit that is a parameter is worth a plan of its own to PostgreSQL, each time anew. A {@linkplain
 * Listing#isSteady steady} listing hides the number from the planner, and bounds each walk once more by a constant, so
 * that the one plan for all values is made for short walks.
 */
record PageRows(long most, boolean steady) {

    private static final long PAGE = 201;
    private static final long BATCH = 1_001;

    /** Adds the bound of a walk, which the page then cuts: at least as many rows as are wanted. */
    void bound(Sql sql) {
        if (steady && most <= BATCH) {
            sql.add(most <= PAGE ? "201" : "1001");
        } else {
            sql.bind(most);
        }
    }

    /** Adds the number of rows. */
    void exactly(Sql sql) {
        if (steady) {
            sql.add("(SELECT CAST(").bind(most).add("AS bigint))");
        } else {
            sql.bind(most);
        }
    }
}
