package dev.cohort.kernel.query.budget;

/** What follows when a unit costs more than its budget. Each includes what the one before it does. */
public enum BudgetMode {
    /** Nothing is compared or metered. */
    OFF,
    /** Meters, and a line in the log at INFO: for production. */
    REPORT,
    /** The line is a WARN: for development and the demo. */
    WARN,
    /** Every {@link BudgetAlarm} is told: for tests, where one fails the test. Requests are answered all the same. */
    FAIL
}
