package dev.cohort.app.bench;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** A value of a contact as a child entity, mapped by {@code bench/peers-orm.xml}. */
class PeerEntry {

    long contactId;
    int fieldId;
    short position;
    byte[] sortKey;
    String text;
    BigDecimal number;
    LocalDate date;
    Instant instant;
    Boolean bool;
    Integer option;
    Long reference;

    protected PeerEntry() {}

    /** The primary key, less the tenant, which row-level security adds. */
    record Key(long contactId, int fieldId, short position) implements Serializable {}

    void addTo(Fields fields) {
        fields.typed(fieldId, text, number, date, instant, bool, option, reference);
    }
}
