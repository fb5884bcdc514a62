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
 */
record UnitRecord(
        QueryScope.Kind kind, String id, String name, long runs, int statements, int shapes, SortedSet<String> tables) {

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
                new TreeSet<>(tables));
    }

    UnitRecord with(UnitRecord other) {
        var allTables = new TreeSet<>(tables);
        allTables.addAll(other.tables);
        return new UnitRecord(
                kind,
                id,
                name,
                runs + other.runs,
                Math.max(statements, other.statements),
                Math.max(shapes, other.shapes),
                allTables);
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
                String.join(LIST, tables));
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
                list(cells[6]));
    }

    private static SortedSet<String> list(String cell) {
        return cell.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(cell.split(LIST)));
    }
}
