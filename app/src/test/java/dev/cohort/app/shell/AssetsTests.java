package dev.cohort.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The pages stay light, whoever adds to them: all scripts and all styles of all pages together, compressed. */
class AssetsTests {

    private static final int KIBIBYTE = 1024;
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\w./-]+");

    @Test
    void allScriptsTogetherFitIntoSixtyKibibytes() throws IOException {
        List<Resource> scripts = files("classpath*:/static/assets/**/*.js");
        scripts.addAll(files("classpath:/META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js"));
        assertThat(compressed(scripts)).isBetween(10 * KIBIBYTE, 60 * KIBIBYTE);
    }

    @Test
    void allStylesTogetherFitIntoTwentyKibibytes() throws IOException {
        assertThat(compressed(files("classpath*:/static/assets/**/*.css"))).isBetween(2 * KIBIBYTE, 20 * KIBIBYTE);
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (String kind : List.of("js", "css", "svg")) {
            for (Resource file : files("classpath*:/static/assets/**/*." + kind)) {
                Matcher matcher = ADDRESS.matcher(new String(bytes(file), java.nio.charset.StandardCharsets.UTF_8));
                while (matcher.find()) {
                    addresses.add(matcher.group());
                }
            }
        }
        assertThat(addresses).allMatch(address -> address.equals("http://www.w3.org/2000/svg"));
    }

    private static List<Resource> files(String pattern) throws IOException {
        List<Resource> found =
                new ArrayList<>(List.of(new PathMatchingResourcePatternResolver().getResources(pattern)));
        assertThat(found).as(pattern).isNotEmpty();
        return found;
    }

    private static int compressed(List<Resource> files) throws IOException {
        int size = 0;
        for (Resource file : files) {
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes(file));
            }
            size += packed.size();
        }
        return size;
    }

    private static byte[] bytes(Resource file) throws IOException {
        try (InputStream content = file.getInputStream()) {
            return content.readAllBytes();
        }
    }
}
