/**
 * What every module's tests share: {@link dev.cohort.kernel.test.PostgresTest} (a real PostgreSQL behind the
 * same fences as in production), {@link dev.cohort.kernel.test.DelayProxy} (a chosen round trip) and
 * {@link dev.cohort.kernel.test.Seed} (printed seeds of generated data).
 */
package dev.cohort.kernel.test;
