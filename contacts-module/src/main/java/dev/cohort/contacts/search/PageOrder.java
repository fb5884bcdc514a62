package dev.cohort.contacts.search;

/** The order of a page, over columns {@code contact_id, k1..k5}, in the direction in which the page is read. */
record PageOrder(Sorting sorting, boolean backward) {

    static final String[] KEYS = {"k1", "k2", "k3", "k4", "k5"};

    private static final String CONTACT_ID = "contact_id";

    /**
     * Adds the condition of lying beyond the place: lexicographic order from {@code key} on, spelled out because
     * directions differ and values may be missing.
     */
    void beyond(Sql sql, Position place, int key) {
        if (key == sorting.keys().size()) {
            sql.add(CONTACT_ID).add(idDescending() ? "<" : ">").bind(place.id());
            return;
        }
        Object value = place.keys().get(key);
        sql.add("(");
        if (value == null) {
            if (backward) {
                sql.add(KEYS[key]).add("IS NOT NULL OR");
            }
            sql.add("(").add(KEYS[key]).add("IS NULL AND");
        } else {
            sql.add(KEYS[key]).add(descending(key) ? "<" : ">").bind(value).add("OR");
            if (!backward) {
                sql.add(KEYS[key]).add("IS NULL OR");
            }
            sql.add("(").add(KEYS[key]).add("=").bind(value).add("AND");
        }
        beyond(sql, place, key + 1);
        sql.add("))");
    }

    /** Adds ORDER BY of the keys from {@code level} on and the id, over the columns of a walk. */
    void by(Sql sql, int level) {
        sql.add("ORDER BY");
        for (int key = level; key < sorting.keys().size(); key++) {
            sql.add(KEYS[key]).add(direction(descending(key)));
            sql.add(backward ? "NULLS FIRST," : "NULLS LAST,");
        }
        sql.add(CONTACT_ID).add(direction(idDescending()));
    }

    /** Adds ORDER BY of one key, over the columns of a walk. */
    void byKey(Sql sql, int level) {
        sql.add("ORDER BY").add(KEYS[level]).add(direction(descending(level)));
    }

    boolean descending(int level) {
        return sorting.keys().get(level).descending() != backward;
    }

    boolean idDescending() {
        return sorting.idDescending() != backward;
    }

    static String direction(boolean descending) {
        return descending ? "DESC" : "ASC";
    }

    /** Adds the keys of the sort as further columns of the page {@code c}. */
    static void pageKeys(Sql sql, Sorting sorting) {
        for (int key = 0; key < sorting.keys().size(); key++) {
            sql.add(", c.").add(KEYS[key]);
        }
    }

    /** Adds the requested order, over the columns of the page {@code c}. */
    static void pageOrder(Sql sql, Sorting sorting) {
        sql.add("ORDER BY");
        for (int key = 0; key < sorting.keys().size(); key++) {
            sql.add("c.").add(KEYS[key]);
            sql.add(sorting.keys().get(key).descending() ? "DESC NULLS LAST," : "ASC NULLS LAST,");
        }
        sql.add(sorting.idDescending() ? "c.contact_id DESC" : "c.contact_id ASC");
    }
}
