package dev.cohort.contacts.attribute;

/** How a value is stored: which column of {@code attribute_entry} holds it, and the Java type that it has. */
public enum Kind {
    /** {@code value_text}, String. */
    TEXT(1),
    /** {@code value_number}, Long for integers, BigDecimal for decimals. */
    NUMBER(2),
    /** {@code value_date}, LocalDate. */
    DATE(3),
    /** {@code value_instant}, Instant cut to the second. */
    INSTANT(4),
    /** {@code value_boolean}, Boolean. */
    BOOLEAN(5),
    /** {@code value_option}, Integer: the option's id. */
    OPTION(6),
    /** {@code value_reference}, Long: a contact's id. */
    REFERENCE(7);

    private final short code;

    Kind(int code) {
        this.code = (short) code;
    }

    /** The number in column {@code kind}. */
    public short code() {
        return code;
    }
}
