package dev.cohort.sleep.session;

import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageSeconds;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one session of a request: a session, or all that is wrong with it. */
final class SessionReader {

    private static final Set<String> SESSION = known(
            "externalId",
            "source",
            "start",
            "end",
            "nap",
            "asleepMinutes",
            "inBedMinutes",
            "efficiencyPercent",
            "stageMinutes",
            "stages",
            "zone");
    private static final Set<String> SOURCE = known("provider", "deviceModel", "deviceType", "name");
    private static final Set<String> STAGE_MINUTES = known("deep", "light", "rem", "awake");
    private static final Set<String> STAGE = known("stage", "start", "end");
    private static final int STAGES = 10_000;
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d(:\\d\\d([.]\\d{1,9})?)?(?<offset>[Zz]|[+-]\\d\\d:\\d\\d)?");

    private final SessionErrors errors = new SessionErrors();
    private @Nullable ZoneId zone;

    private SessionReader() {}

    /** What was read: {@code session} is null if and only if there are errors. */
    record Read(@Nullable String externalId, @Nullable SessionIn session, List<FieldError> errors) {}

    static Read read(JsonNode item) {
        return new SessionReader().session(item);
    }

    private Read session(JsonNode item) {
        var fields = new JsonFields(item, "", SESSION, errors);
        if (!item.isObject()) {
            return new Read(null, null, errors.list());
        }
        String externalId = fields.text("externalId");
        zone = zone(fields);
        Source source = source(fields);
        Moment start = moment(fields, "start");
        Moment end = moment(fields, "end");
        Boolean nap = fields.truth("nap");
        Integer asleep = fields.minutes("asleepMinutes");
        Integer inBed = fields.minutes("inBedMinutes");
        var efficiency = fields.number("efficiencyPercent");
        StageSeconds sums = stageMinutes(fields);
        List<SessionIn.StageIn> stages = stages(fields);
        if (source == null || start == null || end == null || !errors.isEmpty()) {
            return new Read(externalId, null, errors.list());
        }
        return new Read(
                externalId,
                new SessionIn(externalId, source, start, end, nap, asleep, inBed, efficiency, sums, stages),
                errors.list());
    }

    private static @Nullable ZoneId zone(JsonFields fields) {
        String zone = fields.text("zone");
        if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            fields.error(
                    "/zone",
                    "unknown-zone",
                    "There is no zone \"" + SessionErrors.shown(zone) + "\"; an IANA name is needed.");
            return null;
        }
        return zone == null ? null : ZoneId.of(zone);
    }

    private @Nullable Source source(JsonFields fields) {
        JsonNode node = fields.node("source");
        if (node == null) {
            fields.error("/source", "required", "The property source is missing.");
            return null;
        }
        var source = new JsonFields(node, "/source", SOURCE, errors);
        if (!node.isObject()) {
            return null;
        }
        String provider = source.required("provider");
        String deviceModel = source.text("deviceModel");
        String deviceType = source.text("deviceType");
        String name = source.text("name");
        return provider == null ? null : new Source(provider, deviceModel, deviceType, name);
    }

    private @Nullable StageSeconds stageMinutes(JsonFields fields) {
        JsonNode node = fields.node("stageMinutes");
        if (node == null) {
            return null;
        }
        var stages = new JsonFields(node, "/stageMinutes", STAGE_MINUTES, errors);
        if (!node.isObject()) {
            return null;
        }
        var seconds = new StageSeconds(
                stages.minutes("deep"), stages.minutes("light"), stages.minutes("rem"), stages.minutes("awake"));
        return seconds.equals(new StageSeconds(null, null, null, null)) ? null : seconds;
    }

    private List<SessionIn.StageIn> stages(JsonFields fields) {
        JsonNode node = fields.node("stages");
        if (node == null) {
            return List.of();
        }
        if (!node.isArray() || node.size() > STAGES) {
            fields.error("/stages", "wrong-type", "At /stages a list of at most " + STAGES + " stages is needed.");
            return List.of();
        }
        List<SessionIn.StageIn> stages = new ArrayList<>();
        for (int i = 0; i < node.size() && !errors.isFull(); i++) {
            String at = "/stages/" + i;
            var stage = new JsonFields(node.get(i), at, STAGE, errors);
            if (!node.get(i).isObject()) {
                continue;
            }
            String code = stage.required("stage");
            Optional<Stage> known = code == null ? Optional.empty() : Stage.of(code);
            if (code != null && known.isEmpty()) {
                stage.error(
                        "/stage",
                        "unknown-stage",
                        "There is no stage \"" + SessionErrors.shown(code) + "\"; there are "
                                + String.join(", ", Stage.codes()) + ".");
            }
            Moment start = moment(stage, "start");
            Moment end = moment(stage, "end");
            if (known.isPresent() && start != null && end != null) {
                stages.add(new SessionIn.StageIn(known.get(), start, end));
            }
        }
        return stages;
    }

    private @Nullable Moment moment(JsonFields fields, String name) {
        String text = fields.required(name);
        if (text == null) {
            return null;
        }
        var time = TIME.matcher(text);
        try {
            if (time.matches()) {
                return moment(text.replace(' ', 'T'), time.group("offset"));
            }
        } catch (DateTimeException noSuchTime) {
            // Answered below.
        }
        fields.error(
                "/" + name,
                "invalid-time",
                "\"" + SessionErrors.shown(text)
                        + "\" is no time like 2026-03-02T22:00:00+01:00, or 2026-03-02T22:00:00 with a zone.");
        return null;
    }

    private Moment moment(String text, @Nullable String offset) {
        if (offset == null) {
            LocalDateTime time = LocalDateTime.parse(text);
            if (zone == null) {
                return new Moment.Wall(time);
            }
            ZonedDateTime there = time.atZone(zone);
            return new Moment.Offset(there.toInstant(), there.getOffset());
        }
        OffsetDateTime time = OffsetDateTime.parse(text);
        return offset.equals("-00:00")
                ? new Moment.Universal(time.toInstant())
                : new Moment.Offset(time.toInstant(), time.getOffset());
    }

    private static Set<String> known(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
