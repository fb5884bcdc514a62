package dev.cohort.contacts.search;

/** How contacts are assembled. All give the same contacts; they differ in statements and in where the work is done. */
public enum FetchStrategy {
    /** One contact by its id. */
    DIRECT,
    /** Hot columns alone; no attribute storage is touched but by a filter or sort that names a field. */
    HOT_ONLY,
    /** Attributes from the document of each contact, in the page's one statement. */
    PACKED,
    /** Attributes aggregated from their rows in the page's one statement: the past has no documents. */
    AGGREGATE,
    /** Ids first, then each contact and its attributes by statements of their own: the article's N+1. */
    LOOP,
    /** The page, then the attributes of all its ids: two statements. */
    TWO_STEP,
    /** A keyset walk in constant memory. */
    STREAM,
    /** The cold tier, once there is one. */
    OLAP
}
