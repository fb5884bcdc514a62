package dev.cohort.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Raw results, one file for each section. A run replaces the lines that it measured again, by the file's leading key
 * columns, and keeps the others: long measurements are made in pieces.
 */
final class Csv {

    private final Path file;
    private final List<String> columns;
    private final int keys;
    private final Map<String, String> lines = new LinkedHashMap<>();

    Csv(Path file, int keys, String... columns) {
        this.file = file;
        this.columns = List.of(columns);
        this.keys = keys;
        if (Files.exists(file)) {
            List<String> there = read(file);
            if (!there.isEmpty() && there.getFirst().equals(String.join(",", columns))) {
                there.stream().skip(1).forEach(line -> lines.put(key(line), line));
            }
        }
    }

    /** A row of the file by column name. */
    record Row(Map<String, String> cells) {

        String text(String column) {
            return cells.getOrDefault(column, "");
        }

        double number(String column) {
            return text(column).isEmpty() ? Double.NaN : Double.parseDouble(text(column));
        }
    }

    /** Puts a line; numbers are written with a dot and at most three digits behind it. */
    void put(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(columns + " are not " + Arrays.toString(cells));
        }
        String line = String.join(",", Arrays.stream(cells).map(Csv::cell).toList());
        lines.put(key(line), line);
    }

    void save() {
        List<String> all = new ArrayList<>(List.of(String.join(",", columns)));
        all.addAll(lines.values());
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, all);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The rows of a file, none if it is not there. */
    static List<Row> rows(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = read(file);
        String[] columns = lines.getFirst().split(",", -1);
        return lines.stream()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split(",", -1);
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int at = 0; at < columns.length; at++) {
                        row.put(columns[at], at < cells.length ? cells[at] : "");
                    }
                    return new Row(row);
                })
                .toList();
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String key(String line) {
        String[] cells = line.split(",", keys + 1);
        return String.join(",", Arrays.copyOf(cells, keys));
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return number.isNaN() ? "" : String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.3f" : "%.1f", number);
        }
        String text = value.toString();
        if (text.indexOf(',') >= 0) {
            throw new IllegalArgumentException("a cell without quotes holds no comma: " + text);
        }
        return text;
    }
}
