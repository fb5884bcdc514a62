package dev.cohort.kernel.test.query;

/** How a number may grow with the page. */
public enum Grows {
    /** Not at all. */
    CONSTANT,
    /** By the same amount for each element, and it must grow: a scenario that ignores its size proves nothing. */
    LINEAR,
    /** As it likes. */
    UNCHECKED
}
