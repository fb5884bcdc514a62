package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium at the application, that notices what nobody may see: accessibility violations, requests to
 * elsewhere, reports of the content policy, and shifts of the layout. Where no browser is installed, tests are skipped;
 * with {@code CI=true} they fail instead.
 */
final class Browser implements AutoCloseable {

    private static final List<String> CHROMIUM =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final String WATCH = """
            window.violations = [];
            document.addEventListener('securitypolicyviolation',
                (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
            window.shifts = [];
            new PerformanceObserver((list) => list.getEntries().filter((one) => !one.hadRecentInput)
                .forEach((one) => window.shifts.push(one.value))).observe({type: 'layout-shift', buffered: true});
            """;

    private final ChromeDriver driver;
    private final String base;
    private final Path profile;

    private Browser(ChromeDriver driver, String base, Path profile) {
        this.driver = driver;
        this.base = base;
        this.profile = profile;
    }

    static Browser open(int port) {
        File driver = new File("/usr/bin/chromedriver");
        File chromium = CHROMIUM.stream()
                .map(File::new)
                .filter(File::exists)
                .findFirst()
                .orElse(null);
        boolean present = chromium != null && driver.exists();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present)
                    .as("Chromium and chromedriver (Debian: chromium, chromium-driver)")
                    .isTrue();
        }
        Assumptions.assumeTrue(present, "no Chromium with chromedriver on this machine");
        try {
            Path profile = Files.createTempDirectory("cohort-browser");
            var options = new ChromeOptions();
            options.setBinary(chromium);
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--hide-scrollbars",
                    "--user-data-dir=" + profile);
            var logs = new LoggingPreferences();
            logs.enable(LogType.PERFORMANCE, Level.ALL);
            logs.enable(LogType.BROWSER, Level.WARNING);
            options.setCapability("goog:loggingPrefs", logs);
            var service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(driver)
                    .usingAnyFreePort()
                    .build();
            var chrome = new ChromeDriver(service, options);
            chrome.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
            var browser = new Browser(chrome, "http://localhost:" + port, profile);
            browser.size(1440, 900);
            return browser;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Browser signIn(String user) {
        driver.manage().deleteAllCookies();
        go("/login");
        find("[name=username]").sendKeys(user);
        find("[name=password]").sendKeys(user, Keys.ENTER);
        waitFor(".side");
        return this;
    }

    void go(String path) {
        driver.get(base + path);
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The scheme that the system prefers. */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement waitFor(String selector) {
        return new WebDriverWait(driver, PATIENCE).until(ready -> {
            WebElement found = find(selector);
            return found.isDisplayed() ? found : null;
        });
    }

    /** Waits until {@code script} answers true. */
    void until(String script) {
        new WebDriverWait(driver, PATIENCE).until(ready -> Boolean.TRUE.equals(run("return " + script)));
    }

    Object run(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    /** Types keys wherever the focus is. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void press(Keys modifier, String key) {
        new Actions(driver).keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
    }

    String url() {
        return driver.getCurrentUrl().substring(base.length());
    }

    /** Keeps the page as it is under {@code target/screenshots}, in both schemes, and checks what nobody may see. */
    void shoot(String name) {
        for (String scheme : List.of("light", "dark")) {
            scheme(scheme);
            run("document.getAnimations().forEach((one) => one.finish())");
            picture(name + "-" + scheme);
            assertAccessible(name + ", " + scheme, scheme);
        }
        scheme("light");
        assertQuiet(name);
    }

    private void picture(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The schemes differ in colours alone, so the dark one is checked for its contrasts. */
    private void assertAccessible(String where, String scheme) {
        AxeBuilder axe = scheme.equals("light")
                ? new AxeBuilder().withTags(RULES)
                : new AxeBuilder().withOnlyRules(List.of("color-contrast"));
        Results results = axe.analyze(driver);
        List<String> violations = new ArrayList<>();
        for (Rule rule : results.getViolations()) {
            rule.getNodes()
                    .forEach(node -> violations.add(rule.getId() + ": " + node.getTarget() + " " + node.getHtml()));
        }
        assertThat(violations).as("accessibility of " + where).isEmpty();
    }

    /** No report of the content policy, no request to elsewhere, no error in the console, no shift of the layout. */
    void assertQuiet(String where) {
        assertThat(run("return window.violations"))
                .as("content policy, " + where)
                .isEqualTo(List.of());
        Object shifts = run("return window.shifts.reduce((sum, one) => sum + one, 0)");
        assertThat(((Number) shifts).doubleValue()).as("layout shift, " + where).isLessThan(0.02);
        List<String> elsewhere = driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .filter(message -> !message.contains("\"url\":\"" + base) && !message.contains("\"url\":\"data:"))
                .filter(message -> message.matches("(?s).*\"request\":\\{.*\"url\":\"(https?|wss?):.*"))
                .toList();
        assertThat(elsewhere).as("requests to elsewhere, " + where).isEmpty();
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .map(entry -> entry.getMessage())
                        .filter(message -> !message.contains("the server responded with a status of 4")))
                .as("console, " + where)
                .isEmpty();
    }

    @Override
    public void close() {
        driver.quit();
        org.springframework.util.FileSystemUtils.deleteRecursively(profile.toFile());
    }
}
