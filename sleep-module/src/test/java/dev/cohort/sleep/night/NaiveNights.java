package dev.cohort.sleep.night;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of a night once more, as plainly as can be: sets of seconds are bits, sums are decimals of 60 digits,
 * everything is looked for by trying all. Written from the rules, not from the code that it checks.
 */
final class NaiveNights {

    private static final MathContext EXACT = new MathContext(60);

    private final List<String> rank;
    private final long base;

    NaiveNights(List<Session> sessions, List<String> rank) {
        this.rank = rank;
        this.base = sessions.stream().mapToLong(Session::start).min().orElse(0);
    }

    /** All fields of all nights, as text. */
    static TreeMap<String, String> of(List<Session> sessions, List<String> rank) {
        return new NaiveNights(sessions, rank).nights(sessions);
    }

    /** The same of what the product says. */
    static TreeMap<String, String> fields(List<Night> nights) {
        var fields = new TreeMap<String, String>();
        for (Night night : nights) {
            String at = night.date() + " ";
            fields.put(at + "nightOf", "" + night.nightOf());
            fields.put(at + "start", "" + night.start());
            fields.put(at + "end", "" + night.end());
            fields.put(at + "asleep", "" + night.asleepMinutes());
            fields.put(at + "inBed", "" + night.inBedMinutes());
            fields.put(at + "awake", "" + night.awakeMinutes());
            fields.put(
                    at + "efficiency",
                    night.efficiencyPercent() == null
                            ? "null"
                            : night.efficiencyPercent().setScale(2).toPlainString());
            fields.put(at + "latency", "" + night.latencyMinutes());
            fields.put(at + "awakenings", "" + night.awakenings());
            StageMinutes stages = night.stages();
            fields.put(
                    at + "stages",
                    stages == null
                            ? "null"
                            : stages.deep() + " " + stages.light() + " " + stages.rem() + " " + stages.awake());
            fields.put(at + "naps", night.napCount() + " " + night.napMinutes());
            fields.put(at + "total", "" + night.totalAsleepMinutes());
            fields.put(at + "source", "" + night.source());
            List<String> others = new ArrayList<>();
            night.alternatives()
                    .forEach(other ->
                            others.add(other.source() + " " + other.asleepMinutes() + " " + other.inBedMinutes()));
            fields.put(at + "alternatives", "" + others);
            var sessions = new TreeSet<String>();
            night.sessions()
                    .forEach(one -> sessions.add(one.id() + " " + one.start() + " " + one.end() + " "
                            + one.asleepMinutes() + " " + one.inBedMinutes() + " " + one.nap() + " "
                            + one.napInferred()));
            fields.put(at + "sessions", "" + sessions);
            fields.put(
                    at + "intervals",
                    ""
                            + night.mainIntervals().stream()
                                    .mapToLong(Spans.Span::length)
                                    .sum());
            fields.put(
                    at + "flags",
                    "" + new TreeSet<>(night.flags().stream().map(Flag::code).toList()));
        }
        return fields;
    }

    /** What one session says. */
    private final class One {
        final Session in;
        final BitSet window = bits(0, 0);
        final BitSet sleep = new BitSet();
        final BitSet awake = new BitSet();
        final BitSet inBedBits = new BitSet();
        final BitSet told = new BitSet();
        final BitSet deep = new BitSet();
        final BitSet rem = new BitSet();
        final BitSet light = new BitSet();
        final long length;
        Long net;
        Long inBed;
        BigDecimal efficiency;
        boolean durationOnly;
        boolean clamped;
        BitSet outside = new BitSet();

        One(Session in) {
            this.in = in;
            length = in.end() - in.start();
            window.or(bits(in.start(), in.end()));
            for (StageInterval stage : in.stages()) {
                BitSet bits = bits(stage.start(), stage.end());
                switch (stage.stage()) {
                    case DEEP -> deep.or(bits);
                    case REM -> rem.or(bits);
                    case LIGHT -> light.or(bits);
                    case AWAKE -> awake.or(bits);
                    case IN_BED -> inBedBits.or(bits);
                    case ASLEEP, UNKNOWN -> {}
                }
                if (stage.stage() != Stage.IN_BED) {
                    told.or(bits);
                }
            }
            rem.andNot(deep);
            light.andNot(deep);
            light.andNot(rem);
            sleep.or(deep);
            sleep.or(rem);
            sleep.or(light);
            BitSet fine = (BitSet) sleep.clone();
            for (StageInterval stage : in.stages()) {
                if (stage.stage() == Stage.ASLEEP) {
                    boolean wraps = false;
                    for (StageInterval other : in.stages()) {
                        boolean isFine = other.stage() == Stage.DEEP
                                || other.stage() == Stage.REM
                                || other.stage() == Stage.LIGHT;
                        wraps |= isFine
                                && other.start() < other.end()
                                && stage.start() <= other.start()
                                && other.end() <= stage.end();
                    }
                    if (!wraps) {
                        sleep.or(bits(stage.start(), stage.end()));
                    }
                }
            }
            figures(fine);
        }

        private void figures(BitSet fine) {
            StageSeconds sums = in.stageSeconds();
            boolean sumsOfSleep = sums != null && (sums.deep() != null || sums.light() != null || sums.rem() != null);
            if (!sleep.isEmpty()) {
                net = (long) sleep.cardinality();
            } else if (in.asleepSeconds() != null) {
                net = (long) in.asleepSeconds();
            } else if (sumsOfSleep) {
                net = 0L + zero(sums.deep()) + zero(sums.light()) + zero(sums.rem());
            } else if (!awake.isEmpty()) {
                net = 0L;
            }
            if (!inBedBits.isEmpty()) {
                inBed = (long) inBedBits.cardinality();
            } else if (in.inBedSeconds() != null) {
                inBed = (long) in.inBedSeconds();
            } else if (!sleep.isEmpty() || !awake.isEmpty()) {
                inBed = (long) told.length() - told.nextSetBit(0);
            }
            if (net == null && inBed == null) {
                net = length;
                durationOnly = true;
            }
            if (inBed != null && inBed > length) {
                inBed = length;
                clamped = true;
            }
            if (net != null && net > (inBed == null ? length : inBed)) {
                net = inBed == null ? length : inBed;
                clamped = true;
            }
            efficiency = in.efficiencyPercent();
            if (efficiency != null && efficiency.doubleValue() > 100) {
                efficiency = new BigDecimal("100");
                clamped = true;
            }
            hasFine = !fine.isEmpty();
        }

        boolean hasFine;

        Long stage(BitSet bits, Integer sum) {
            return hasFine ? (Long) (long) bits.cardinality() : sum == null ? null : (Long) (long) sum;
        }

        Long awakeStage() {
            if (!awake.isEmpty()) {
                return (long) awake.cardinality();
            }
            if (in.stageSeconds() != null && in.stageSeconds().awake() != null) {
                return (long) in.stageSeconds().awake();
            }
            return hasFine ? 0L : null;
        }

        BigDecimal share(Long seconds) {
            return BigDecimal.valueOf(seconds)
                    .multiply(BigDecimal.valueOf(outside.cardinality()))
                    .divide(BigDecimal.valueOf(length), EXACT);
        }

        Long onset() {
            if (!sleep.isEmpty()) {
                return base + sleep.nextSetBit(0);
            }
            return net != null && net > 0 ? in.start() : null;
        }
    }

    private static int zero(Integer value) {
        return value == null ? 0 : value;
    }

    private BitSet bits(long start, long end) {
        BitSet bits = new BitSet();
        if (end > start) {
            bits.set((int) (start - base), (int) (end - base));
        }
        return bits;
    }

    /** Sessions that hang together. */
    private final class Group {
        final List<One> ones = new ArrayList<>();
        Boolean given;
        boolean nap;

        long start() {
            return ones.stream().mapToLong(one -> one.in.start()).min().orElseThrow();
        }

        long end() {
            return ones.stream().mapToLong(one -> one.in.end()).max().orElseThrow();
        }

        long span() {
            return end() - start();
        }

        Session first() {
            return ones.stream().map(one -> one.in).min(Sleep.BY_TIME).orElseThrow();
        }

        int endOffset() {
            return ones.stream()
                    .map(one -> one.in)
                    .filter(in -> in.end() == end())
                    .min(Sleep.BY_TIME)
                    .orElseThrow()
                    .endOffset();
        }

        String provider() {
            return ones.getFirst().in.provider();
        }

        LocalDate date() {
            return LocalDate.ofInstant(Instant.ofEpochSecond(end()), ZoneOffset.ofTotalSeconds(endOffset()));
        }

        /** Picks the fullest of what is left until nothing is left. */
        void shares() {
            List<One> left = new ArrayList<>(ones);
            ones.clear();
            BitSet covered = new BitSet();
            while (!left.isEmpty()) {
                One best = left.getFirst();
                for (One one : left) {
                    if (fuller(one, best)) {
                        best = one;
                    }
                }
                left.remove(best);
                best.outside = (BitSet) best.window.clone();
                best.outside.andNot(covered);
                covered.or(best.window);
                ones.add(best);
            }
        }

        private boolean fuller(One one, One other) {
            long a = one.net == null ? -1 : one.net;
            long b = other.net == null ? -1 : other.net;
            if (a != b) {
                return a > b;
            }
            return one.length != other.length ? one.length > other.length : Sleep.BY_TIME.compare(one.in, other.in) < 0;
        }

        List<One> counting() {
            return ones.stream().filter(one -> !one.outside.isEmpty()).toList();
        }

        Long onset() {
            Long onset = null;
            for (One one : counting()) {
                if (one.onset() != null && (onset == null || one.onset() < onset)) {
                    onset = one.onset();
                }
            }
            return onset;
        }
    }

    private List<Group> groups(List<Session> sessions) {
        List<Group> groups = new ArrayList<>();
        for (Session session : sessions) {
            var group = new Group();
            group.ones.add(new One(session));
            group.given = session.nap();
            groups.add(group);
        }
        boolean merged = true;
        while (merged) {
            merged = false;
            for (int i = 0; i < groups.size() && !merged; i++) {
                for (int j = i + 1; j < groups.size() && !merged; j++) {
                    Group a = groups.get(i);
                    Group b = groups.get(j);
                    boolean joins = a.provider().equals(b.provider())
                            && !Boolean.TRUE.equals(a.given)
                            && !Boolean.TRUE.equals(b.given)
                            && a.start() - b.end() <= 7_200
                            && b.start() - a.end() <= 7_200;
                    if (joins) {
                        a.ones.addAll(b.ones);
                        a.given = a.given != null || b.given != null ? Boolean.FALSE : null;
                        groups.remove(j);
                        merged = true;
                    }
                }
            }
        }
        groups.forEach(Group::shares);
        return groups;
    }

    private TreeMap<String, String> nights(List<Session> sessions) {
        Map<LocalDate, List<Group>> byDate = new HashMap<>();
        for (Group group : groups(sessions)) {
            byDate.computeIfAbsent(group.date(), date -> new ArrayList<>()).add(group);
        }
        var fields = new TreeMap<String, String>();
        byDate.forEach((date, groups) -> night(date, groups, fields));
        return fields;
    }

    private void naps(List<Group> ofDate) {
        for (Group group : ofDate) {
            Group longest = group;
            for (Group other : ofDate) {
                boolean longer = other.span() > longest.span()
                        || (other.span() == longest.span() && other.start() < longest.start())
                        || (other.span() == longest.span()
                                && other.start() == longest.start()
                                && Sleep.BY_TIME.compare(other.first(), longest.first()) < 0);
                if (other.provider().equals(group.provider()) && longer) {
                    longest = other;
                }
            }
            long local = Math.floorMod(longest.start() + longest.first().startOffset(), 86_400L);
            boolean longestIsNap = longest.given != null
                    ? longest.given
                    : longest.span() < 10_800 && local >= 9 * 3_600 && local < 20 * 3_600;
            if (group.given != null) {
                group.nap = group.given;
            } else if (group == longest) {
                group.nap = longestIsNap;
            } else {
                long apart = Math.max(group.start() - longest.end(), longest.start() - group.end());
                group.nap = longestIsNap || (group.span() < 10_800 && apart >= 7_200);
            }
        }
    }

    private int rankOf(String provider) {
        return rank.contains(provider) ? rank.indexOf(provider) : 1_000;
    }

    private void night(LocalDate date, List<Group> ofDate, TreeMap<String, String> fields) {
        naps(ofDate);
        List<String> order = new ArrayList<>();
        Map<String, List<Group>> mains = new TreeMap<>();
        Map<String, BigDecimal> coverage = new HashMap<>();
        for (Group group : ofDate) {
            if (!group.nap) {
                mains.computeIfAbsent(group.provider(), provider -> new ArrayList<>())
                        .add(group);
            }
        }
        BigDecimal best = BigDecimal.ZERO;
        for (String provider : mains.keySet()) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Group group : mains.get(provider)) {
                for (One one : group.counting()) {
                    sum = sum.add(one.share(one.inBed == null ? one.length : one.inBed));
                }
            }
            coverage.put(provider, rounded(sum));
            best = best.max(rounded(sum));
            order.add(provider);
        }
        BigDecimal enough = best.multiply(new BigDecimal("0.8"));
        order.sort((a, b) -> {
            boolean aEnough = coverage.get(a).compareTo(enough) >= 0;
            boolean bEnough = coverage.get(b).compareTo(enough) >= 0;
            if (aEnough != bEnough) {
                return aEnough ? -1 : 1;
            }
            if (rankOf(a) != rankOf(b)) {
                return rankOf(a) - rankOf(b);
            }
            int byCoverage = coverage.get(b).compareTo(coverage.get(a));
            return byCoverage != 0 ? byCoverage : a.compareTo(b);
        });
        write(date, ofDate, order, mains, fields);
    }

    private void write(
            LocalDate date,
            List<Group> ofDate,
            List<String> order,
            Map<String, List<Group>> mains,
            TreeMap<String, String> fields) {
        String at = date + " ";
        String main = order.isEmpty() ? null : order.getFirst();
        List<Group> sleeps = main == null ? List.of() : mains.get(main);
        BitSet slept = new BitSet();
        sleeps.forEach(sleep -> sleep.ones.forEach(one -> slept.or(one.window)));
        List<Group> naps = countedNaps(ofDate, main, slept);
        Group longest = main == null ? null : longest(sleeps);
        BigDecimal asleep = sum(sleeps, one -> one.net);
        BigDecimal napped = naps.isEmpty() ? BigDecimal.ZERO : sum(naps, one -> one.net);
        BigDecimal total = main == null ? napped : asleep == null ? null : napped == null ? asleep : asleep.add(napped);
        fields.put(
                at + "nightOf",
                longest == null
                        ? "null"
                        : ""
                                + at(longest.start(), longest.first().startOffset())
                                        .minusHours(12)
                                        .toLocalDate());
        fields.put(
                at + "start",
                longest == null
                        ? "null"
                        : "" + at(longest.start(), longest.first().startOffset()));
        fields.put(at + "end", longest == null ? "null" : "" + at(longest.end(), longest.endOffset()));
        fields.put(at + "asleep", minutes(asleep));
        fields.put(at + "inBed", minutes(inBed(sleeps)));
        fields.put(at + "awake", minutes(awake(sleeps)));
        fields.put(at + "efficiency", efficiency(sleeps));
        fields.put(at + "latency", longest == null ? "null" : latency(longest));
        fields.put(at + "awakenings", awakenings(sleeps));
        String stages = minutes(sum(
                        sleeps,
                        one -> one.stage(
                                one.deep,
                                one.in.stageSeconds() == null
                                        ? null
                                        : one.in.stageSeconds().deep())))
                + " "
                + minutes(sum(
                        sleeps,
                        one -> one.stage(
                                one.light,
                                one.in.stageSeconds() == null
                                        ? null
                                        : one.in.stageSeconds().light())))
                + " "
                + minutes(sum(
                        sleeps,
                        one -> one.stage(
                                one.rem,
                                one.in.stageSeconds() == null
                                        ? null
                                        : one.in.stageSeconds().rem())))
                + " "
                + minutes(sum(sleeps, One::awakeStage));
        fields.put(at + "stages", stages.equals("null null null null") ? "null" : stages);
        fields.put(at + "naps", naps.size() + " " + minutes(napped));
        fields.put(at + "total", minutes(total));
        fields.put(
                at + "source",
                longest == null ? "null" : "" + longest.ones.getFirst().in.source());
        List<String> others = new ArrayList<>();
        for (int i = 1; i < order.size(); i++) {
            List<Group> other = mains.get(order.get(i));
            others.add(longest(other).ones.getFirst().in.source() + " " + minutes(sum(other, one -> one.net)) + " "
                    + minutes(inBed(other)));
        }
        fields.put(at + "alternatives", "" + others);
        fields.put(at + "intervals", "" + slept.cardinality());
        var shown = new TreeSet<String>();
        var flags = new TreeSet<String>();
        for (List<Group> groups : List.of(sleeps, naps)) {
            for (Group group : groups) {
                if (group.nap && group.given == null) {
                    flags.add("nap_inferred");
                }
                for (One one : group.ones) {
                    shown.add(one.in.id() + " " + at(one.in.start(), one.in.startOffset()) + " "
                            + at(one.in.end(), one.in.endOffset()) + " "
                            + minutes(one.net == null ? null : BigDecimal.valueOf(one.net)) + " "
                            + minutes(one.inBed == null ? null : BigDecimal.valueOf(one.inBed)) + " " + group.nap
                            + " " + (group.nap && group.given == null));
                    if (one.in.zoneAssumed()) {
                        flags.add("zone_assumed");
                    }
                    if (one.durationOnly && !one.outside.isEmpty()) {
                        flags.add("duration_only");
                    }
                    if (one.clamped && !one.outside.isEmpty()) {
                        flags.add("clamped");
                    }
                }
            }
        }
        fields.put(at + "sessions", "" + shown);
        fields.put(at + "flags", "" + flags);
    }

    private List<Group> countedNaps(List<Group> ofDate, String main, BitSet slept) {
        List<Group> candidates =
                new ArrayList<>(ofDate.stream().filter(group -> group.nap).toList());
        candidates.sort((a, b) -> {
            if (a.provider().equals(main) != b.provider().equals(main)) {
                return a.provider().equals(main) ? -1 : 1;
            }
            if (rankOf(a.provider()) != rankOf(b.provider())) {
                return rankOf(a.provider()) - rankOf(b.provider());
            }
            if (a.span() != b.span()) {
                return a.span() > b.span() ? -1 : 1;
            }
            int name = a.provider().compareTo(b.provider());
            return name != 0 ? name : Sleep.BY_TIME.compare(a.first(), b.first());
        });
        List<Group> counted = new ArrayList<>();
        for (Group nap : candidates) {
            boolean again = counted.stream().anyMatch(other -> other.start() < nap.end() && nap.start() < other.end());
            boolean ofTheNight =
                    !nap.provider().equals(main) && bits(nap.start(), nap.end()).intersects(slept);
            if (!again && !ofTheNight) {
                counted.add(nap);
            }
        }
        return counted;
    }

    private static Group longest(List<Group> groups) {
        Group longest = groups.getFirst();
        for (Group group : groups) {
            if (group.span() > longest.span() || (group.span() == longest.span() && group.start() < longest.start())) {
                longest = group;
            }
        }
        return longest;
    }

    private interface Figure {
        Long of(One one);
    }

    private static BigDecimal sum(List<Group> groups, Figure figure) {
        BigDecimal sum = null;
        for (Group group : groups) {
            for (One one : group.counting()) {
                Long seconds = figure.of(one);
                if (seconds != null) {
                    sum = (sum == null ? BigDecimal.ZERO : sum).add(one.share(seconds));
                }
            }
        }
        return sum;
    }

    private static BigDecimal inBed(List<Group> groups) {
        boolean known =
                groups.stream().allMatch(group -> group.counting().stream().allMatch(one -> one.inBed != null));
        return known ? sum(groups, one -> one.inBed) : null;
    }

    private BigDecimal awake(List<Group> groups) {
        BigDecimal sum = null;
        for (Group group : groups) {
            Long onset = group.onset();
            for (One one : group.counting()) {
                Long seconds = null;
                if (!one.awake.isEmpty()) {
                    BitSet after = (BitSet) one.awake.clone();
                    if (onset == null) {
                        after.clear();
                    } else if (onset > base) {
                        after.clear(0, (int) (onset - base));
                    }
                    seconds = (long) after.cardinality();
                } else if (one.in.stageSeconds() != null
                        && one.in.stageSeconds().awake() != null) {
                    seconds = (long) one.in.stageSeconds().awake();
                } else if (one.inBed != null && one.net != null) {
                    seconds = one.inBed - one.net;
                }
                if (seconds != null) {
                    sum = (sum == null ? BigDecimal.ZERO : sum).add(one.share(seconds));
                }
            }
        }
        return sum;
    }

    private static String efficiency(List<Group> groups) {
        BigDecimal weighted = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (Group group : groups) {
            for (One one : group.counting()) {
                BigDecimal weight = one.share(one.inBed == null ? one.length : one.inBed);
                BigDecimal percent = one.efficiency;
                if (percent == null && one.net != null && one.inBed != null && one.inBed > 0) {
                    percent = BigDecimal.valueOf(one.net * 100).divide(BigDecimal.valueOf(one.inBed), EXACT);
                }
                if (percent != null) {
                    weighted = weighted.add(weight.multiply(percent, EXACT));
                    weights = weights.add(weight);
                }
            }
        }
        return weights.signum() == 0
                ? "null"
                : rounded(weighted.divide(weights, EXACT))
                        .setScale(2, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    private String latency(Group sleep) {
        Long bed = null;
        Long stage = null;
        for (One one : sleep.counting()) {
            Long from = null;
            if (!one.inBedBits.isEmpty()) {
                from = base + one.inBedBits.nextSetBit(0);
            } else if (!one.sleep.isEmpty() || !one.awake.isEmpty()) {
                from = one.in.inBedSeconds() != null ? one.in.start() : base + one.told.nextSetBit(0);
            }
            if (from != null && (bed == null || from < bed)) {
                bed = from;
            }
            if (!one.sleep.isEmpty() && (stage == null || base + one.sleep.nextSetBit(0) < stage)) {
                stage = base + one.sleep.nextSetBit(0);
            }
        }
        Long onset = sleep.onset();
        return bed == null || stage == null || !stage.equals(onset)
                ? "null"
                : minutes(BigDecimal.valueOf(Math.max(0, stage - bed)));
    }

    private String awakenings(List<Group> sleeps) {
        Integer count = null;
        for (Group sleep : sleeps) {
            BitSet asleep = new BitSet();
            BitSet awake = new BitSet();
            for (One one : sleep.counting()) {
                asleep.or(and(one.sleep, one.outside));
                awake.or(and(one.awake, one.outside));
            }
            if (asleep.isEmpty()) {
                continue;
            }
            count = count == null ? 0 : count;
            for (int from = awake.nextSetBit(0); from >= 0; from = awake.nextSetBit(awake.nextClearBit(from))) {
                int to = awake.nextClearBit(from);
                if (to - from > 300 && from >= asleep.nextSetBit(0) && to <= asleep.length()) {
                    count++;
                }
            }
        }
        return "" + count;
    }

    private static BitSet and(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(40, RoundingMode.HALF_UP);
    }

    private static String minutes(BigDecimal seconds) {
        return seconds == null
                ? "null"
                : rounded(seconds.divide(BigDecimal.valueOf(60), EXACT))
                        .setScale(0, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    private static OffsetDateTime at(long second, int offset) {
        return Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(offset));
    }
}
