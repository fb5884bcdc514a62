package dev.cohort.kernel.query.budget;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code cohort.query-budget}.
 *
 * @param mode what follows from a breach
 * @param off units that are neither compared nor metered, each by name ({@code GET /api/v1/contacts}) or id
 *     ({@code ContactSearchController.page})
 */
@ConfigurationProperties("cohort.query-budget")
record BudgetProperties(
        @DefaultValue("report") BudgetMode mode,
        @DefaultValue List<String> off) {}
