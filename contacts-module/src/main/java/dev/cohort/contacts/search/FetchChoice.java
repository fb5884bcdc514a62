package dev.cohort.contacts.search;

import dev.cohort.contacts.search.FetchPlanner.Calibration;
import dev.cohort.contacts.search.FetchPlanner.Purpose;
import dev.cohort.contacts.search.FetchPlanner.Request;
import dev.cohort.contacts.search.FetchPlanner.Rule;
import dev.cohort.kernel.query.ServerTiming;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
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
     *     figures of a calibration say that they win
     * @param calibration what a calibration found on this deployment, so that it need not be measured after each start
     */
    @ConfigurationProperties("cohort.contacts")
    record Settings(
            @DefaultValue("one-statement") Rule strategy,
            @Nullable Costs calibration) {}

    /** As {@link Calibration}, in milliseconds. */
    record Costs(double read, double aggregate, double aggregateEach, double twoStep, double twoStepEach) {

        Calibration calibration() {
            return new Calibration(read, aggregate, aggregateEach, twoStep, twoStepEach);
        }
    }

    private final Settings settings;
    private final RoundTrip roundTrip;
    private final ObjectProvider<MeterRegistry> meters;
    private volatile @Nullable Calibration calibration;

    FetchChoice(Settings settings, RoundTrip roundTrip, ObjectProvider<MeterRegistry> meters) {
        this.settings = settings;
        this.roundTrip = roundTrip;
        this.meters = meters;
        this.calibration =
                settings.calibration() == null ? null : settings.calibration().calibration();
    }

    /** The figures that choose from now on, on this node. */
    void calibrated(Calibration measured) {
        calibration = measured;
    }

    /** What was measured; null before. Nothing is guessed: until then every page is one statement. */
    @Nullable
    Calibration calibration() {
        return calibration;
    }

    boolean isCalibrated() {
        return settings.strategy() == Rule.CALIBRATED;
    }

    /** The strategy of an interactive page. No statement. */
    FetchStrategy ofPage(Listing listing, int rows) {
        Calibration known = calibration;
        Rule rule = settings.strategy() == Rule.CALIBRATED && known == null ? Rule.ONE_STATEMENT : settings.strategy();
        double measured = rule == Rule.ONE_STATEMENT ? 0 : roundTrip.millis();
        FetchStrategy strategy = FetchPlanner.choose(
                new Request(
                        Purpose.LIST, rows, !listing.shown().none(), false, measured, false, listing.isPacked(), false),
                rule,
                known == null ? Calibration.ARTICLE : known);
        ServerTiming.add("strategy", strategy.name());
        meters.ifAvailable(registry ->
                registry.counter("contacts.pages", "strategy", strategy.name()).increment());
        return strategy;
    }
}
