package dev.cohort.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Javadoc of the query budgets shows is what a compiler takes. */
class JavadocExamplesTests {

    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);
    private static final String IMPORTS = """
        import static org.assertj.core.api.Assertions.assertThat;
        import dev.cohort.kernel.query.*;
        import dev.cohort.kernel.test.query.*;
        import java.nio.file.Path;
        import java.util.List;
        import org.junit.jupiter.api.Test;
        import org.springframework.web.bind.annotation.*;
        """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/dev/cohort/kernel/query/QueryBudget.java",
                "src/main/java/dev/cohort/kernel/query/AllowRepeats.java",
                "src/test/java/dev/cohort/kernel/test/query/QueryGrowth.java",
                "src/test/java/dev/cohort/kernel/test/query/Populate.java",
                "src/test/java/dev/cohort/kernel/test/query/WarmUp.java",
                "src/test/java/dev/cohort/kernel/test/query/GrowthMeasurement.java",
                "src/test/java/dev/cohort/kernel/test/query/QueryBudgetCoverage.java",
                "src/test/java/dev/cohort/kernel/test/query/HibernateWitness.java"
            })
    void examplesCompile(String file, @TempDir Path classes) throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of(file)));
        assertThat(examples.find()).as("an example in " + file).isTrue();
        String code = examples.group(1).replaceAll("(?m)^ \\*", "");
        var errors = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Boolean compiled = compiler.getTask(
                        errors,
                        null,
                        null,
                        List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(source(IMPORTS + code)))
                .call();
        assertThat(compiled).as(errors.toString()).isTrue();
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
