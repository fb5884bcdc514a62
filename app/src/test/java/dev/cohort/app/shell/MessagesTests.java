package dev.cohort.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the pages stand in the modules' bundles: each that a template asks for, and no other. */
class MessagesTests {

    private static final Map<String, String> MODULES =
            Map.of("shell", "app", "contacts", "contacts-module", "sleep", "sleep-module");
    private static final Pattern USED = Pattern.compile("#\\{([\\w.-]+)|#messages\\.msg\\('([\\w.-]+)'");
    private static final Pattern TAG = Pattern.compile("<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("</?([\\w:-]+)");
    private static final Pattern LITERAL_ATTRIBUTE = Pattern.compile(
            "(?<![\\w:-])(aria-label|placeholder|title|alt|data-command|data-confirm|data-agree|data-reason)"
                    + "=\"[^\"]*[A-Za-z]{2}");
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "img", "use", "path", "hr");
    private static final Set<String> FOR_ADMINISTRATORS = Set.of("query-budgets.html", "query-lab.html");
    private static final Set<String> NO_TEXT = Set.of("code", "kbd", "script", "style");

    @Test
    void eachTextThatATemplateAsksForIsThereAndEachThatIsThereIsAskedFor() {
        MODULES.forEach((name, module) -> {
            Set<String> used = new TreeSet<>();
            templates(name).forEach((file, source) -> {
                Matcher matcher = USED.matcher(source);
                while (matcher.find()) {
                    used.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
                }
            });
            assertThat(bundle(name).stringPropertyNames()).as(name).containsExactlyInAnyOrderElementsOf(used);
        });
    }

    /** The two pages on which administrators read measurements are in English for good. */
    @Test
    void noTextIsWrittenIntoATemplate() {
        List<String> written = new ArrayList<>();
        MODULES.keySet()
                .forEach(name -> templates(name).forEach((file, source) -> {
                    written.addAll(texts(source).map(text -> file + ": " + text).toList());
                    Matcher literal = LITERAL_ATTRIBUTE.matcher(source);
                    while (literal.find()) {
                        written.add(file + ": " + literal.group());
                    }
                }));
        assertThat(written).isEmpty();
    }

    /** What stands between tags, but for samples inside an element whose text is set. */
    private static Stream<String> texts(String source) {
        List<String> texts = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        int end = 0;
        Matcher tags = TAG.matcher(source);
        while (tags.find()) {
            String between = source.substring(end, tags.start()).replaceAll("\\[\\[#\\{[^]]*]]", "");
            boolean isSample = !open.isEmpty() && (open.peek().endsWith("*") || NO_TEXT.contains(open.peek()));
            if (!isSample && between.matches("(?s).*[A-Za-z].*")) {
                texts.add(between.strip());
            }
            end = tags.end();
            Matcher name = NAME.matcher(tags.group());
            if (tags.group().startsWith("<!") || !name.find()) {
                continue;
            }
            if (tags.group().startsWith("</")) {
                open.pop();
            } else if (!VOID.contains(name.group(1)) && !tags.group().endsWith("/>")) {
                boolean isSet =
                        tags.group().contains("th:text=") || tags.group().contains("th:utext=");
                open.push(name.group(1) + (isSet ? "*" : ""));
            }
        }
        return texts.stream();
    }

    private static Map<Path, String> templates(String name) {
        try (Stream<Path> files = Files.list(resources(name).resolve("templates/" + name))) {
            Map<Path, String> sources = new TreeMap<>();
            for (Path file : files.toList()) {
                if (FOR_ADMINISTRATORS.contains(file.getFileName().toString())) {
                    continue;
                }
                sources.put(file.getFileName(), Files.readString(file));
            }
            assertThat(sources).isNotEmpty();
            return sources;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Properties bundle(String name) {
        try (Reader reader = Files.newBufferedReader(resources(name).resolve("messages/" + name + ".properties"))) {
            var bundle = new Properties();
            bundle.load(reader);
            return bundle;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path resources(String name) {
        return Path.of("..", MODULES.get(name), "src/main/resources");
    }
}
