package dev.cohort.kernel;

import java.util.Optional;
import java.util.OptionalLong;

/** A person. The same number as their contact's id; the only name by which the contexts share them. */
public record PersonId(long value) {

    /** The id that {@code text} names; empty if it is malformed, which every caller answers like an unknown one. */
    public static Optional<PersonId> parse(String text) {
        OptionalLong id = Tsid.parse(text);
        return id.isPresent() ? Optional.of(new PersonId(id.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return Tsid.text(value);
    }
}
