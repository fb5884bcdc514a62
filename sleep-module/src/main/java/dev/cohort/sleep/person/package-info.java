/**
 * What holds for everything that is kept about one person: {@link dev.cohort.sleep.person.PersonLock} lines their
 * writers up. Owns no table. Every feature of this module may use it; it uses none of them.
 */
@NullMarked
package dev.cohort.sleep.person;

import org.jspecify.annotations.NullMarked;
