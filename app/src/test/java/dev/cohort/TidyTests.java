package dev.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader is promised: files and methods of a bearable length, and a README whose paths exist. */
class TidyTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("shared-kernel", "sleep-module", "contacts-module", "app");
    private static final int LINES_OF_A_FILE = 300;
    private static final int LINES_OF_A_METHOD = 70;
    private static final int COLUMNS = 120;
    private static final Pattern METHOD = Pattern.compile("^    (?:[\\w<@].*)\\) (?:throws [\\w., ]+ )?\\{$");

    @Test
    void filesMethodsAndLinesKeepTheirLimits() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources("main")) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > LINES_OF_A_FILE) {
                tooLong.add(file + ": " + lines.size() + " lines");
            }
            tooLong.addAll(longMethods(file, lines));
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void aLineFitsTheScreen() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path file : sources("main")) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > COLUMNS) {
                    wide.add(file + ":" + (i + 1));
                }
            }
        }
        assertThat(wide).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<Path> silent = sources("main").stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !saysWhatItIsFor(folder.resolve("package-info.java")))
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void thePathsThatTheReadmeNamesExist() throws IOException {
        Matcher links =
                Pattern.compile("\\]\\((?!https?://|#)([^)#]+)").matcher(Files.readString(ROOT.resolve("README.md")));
        List<String> missing = new ArrayList<>();
        while (links.find()) {
            if (!Files.exists(ROOT.resolve(links.group(1)))) {
                missing.add(links.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theReadmeFitsATenMinuteVisit() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void nothingIsLeftForLaterWithoutAName() throws IOException {
        List<Path> unfinished = sources("main").stream()
                .filter(file -> Pattern.compile("\\b(TODO|FIXME|XXX)\\b")
                        .matcher(text(file))
                        .find())
                .toList();
        assertThat(unfinished).isEmpty();
    }

    private static List<String> longMethods(Path file, List<String> lines) {
        List<String> found = new ArrayList<>();
        for (int start = 0; start < lines.size(); start++) {
            if (METHOD.matcher(lines.get(start)).matches()) {
                int end = start;
                while (end < lines.size() && !lines.get(end).equals("    }")) {
                    end++;
                }
                if (end - start + 1 > LINES_OF_A_METHOD) {
                    found.add(file + ":" + (start + 1) + ": a method of " + (end - start + 1) + " lines");
                }
            }
        }
        return found;
    }

    private static boolean saysWhatItIsFor(Path packageInfo) {
        return Files.exists(packageInfo) && text(packageInfo).startsWith("/**");
    }

    private static List<Path> sources(String kind) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> tree = Files.walk(ROOT.resolve(module).resolve("src/" + kind + "/java"))) {
                tree.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
            }
        }
        assertThat(files).hasSizeGreaterThan(20);
        return files;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
