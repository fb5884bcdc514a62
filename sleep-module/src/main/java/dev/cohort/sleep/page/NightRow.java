package dev.cohort.sleep.page;

import dev.cohort.sleep.summary.NightDocument;
import dev.cohort.sleep.summary.SleepTrends;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A calendar night in the table of nights, which is the twin of the trends: one without data has its row too.
 *
 * @param night null if nothing is known of the night
 */
record NightRow(LocalDate date, @Nullable NightView night) {

    /** Every night of the span, the latest first. */
    static List<NightRow> of(SleepTrends.Trends span, List<NightDocument> nights) {
        Map<LocalDate, NightView> known = new HashMap<>();
        nights.forEach(night -> known.put(LocalDate.parse(night.date()), new NightView(night)));
        return span.from()
                .datesUntil(span.to().plusDays(1))
                .map(date -> new NightRow(date, known.get(date)))
                .toList()
                .reversed();
    }

    public String day() {
        return Words.day(date);
    }

    /** What {@code trend} shows for this night. */
    public String value(TrendView trend) {
        return night == null ? Words.UNKNOWN : trend.of(night.night());
    }
}
