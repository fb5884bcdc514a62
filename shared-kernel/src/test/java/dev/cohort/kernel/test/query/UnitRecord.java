package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the runs of one unit cost in all tests so far.
 *
 * @param statements the most that one run sent
 * @param shapes the most distinct ones of one run
 * @param tables of all runs together
 * @param steady whether these figures are of runs that did not {@linkplain QueryScope#startOver start over}: those that
 *     did count only while there is no other
 */
record UnitRecord(
        QueryScope.Kind kind,
        String id,
        String name,
        long runs,
        int statements,
        int shapes,
        SortedSet<String> tables,
        boolean steady) {

    private static final String LIST = "\u001f";

    static UnitRecord of(QueryUnit unit, QueryScope scope) {
        Set<String> tables = scope.uses().stream()
                .flatMap(use -> use.shape().tables().stream())
                .filter(table -> table.contains("."))
                .collect(Collectors.toSet());
        return new UnitRecord(
                unit.kind(),
                unit.id(),
                unit.name(),
                1,
                scope.counts().statements(),
                scope.counts().shapes(),
                new TreeSet<>(tables),
                scope.counts().newStarts() == 0);
    }

    UnitRecord with(UnitRecord other) {
        if (steady != other.steady) {
            return (steady ? this : other).of(runs + other.runs);
        }
        var allTables = new TreeSet<>(tables);
        allTables.addAll(other.tables);
        return new UnitRecord(
                kind,
                id,
                name,
                runs + other.runs,
                Math.max(statements, other.statements),
                Math.max(shapes, other.shapes),
                allTables,
                steady);
    }

    private UnitRecord of(long allRuns) {
        return new UnitRecord(kind, id, name, allRuns, statements, shapes, tables, steady);
    }

    String line() {
        return String.join(
                "\t",
                kind.name(),
                id,
                name,
                Long.toString(runs),
                Integer.toString(statements),
                Integer.toString(shapes),
                String.join(LIST, tables),
                Boolean.toString(steady));
    }

    static UnitRecord parse(String line) {
        String[] cells = line.split("\t", -1);
        return new UnitRecord(
                QueryScope.Kind.valueOf(cells[0]),
                cells[1],
                cells[2],
                Long.parseLong(cells[3]),
                Integer.parseInt(cells[4]),
                Integer.parseInt(cells[5]),
                list(cells[6]),
                Boolean.parseBoolean(cells[7]));
    }

    private static SortedSet<String> list(String cell) {
        return cell.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(cell.split(LIST)));
    }
}
