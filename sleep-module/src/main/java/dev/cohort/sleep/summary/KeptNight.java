package dev.cohort.sleep.summary;

import dev.cohort.sleep.series.NightSums;
import dev.cohort.sleep.series.SeriesType;
import java.sql.Array;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored night with what its averages are made of.
 *
 * @param sums of each of the night's types; null if it was stored before sums were kept
 */
record KeptNight(LocalDate date, String document, @Nullable Map<SeriesType, NightSums> sums) {

    /** The series that a night shows. */
    static final List<SeriesType> TYPES = List.of(
            SeriesType.HEART_RATE,
            SeriesType.HRV_SDNN,
            SeriesType.HRV_RMSSD,
            SeriesType.RESPIRATORY_RATE,
            SeriesType.SPO2);

    private static final int FIGURES = 6;

    KeptNight with(SeriesType type, NightSums other, String text) {
        Map<SeriesType, NightSums> changed = new EnumMap<>(Objects.requireNonNull(sums));
        changed.put(type, other);
        return new KeptNight(date, text, changed);
    }

    /** As the column has it: the figures of each type, type after type; of several nights one after the other. */
    static Long[] flat(Collection<Map<SeriesType, NightSums>> nights) {
        List<Long> flat = new ArrayList<>(nights.size() * TYPES.size() * FIGURES);
        for (Map<SeriesType, NightSums> night : nights) {
            for (SeriesType type : TYPES) {
                NightSums sums = Objects.requireNonNull(night.get(type));
                flat.addAll(List.of(
                        (long) sums.samples(), sums.total(), sums.held(), sums.weight(), (long) sums.low(), (long)
                                sums.high()));
            }
        }
        return flat.toArray(Long[]::new);
    }

    static @Nullable Map<SeriesType, NightSums> sums(@Nullable Array column) throws SQLException {
        if (column == null) {
            return null;
        }
        Long[] flat = (Long[]) column.getArray();
        Map<SeriesType, NightSums> sums = new EnumMap<>(SeriesType.class);
        for (int type = 0; type < TYPES.size(); type++) {
            int at = type * FIGURES;
            sums.put(
                    TYPES.get(type),
                    new NightSums(
                            flat[at].intValue(),
                            flat[at + 1],
                            flat[at + 2],
                            flat[at + 3],
                            flat[at + 4].intValue(),
                            flat[at + 5].intValue()));
        }
        return sums;
    }
}
