package dev.cohort.sleep.night;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One wake date: who tells of the night, which naps count, and the figures. */
final class NightOfDate {

    private static final long HALF_A_DAY = 12 * 3_600;

    private final LocalDate date;
    private final List<Sleep> all;
    private final List<String> rank;
    private final Map<String, List<Sleep>> mains = new TreeMap<>();
    private final List<Sleep> napCandidates = new ArrayList<>();

    NightOfDate(LocalDate date, List<Sleep> sleeps, List<String> rank) {
        this.date = date;
        this.all = sleeps;
        this.rank = rank;
        Map<String, List<Sleep>> byProvider = new TreeMap<>();
        for (Sleep sleep : sleeps) {
            byProvider
                    .computeIfAbsent(sleep.provider(), provider -> new ArrayList<>())
                    .add(sleep);
        }
        byProvider.forEach((provider, ofProvider) -> {
            var naps = new Naps(ofProvider);
            for (Sleep sleep : ofProvider) {
                if (naps.isNap(sleep)) {
                    napCandidates.add(sleep);
                } else {
                    mains.computeIfAbsent(provider, same -> new ArrayList<>()).add(sleep);
                }
            }
        });
    }

    /** What a provider says of the night. */
    private record Candidate(String provider, List<Sleep> sleeps, SleepFigures figures, Fraction coverage) {

        Sleep longest() {
            return sleeps.stream().min(Sleep.LONGEST_FIRST).orElseThrow();
        }
    }

    Night night() {
        List<Candidate> candidates = candidates();
        Candidate main = candidates.isEmpty() ? null : candidates.getFirst();
        List<Sleep> naps = naps(main);
        var napFigures = new SleepFigures(naps);
        Fraction asleep = main == null ? null : main.figures.asleep();
        Fraction napped = naps.isEmpty() ? Fraction.ZERO : napFigures.asleep();
        Fraction total = main != null && asleep == null ? null : Fraction.sumOfKnown(asleep, napped);
        List<Sleep> mainSleeps = main == null ? List.of() : main.sleeps;
        SleepFigures figures = new SleepFigures(mainSleeps);
        Sleep longest = main == null ? null : main.longest();
        return new Night(
                date,
                longest == null ? null : Sleep.localDate(longest.start() - HALF_A_DAY, longest.startOffset()),
                longest == null ? null : at(longest.start(), longest.startOffset()),
                longest == null ? null : at(longest.end(), longest.endOffset()),
                Fraction.minutesOf(asleep),
                main == null ? null : Fraction.minutesOf(figures.inBed()),
                Fraction.minutesOf(figures.awake()),
                figures.efficiencyPercent(),
                longest == null ? null : Fraction.minutesOf(SleepFigures.latency(longest)),
                figures.awakenings(),
                figures.stages(),
                naps.size(),
                Fraction.minutesOf(napped),
                Fraction.minutesOf(total),
                longest == null ? null : longest.source(),
                candidates.stream().skip(1).map(NightOfDate::alternative).toList(),
                shown(mainSleeps, naps),
                figures.intervals().list(),
                flags(mainSleeps, naps));
    }

    /** All sessions of the date, those too that the night does not show. */
    List<Night.SessionOfNight> sessions() {
        return shown(mains.values().stream().flatMap(List::stream).toList(), napCandidates);
    }

    Spans.Span reach() {
        return new Spans.Span(
                all.stream().mapToLong(Sleep::start).min().orElseThrow(),
                all.stream().mapToLong(Sleep::end).max().orElseThrow());
    }

    /** The main provider first, then what it was preferred to. */
    private List<Candidate> candidates() {
        List<Candidate> candidates = mains.entrySet().stream()
                .map(entry -> {
                    var figures = new SleepFigures(entry.getValue());
                    return new Candidate(entry.getKey(), entry.getValue(), figures, figures.coverage());
                })
                .toList();
        Fraction best = candidates.stream()
                .map(Candidate::coverage)
                .max(Comparator.naturalOrder())
                .orElse(Fraction.ZERO);
        Fraction enough = best.share(4, 5);
        return candidates.stream()
                .sorted(Comparator.comparing((Candidate candidate) -> candidate.coverage.compareTo(enough) < 0)
                        .thenComparingInt(candidate -> rank(candidate.provider))
                        .thenComparing(Candidate::coverage, Comparator.reverseOrder())
                        .thenComparing(Candidate::provider))
                .toList();
    }

    private int rank(String provider) {
        int rank = this.rank.indexOf(provider);
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    /**
     * The naps that count: of overlapping ones one, the main provider's first. What another provider calls a nap
     * while the main provider's sleep goes on is that sleep, seen by another device.
     */
    private List<Sleep> naps(@Nullable Candidate main) {
        Spans taken = main == null ? Spans.NONE : main.figures.intervals();
        List<Sleep> naps = new ArrayList<>();
        Spans napped = Spans.NONE;
        List<Sleep> inOrder = napCandidates.stream()
                .sorted(Comparator.comparing(
                                (Sleep nap) -> main == null || !nap.provider().equals(main.provider))
                        .thenComparingInt(nap -> rank(nap.provider()))
                        .thenComparing(Sleep::span, Comparator.reverseOrder())
                        .thenComparing(Sleep::provider)
                        .thenComparing(nap -> nap.sessions().getFirst(), Sleep.BY_TIME))
                .toList();
        for (Sleep nap : inOrder) {
            boolean isOwn = main != null && nap.provider().equals(main.provider);
            boolean isSleep = !isOwn && taken.touches(nap.start(), nap.end());
            if (!isSleep && !napped.touches(nap.start(), nap.end())) {
                naps.add(nap);
                napped = napped.plus(Spans.of(nap.start(), nap.end()));
            }
        }
        return naps;
    }

    private static Night.Alternative alternative(Candidate candidate) {
        return new Night.Alternative(
                candidate.longest().source(),
                Fraction.minutesOf(candidate.figures.asleep()),
                Fraction.minutesOf(candidate.figures.inBed()));
    }

    private static List<Night.SessionOfNight> shown(List<Sleep> mains, List<Sleep> naps) {
        record Shown(Sleep sleep, Sleep.Part part, boolean nap) {}
        return Stream.concat(
                        mains.stream()
                                .flatMap(sleep -> sleep.parts().stream().map(part -> new Shown(sleep, part, false))),
                        naps.stream()
                                .flatMap(sleep -> sleep.parts().stream().map(part -> new Shown(sleep, part, true))))
                .sorted(Comparator.comparing(shown -> shown.part.session(), Sleep.BY_TIME))
                .map(shown -> shown(shown.part, shown.nap, shown.nap && shown.sleep.givenNap() == null))
                .toList();
    }

    private static Night.SessionOfNight shown(Sleep.Part part, boolean nap, boolean inferred) {
        Session session = part.session();
        Long asleep = part.figures().asleep();
        Long inBed = part.figures().inBed();
        return new Night.SessionOfNight(
                session.id(),
                session.source(),
                at(session.start(), session.startOffset()),
                at(session.end(), session.endOffset()),
                asleep == null ? null : Integer.valueOf(Fraction.of(asleep).minutes()),
                inBed == null ? null : Integer.valueOf(Fraction.of(inBed).minutes()),
                nap,
                inferred);
    }

    private static Set<Flag> flags(List<Sleep> mains, List<Sleep> naps) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (naps.stream().anyMatch(nap -> nap.givenNap() == null)) {
            flags.add(Flag.NAP_INFERRED);
        }
        Stream.concat(mains.stream(), naps.stream())
                .flatMap(sleep -> sleep.parts().stream())
                .forEach(part -> {
                    if (part.session().zoneAssumed()) {
                        flags.add(Flag.ZONE_ASSUMED);
                    }
                    if (part.counts() && part.figures().durationOnly()) {
                        flags.add(Flag.DURATION_ONLY);
                    }
                    if (part.counts() && part.figures().clamped()) {
                        flags.add(Flag.CLAMPED);
                    }
                });
        return flags;
    }

    private static OffsetDateTime at(long second, int offset) {
        return Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(offset));
    }
}
