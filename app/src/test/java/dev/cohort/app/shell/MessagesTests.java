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
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The texts of the pages stand in the modules' bundles: each that a template, a script or a view asks for, and no
 * other. What an answer of the API says is the API's, in English, also where a page shows it.
 */
class MessagesTests {

    private static final Map<String, String> MODULES =
            Map.of("shell", "app", "contacts", "contacts-module", "sleep", "sleep-module");
    private static final List<String> VIEWS = List.of(
            "app/src/main/java/dev/cohort/app/shell",
            "contacts-module/src/main/java/dev/cohort/contacts/page",
            "contacts-module/src/main/java/dev/cohort/contacts/lab",
            "sleep-module/src/main/java/dev/cohort/sleep/page",
            "sleep-module/src/main/java/dev/cohort/sleep/chart");
    private static final Pattern USED = Pattern.compile("#\\{([\\w.-]+)|#messages\\.msg\\('([\\w.-]+)'");
    private static final Pattern KEY = Pattern.compile("['\"]((?:shell|contacts|sleep)\\.[\\w.-]+)['\"]");
    private static final Pattern TAG = Pattern.compile("<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("</?([\\w:-]+)");
    private static final String TEXT_ATTRIBUTES =
            "aria-label|placeholder|title|alt|data-command|data-confirm|data-agree|data-reason";
    private static final Pattern LITERAL_ATTRIBUTE =
            Pattern.compile("(?<![\\w:-])(" + TEXT_ATTRIBUTES + ")=\"(?![^\" ]*[.=][^\" ]*\")[^\"]*[A-Za-z]{2}");
    private static final Pattern EXPRESSION = Pattern.compile("th:[\\w-]+=\"([^\"]*)\"");
    private static final Pattern MODULE = Pattern.compile("<script type=\"module\" th:src=\"@\\{/assets/(\\w+/\\w+)");
    private static final Pattern GIVEN = Pattern.compile("@scriptTexts\\.of\\('(\\w+)',([\\w',]+)\\)");
    private static final Pattern IMPORT = Pattern.compile("from '\\./(\\w+)\\.js'");
    private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|(?m:(?:^|\\s)//.*$)");
    private static final Pattern LITERAL =
            Pattern.compile("'((?:[^'\\\\\\n]|\\\\.)*)'|`((?:[^`\\\\]|\\\\.)*)`|\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern PROBLEM = Pattern.compile("(?s)(?:ProblemException|Exception\\(|printf\\().*?;");
    private static final Pattern STYLE = Pattern.compile("\\.([a-z][\\w-]*)");
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "img", "use", "path", "hr");
    private static final Set<String> NO_TEXT = Set.of("code", "kbd", "script", "style");
    private static final Set<String> TECHNICAL = Set.of(
            "Enter",
            "Escape",
            "Tab",
            "Location",
            "Accept",
            "Lax",
            "nav",
            "input",
            "select",
            "textarea",
            "tr",
            "td",
            "th",
            "thead",
            "tbody");

    private static final Set<String> STYLES = styles();

    @Test
    void eachTextThatIsAskedForIsThereAndEachThatIsThereIsAskedFor() {
        MODULES.forEach((name, module) -> {
            Set<String> asked = new TreeSet<>();
            templates(name).forEach((file, source) -> {
                Matcher matcher = USED.matcher(source);
                while (matcher.find()) {
                    asked.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
                }
            });
            scripts(name).forEach((file, source) -> asked.addAll(keys(source, name)));
            views(module).forEach((file, source) -> asked.addAll(keys(source, name)));
            Set<String> known = bundle(name).stringPropertyNames();
            assertThat(asked)
                    .as("asked for in %s", name)
                    .allMatch(key -> known.stream()
                            .anyMatch(text -> text.equals(key) || isBeginning(key) && text.startsWith(key)));
            assertThat(known)
                    .as("texts of %s", name)
                    .allMatch(text -> asked.stream()
                            .anyMatch(key -> key.equals(text) || isBeginning(key) && text.startsWith(key)));
        });
    }

    /** A key whose end is put to it at run time. */
    private static boolean isBeginning(String key) {
        return key.endsWith(".") || key.endsWith("-");
    }

    @Test
    void aPageGivesItsScriptsTheirTextsAndThoseOfWhatTheyImport() {
        List<String> missing = new ArrayList<>();
        MODULES.keySet()
                .forEach(name -> templates(name).forEach((file, source) -> {
                    Set<String> given = new TreeSet<>();
                    Matcher lists = GIVEN.matcher(source);
                    while (lists.find()) {
                        for (String script : lists.group(2).replace("'", "").split(",")) {
                            given.add(lists.group(1) + "/" + script);
                        }
                    }
                    Matcher modules = MODULE.matcher(source);
                    while (modules.find()) {
                        imported(modules.group(1)).stream()
                                .filter(script -> !given.contains(script)
                                        && !keys(script(script), name).isEmpty())
                                .forEach(script -> missing.add(file + ": " + script));
                    }
                }));
        assertThat(missing).isEmpty();
    }

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
                    Matcher expressions = EXPRESSION.matcher(source);
                    while (expressions.find()) {
                        sentences(expressions.group(1).replace('|', '`'))
                                .forEach(text -> written.add(file + ": " + text));
                    }
                }));
        assertThat(written).isEmpty();
    }

    @Test
    void noTextIsWrittenIntoAScript() {
        List<String> written = new ArrayList<>();
        MODULES.keySet()
                .forEach(name -> scripts(name)
                        .forEach((file, source) -> sentences(source).forEach(text -> written.add(file + ": " + text))));
        assertThat(written).isEmpty();
    }

    @Test
    void noTextIsWrittenIntoAView() {
        List<String> written = new ArrayList<>();
        MODULES.values()
                .forEach(module -> views(module)
                        .forEach((file, source) -> sentences(
                                        PROBLEM.matcher(source.replaceAll("(?m)^import .*|@\\w+\\(.*?\\)", ""))
                                                .replaceAll(""))
                                .filter(text -> !text.contains("<") && !text.contains("=\\\""))
                                .forEach(text -> written.add(file + ": " + text))));
        assertThat(written).isEmpty();
    }

    @Test
    void sentencesAreTold() {
        assertThat(sentences("say('Nothing was erased.'); // 'A comment'\n x = `${n} of ${m}`; /* 'Another one' */"))
                .containsExactly("Nothing was erased.", " of ");
        assertThat(sentences("ask(`Delete ${name}?`, 'leave out', 'button')")).containsExactly("Delete ", "leave out");
        assertThat(sentences("$('#grid tbody tr'); a({ class: 'button primary' }, 'Content-Type', '/contacts/')"))
                .isEmpty();
    }

    /** The texts among the literals of a source: a capitalised word, or words that name neither style nor element. */
    private static Stream<String> sentences(String source) {
        return LITERAL.matcher(COMMENT.matcher(source).replaceAll(""))
                .results()
                .map(literal -> Stream.of(literal.group(1), literal.group(2), literal.group(3))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow())
                .flatMap(literal -> Stream.of(literal.split("\\$\\{[^{}]*}")))
                .filter(MessagesTests::isSentence);
    }

    private static boolean isSentence(String part) {
        boolean isDatePattern = part.matches("[EMdumsH:, ]+('UTC')?");
        if (isDatePattern
                || part.matches("(?s).*[#\\[/].*|\\.\\w.*|[A-Z][a-z]+(-[A-Z][a-z]+)+")
                || TECHNICAL.contains(part)) {
            return false;
        }
        boolean isCapitalised = part.matches("(?s)[A-Z][a-z]+(\\W.*)?");
        boolean hasWords = part.contains(" ")
                && Stream.of(part.split("[^A-Za-z-]+"))
                        .anyMatch(word -> word.length() > 1 && !STYLES.contains(word) && !TECHNICAL.contains(word));
        return isCapitalised || hasWords;
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

    private static Set<String> keys(String source, String module) {
        return KEY.matcher(source)
                .results()
                .map(found -> found.group(1))
                .filter(key -> key.startsWith(module + "."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The script and what it imports from beside it. */
    private static Set<String> imported(String script) {
        Set<String> all = new TreeSet<>(Set.of(script));
        String folder = script.substring(0, script.indexOf('/') + 1);
        IMPORT.matcher(script(script)).results().forEach(found -> all.addAll(imported(folder + found.group(1))));
        return all;
    }

    private static String script(String script) {
        String name = script.substring(0, script.indexOf('/'));
        return scripts(name).get(Path.of(script.substring(name.length() + 1) + ".js"));
    }

    private static Map<Path, String> templates(String name) {
        return files(resources(name).resolve("templates/" + name), ".html");
    }

    private static Map<Path, String> scripts(String name) {
        return files(resources(name).resolve("static/assets/" + name), ".js");
    }

    private static Map<Path, String> views(String module) {
        Map<Path, String> sources = new TreeMap<>();
        VIEWS.stream()
                .filter(folder -> folder.startsWith(module + "/"))
                .forEach(folder -> sources.putAll(files(Path.of("..", folder), ".java")));
        return sources;
    }

    private static Map<Path, String> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            Map<Path, String> sources = new TreeMap<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(ending)).toList()) {
                sources.put(file.getFileName(), Files.readString(file));
            }
            assertThat(sources).isNotEmpty();
            return sources;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> styles() {
        return MODULES.keySet().stream()
                .flatMap(name -> files(resources(name).resolve("static/assets/" + name), ".css").values().stream())
                .flatMap(source -> STYLE.matcher(source).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
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
