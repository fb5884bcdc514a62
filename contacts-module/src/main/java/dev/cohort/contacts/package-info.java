@NullMarked
package dev.cohort.contacts;

import org.jspecify.annotations.NullMarked;
