/**
 * What a night is: pure code that turns the sessions of a person, as they arrived, into nights. No clock, no
 * database, no framework; the same sessions in any order give the same nights. Read
 * {@link dev.cohort.sleep.night.Session} first, then {@link dev.cohort.sleep.night.Nights}. Every feature of this
 * module may use it; it uses none of them.
 */
@NullMarked
package dev.cohort.sleep.night;

import org.jspecify.annotations.NullMarked;
