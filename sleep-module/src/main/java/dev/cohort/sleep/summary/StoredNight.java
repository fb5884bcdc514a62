package dev.cohort.sleep.summary;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;

/** A night as it is stored: ready to send. In JSON it is its document. */
public record StoredNight(LocalDate date, String document) {

    @Override
    @JsonValue
    @JsonRawValue
    public String document() {
        return document;
    }
}
