/** The demo tenant's real data: 537 legislators and two wearers of a Fitbit. */
@NullMarked
package dev.cohort.app.demo;

import org.jspecify.annotations.NullMarked;
