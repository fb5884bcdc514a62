/**
 * What reading JSON has in common, whether it comes as a request or as a file: memory that does not grow with what is
 * sent. Owns no table. Every feature of this module may use it; it uses none of them.
 */
@NullMarked
package dev.cohort.sleep.json;

import org.jspecify.annotations.NullMarked;
