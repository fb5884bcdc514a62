package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.QueryUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@value #NAME}: for each handler, job and listener the most statements and distinct shapes of one run, and
 * the tables of all runs, over all tests. It is reviewed like code. More than it says fails; less does not, so that a
 * part of the tests can be run alone. What grows with the work it is given, because its budget is for each transaction
 * or does not limit statements, has {@code n} statements, and its tables alone are compared. Runs that started over are
 * not looked at: how many there are depends on which test came first.
 * {@code -Dcohort.query-budgets.lock=write} writes the file anew.
 */
public final class QueryBudgetLock {

    /** The file's name. */
    public static final String NAME = "query-budgets.lock";

    /** {@code statements} is {@link #GROWS} for what grows with its work. */
    private record Entry(int statements, int shapes, SortedSet<String> tables) {

        String line(String name) {
            String most = statements == GROWS ? "n" : Integer.toString(statements);
            return name + " | statements " + most + " | shapes " + shapes + " | tables "
                    + (tables.isEmpty() ? "none" : String.join(", ", tables));
        }
    }

    private static final int GROWS = Integer.MAX_VALUE;
    private static final Pattern LINE =
            Pattern.compile("(.+) \\| statements (\\d+|n) \\| shapes (\\d+) \\| tables (.*)");
    private static final String HEAD = "# What each handler, job and listener sends at most, over all tests.\n"
            + "# Written by: ./mvnw verify -Dcohort.query-budgets.lock=write\n";

    private final Path file;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private QueryBudgetLock(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            read();
        }
    }

    /** The lock in {@code file}; empty if that does not exist. */
    public static QueryBudgetLock at(Path file) {
        return new QueryBudgetLock(file);
    }

    /** That of this module, or of the application beside it. */
    static QueryBudgetLock nearest() {
        Path here = Path.of(System.getProperty("basedir", "."));
        Path own = here.resolve(NAME);
        return at(Files.exists(own) ? own : here.resolve("../app").resolve(NAME));
    }

    /** What is not as the file says, a line each; written instead if the flag is set. {@code growing} are names. */
    List<String> differences(Collection<UnitRecord> records, Set<String> growing) {
        SortedMap<String, Entry> found = new TreeMap<>();
        for (UnitRecord record : records) {
            int statements = growing.contains(record.name()) ? GROWS : record.statements();
            var entry = new Entry(statements, record.shapes(), record.tables());
            Entry locked = entries.get(record.name());
            found.put(record.name(), record.steady() || locked == null ? entry : locked);
        }
        if (System.getProperty("cohort.query-budgets.lock", "").equals("write")) {
            write(found);
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, Entry> one : found.entrySet()) {
            Entry locked = entries.get(one.getKey());
            if (locked == null) {
                differences.add("+ " + one.getValue().line(one.getKey()));
            } else if (exceeds(one.getValue(), locked)) {
                differences.add("- " + locked.line(one.getKey()));
                differences.add("+ " + one.getValue().line(one.getKey()));
            }
        }
        entries.forEach((name, locked) -> {
            if (!found.containsKey(name)) {
                differences.add("- " + locked.line(name));
            }
        });
        return differences;
    }

    /**
     * What {@code queries} have that the file does not have for {@code unit}: statements, shapes, tables; empty if nothing,
     * or if there is no file.
     */
    String news(QueryUnit unit, CapturedQueries queries) {
        Entry locked = entries.get(unit.name());
        if (locked == null) {
            return entries.isEmpty() ? "" : unit.name() + " is not in it";
        }
        Set<String> tables = new LinkedHashSet<>();
        queries.shapes().forEach(shape -> tables.addAll(shape.tables()));
        tables.removeAll(locked.tables);
        int more = queries.shapes().size() - locked.shapes;
        List<String> news = new ArrayList<>();
        if (more > 0) {
            news.add("+" + more + (more == 1 ? " shape" : " shapes"));
        }
        tables.forEach(table -> news.add("table " + table));
        if (queries.statements() > locked.statements) {
            news.add(queries.statements() + " statements instead of " + locked.statements);
        }
        return String.join(", ", news);
    }

    private static boolean exceeds(Entry found, Entry locked) {
        boolean fixed = locked.statements != GROWS;
        return (fixed && (found.statements > locked.statements || found.shapes > locked.shapes))
                || !locked.tables.containsAll(found.tables);
    }

    private void read() {
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    String tables = matcher.group(4);
                    entries.put(
                            matcher.group(1),
                            new Entry(
                                    matcher.group(2).equals("n") ? GROWS : Integer.parseInt(matcher.group(2)),
                                    Integer.parseInt(matcher.group(3)),
                                    tables.equals("none")
                                            ? new TreeSet<>()
                                            : new TreeSet<>(List.of(tables.split(", ")))));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(SortedMap<String, Entry> found) {
        var text = new StringBuilder(HEAD);
        found.forEach((name, entry) -> text.append(entry.line(name)).append('\n'));
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
