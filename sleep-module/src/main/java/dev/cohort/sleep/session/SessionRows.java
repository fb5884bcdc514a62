package dev.cohort.sleep.session;

import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageSeconds;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Between a session and its row. Stages are kept as seconds from the start, on the start's own clock. */
final class SessionRows {

    static final Comparator<SessionIn.StageIn> STAGES_IN_ORDER = Comparator.comparingLong(
                    (SessionIn.StageIn stage) -> clock(stage.start()))
            .thenComparingLong(stage -> clock(stage.end()))
            .thenComparing(SessionIn.StageIn::stage);

    private SessionRows() {}

    /** A row as {@code jsonb_to_recordset} reads it; names are the columns'. */
    @SuppressWarnings("MemberName")
    record Row(
            long session_id,
            String provider,
            String identity,
            @Nullable String external_id,
            @Nullable String device_model,
            @Nullable String device_type,
            @Nullable String source_name,
            String start_at,
            String end_at,
            @Nullable String start_wall,
            @Nullable String end_wall,
            @Nullable Integer start_offset_seconds,
            @Nullable Integer end_offset_seconds,
            @Nullable Boolean nap,
            @Nullable Integer asleep_seconds,
            @Nullable Integer in_bed_seconds,
            @Nullable BigDecimal efficiency_percent,
            @Nullable Integer deep_seconds,
            @Nullable Integer light_seconds,
            @Nullable Integer rem_seconds,
            @Nullable Integer awake_seconds,
            int[] stages) {}

    static Row row(StoredSession session, ZoneId zone) {
        SessionIn in = session.content();
        StageSeconds sums = in.stageSeconds();
        return new Row(
                session.id(),
                in.source().provider(),
                StoredSession.identity(in),
                in.externalId(),
                in.source().deviceModel(),
                in.source().deviceType(),
                in.source().name(),
                Instant.ofEpochSecond(session.start(zone)).toString(),
                Instant.ofEpochSecond(session.end(zone)).toString(),
                wall(in.start()),
                wall(in.end()),
                offset(in.start()),
                offset(in.end()),
                in.nap(),
                in.asleepSeconds(),
                in.inBedSeconds(),
                in.efficiencyPercent(),
                sums == null ? null : sums.deep(),
                sums == null ? null : sums.light(),
                sums == null ? null : sums.rem(),
                sums == null ? null : sums.awake(),
                stages(in));
    }

    private static @Nullable String wall(Moment moment) {
        return moment instanceof Moment.Wall wall ? wall.time().toString() : null;
    }

    private static @Nullable Integer offset(Moment moment) {
        return moment instanceof Moment.Offset known
                ? Integer.valueOf(known.offset().getTotalSeconds())
                : null;
    }

    private static int[] stages(SessionIn in) {
        long start = clock(in.start());
        return in.stages().stream()
                .flatMapToInt(stage -> IntStream.of(
                        stage.stage().number(),
                        Math.toIntExact(clock(stage.start()) - start),
                        Math.toIntExact(clock(stage.end()) - start)))
                .toArray();
    }

    /** Seconds since 1970, on the moment's own clock if it has only that. */
    static long clock(Moment moment) {
        return StoredSession.second(moment, ZoneOffset.UTC);
    }

    static StoredSession read(ResultSet row) throws SQLException {
        Moment start = moment(row, "start");
        Integer deep = integer(row, "deep_seconds");
        Integer light = integer(row, "light_seconds");
        Integer rem = integer(row, "rem_seconds");
        Integer awake = integer(row, "awake_seconds");
        var content = new SessionIn(
                row.getString("external_id"),
                new Source(
                        row.getString("provider"),
                        row.getString("device_model"),
                        row.getString("device_type"),
                        row.getString("source_name")),
                start,
                moment(row, "end"),
                row.getObject("nap", Boolean.class),
                integer(row, "asleep_seconds"),
                integer(row, "in_bed_seconds"),
                row.getBigDecimal("efficiency_percent"),
                deep == null && light == null && rem == null && awake == null
                        ? null
                        : new StageSeconds(deep, light, rem, awake),
                stages((Integer[]) row.getArray("stages").getArray(), start));
        return new StoredSession(
                row.getLong("session_id"), StoredSession.normal(content), row.getObject("nap_override", Boolean.class));
    }

    private static Moment moment(ResultSet row, String which) throws SQLException {
        return moment(
                row.getObject(which + "_wall", LocalDateTime.class),
                row.getObject(which + "_at", OffsetDateTime.class).toInstant(),
                integer(row, which + "_offset_seconds"));
    }

    static Moment moment(@Nullable LocalDateTime wall, Instant at, @Nullable Integer offset) {
        if (wall != null) {
            return new Moment.Wall(wall);
        }
        return offset == null ? new Moment.Universal(at) : new Moment.Offset(at, ZoneOffset.ofTotalSeconds(offset));
    }

    private static List<SessionIn.StageIn> stages(Integer[] triples, Moment start) {
        List<SessionIn.StageIn> stages = new ArrayList<>();
        for (int i = 0; i < triples.length; i += 3) {
            stages.add(new SessionIn.StageIn(
                    Stage.of(triples[i]), after(start, triples[i + 1]), after(start, triples[i + 2])));
        }
        return stages;
    }

    private static Moment after(Moment start, int seconds) {
        return switch (start) {
            case Moment.Offset known -> new Moment.Offset(known.instant().plusSeconds(seconds), known.offset());
            case Moment.Universal known -> new Moment.Universal(known.instant().plusSeconds(seconds));
            case Moment.Wall wall -> new Moment.Wall(wall.time().plusSeconds(seconds));
        };
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }
}
