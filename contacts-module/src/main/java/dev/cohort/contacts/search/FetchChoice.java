package dev.cohort.contacts.search;

import dev.cohort.contacts.search.FetchPlanner.Calibration;
import dev.cohort.contacts.search.FetchPlanner.Purpose;
import dev.cohort.contacts.search.FetchPlanner.Request;
import dev.cohort.contacts.search.FetchPlanner.Rule;
import dev.cohort.kernel.query.ServerTiming;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Asks {@link FetchPlanner} and makes its answer visible: {@code Server-Timing} entry {@code strategy}, and the meter
 * {@code contacts.pages} by strategy.
 */
@Component
@EnableConfigurationProperties(FetchChoice.Settings.class)
class FetchChoice {

    /**
     * Settings {@code cohort.contacts.*}.
     *
     * @param strategy {@code one-statement}, or {@code calibrated} to let loops and two steps serve pages where the
     *     figures below say that they win
     */
    @ConfigurationProperties("cohort.contacts")
    record Settings(
            @DefaultValue("one-statement") Rule strategy,
            @DefaultValue Costs calibration) {}

    /** Estimates in milliseconds, not measured here; measure on your own deployment. */
    record Costs(
            @DefaultValue("0.15") double read,
            @DefaultValue("0.4") double aggregate,
            @DefaultValue("0.03") double aggregateEach,
            @DefaultValue("0.5") double twoStep,
            @DefaultValue("0.03") double twoStepEach) {

        Calibration calibration() {
            return new Calibration(read, aggregate, aggregateEach, twoStep, twoStepEach);
        }
    }

    private final Settings settings;
    private final RoundTrip roundTrip;
    private final ObjectProvider<MeterRegistry> meters;

    FetchChoice(Settings settings, RoundTrip roundTrip, ObjectProvider<MeterRegistry> meters) {
        this.settings = settings;
        this.roundTrip = roundTrip;
        this.meters = meters;
    }

    /** The strategy of an interactive page. No statement. */
    FetchStrategy ofPage(Listing listing, int rows) {
        Rule rule = settings.strategy();
        double measured = rule == Rule.ONE_STATEMENT ? 0 : roundTrip.millis();
        FetchStrategy strategy = FetchPlanner.choose(
                new Request(Purpose.LIST, rows, !listing.shown().none(), false, measured, false, false),
                rule,
                settings.calibration().calibration());
        ServerTiming.add("strategy", strategy.name());
        meters.ifAvailable(registry ->
                registry.counter("contacts.pages", "strategy", strategy.name()).increment());
        return strategy;
    }
}
