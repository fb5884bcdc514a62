package dev.cohort.sleep.series;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.KnownPersons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Averages of windows that a client chooses. */
@RestController
class AveragesController {

    private final WindowAverages averages;
    private final KnownPersons persons;
    private final ObjectProvider<SeriesPreferences> preferences;

    AveragesController(WindowAverages averages, KnownPersons persons, ObjectProvider<SeriesPreferences> preferences) {
        this.averages = averages;
        this.persons = persons;
        this.preferences = preferences;
    }

    record AveragesIn(
            @Nullable List<@Nullable String> types,
            @Nullable List<@Nullable WindowIn> windows,
            @Nullable String provider) {

        List<SeriesType> seriesTypes() {
            if (types == null || types.isEmpty()) {
                throw RequestValues.malformed(
                        "/types", "required", "types must name at least one of " + SeriesType.codes() + ".");
            }
            List<SeriesType> found = new ArrayList<>();
            for (int at = 0; at < types.size(); at++) {
                found.add(RequestValues.type(types.get(at), "/types/" + at));
            }
            return found.stream().distinct().toList();
        }

        List<TimeWindow> timeWindows() {
            if (windows == null) {
                throw RequestValues.malformed("/windows", "required", "windows is missing.");
            }
            if (windows.size() > WindowAverages.MAX_WINDOWS) {
                throw ProblemException.invalid(List.of(new FieldError(
                        "/windows",
                        "too-many",
                        windows.size() + " windows are more than the " + WindowAverages.MAX_WINDOWS
                                + " of one request.")));
            }
            List<TimeWindow> read = new ArrayList<>(windows.size());
            for (int at = 0; at < windows.size(); at++) {
                WindowIn window = windows.get(at);
                String pointer = "/windows/" + at;
                if (window == null) {
                    throw RequestValues.malformed(pointer, "required", "A window has a start and an end.");
                }
                long start = RequestValues.instant(window.start(), pointer + "/start");
                long end = RequestValues.instant(window.end(), pointer + "/end");
                if (end < start) {
                    throw RequestValues.malformed(
                            pointer + "/end",
                            "end-before-start",
                            "The end " + window.end() + " is before the start " + window.start() + ".");
                }
                read.add(new TimeWindow(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end)));
            }
            return read;
        }
    }

    record WindowIn(@Nullable String start, @Nullable String end) {}

    record AveragesOut(List<Map<String, WindowAverage>> averages) {}

    /** Statements: the person, the person's settings if no provider is named, the averages of all windows. */
    @QueryBudget(statements = 3, maxRepeats = 1, transactions = 0)
    @PostMapping("/api/v1/people/{personId}/sleep/averages")
    AveragesOut averages(Caller caller, @PathVariable String personId, @RequestBody AveragesIn body) {
        PersonId person = RequestValues.person(personId);
        List<SeriesType> types = body.seriesTypes();
        List<TimeWindow> windows = body.timeWindows();
        String provider = body.provider() == null ? null : RequestValues.provider(body.provider(), "/provider");
        if (!persons.isKnown(caller.tenant(), person)) {
            throw RequestValues.noSuchPerson();
        }
        List<String> rank = provider == null
                ? preferences
                        .getIfAvailable(() -> SeriesPreferences.NONE)
                        .of(caller.tenant(), person)
                        .providerRank()
                : List.of(provider);
        List<Map<String, WindowAverage>> out = new ArrayList<>(windows.size());
        for (Map<SeriesType, WindowAverage> ofWindow :
                averages.of(caller.tenant(), person, types, windows, rank, provider)) {
            Map<String, WindowAverage> byCode = new LinkedHashMap<>();
            types.forEach(type -> byCode.put(type.code(), ofWindow.get(type)));
            out.add(byCode);
        }
        return new AveragesOut(out);
    }
}
