package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.ValueKey;
import java.time.Instant;

/** What a condition compares with, in the form in which it is compared. */
sealed interface Operand {

    /** A value of a hot text or a field. */
    record Key(ValueKey key) implements Operand {}

    /** A folded text to look for inside texts. */
    record Part(String folded) implements Operand {}

    /** An id. */
    record ContactId(long value) implements Operand {}

    /** A moment of the hot table. */
    record Point(Instant value) implements Operand {}

    /** What {@code =empty=} was told. */
    record Flag(boolean value) implements Operand {}
}
