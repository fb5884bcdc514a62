/** Which database: the one of {@code spring.datasource.url}, else an embedded PostgreSQL that keeps its data. */
@NullMarked
package dev.cohort.app.database;

import org.jspecify.annotations.NullMarked;
