/**
 * Work that outlives its request: {@link dev.cohort.kernel.job.Jobs} starts it, a {@link dev.cohort.kernel.job.JobKind}
 * does it in {@linkplain dev.cohort.kernel.job.JobRun#step steps}, each one transaction with its counts, its errors
 * and its checkpoint. A killed job goes on where it was, on whichever node finds it. Owns {@code kernel.job},
 * {@code job_upload}, {@code job_error}, {@code job_outcome} and {@code job_lease}, and serves {@code /api/v1/jobs}.
 */
@NamedInterface("job")
@NullMarked
package dev.cohort.kernel.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
