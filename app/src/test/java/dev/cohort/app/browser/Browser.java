package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium at the application, that notices what nobody may see: accessibility violations, requests to
 * elsewhere, reports of the content policy, and shifts of the layout. One is opened for all tests and closed with the
 * JVM. Where no browser is installed, tests are skipped; with {@code CI=true} they fail instead.
 */
final class Browser {

    private static final List<String> CHROMIUM =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(40);
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final String WATCH = """
            window.violations = [];
            document.addEventListener('securitypolicyviolation',
                (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
            window.shifts = [];
            window.moved = [];
            new PerformanceObserver((list) => list.getEntries().filter((one) => !one.hadRecentInput)
                .forEach((one) => {
                  window.shifts.push(one.value);
                  window.moved.push(...one.sources.map(({node, previousRect, currentRect}) =>
                      `${(node?.outerHTML ?? node?.textContent ?? '').slice(0, 120)} from ${JSON.stringify(previousRect)}`
                      + ` to ${JSON.stringify(currentRect)}`));
                })).observe({type: 'layout-shift', buffered: true});
            """;
    private static final String VIOLATIONS = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then((results) => done(
                results.violations.flatMap((one) => one.nodes.map((node) =>
                    one.id + ': ' + node.target + ' ' + node.html))), (failure) => done([String(failure)]));
            """;
    private static final String ELSEWHERE = """
            return performance.getEntriesByType('resource').map((one) => one.name)
                .filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('data:'))
            """;
    private static final String AXE = axe();
    private static @Nullable Browser shared;

    private final ChromeDriver driver;
    private final String base;
    private final Path profile;
    private final Map<String, Set<Cookie>> sessions = new HashMap<>();

    private Browser(ChromeDriver driver, String base, Path profile) {
        this.driver = driver;
        this.base = base;
        this.profile = profile;
    }

    /** The one browser, at the application on {@code port}. */
    static synchronized Browser at(int port) {
        String base = "http://localhost:" + port;
        if (shared == null || !shared.base.equals(base)) {
            if (shared != null) {
                shared.close();
            }
            shared = open(base);
            Browser opened = shared;
            Runtime.getRuntime().addShutdownHook(new Thread(opened::close));
        }
        return shared;
    }

    private static Browser open(String base) {
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
            logs.enable(LogType.BROWSER, Level.WARNING);
            options.setCapability("goog:loggingPrefs", logs);
            var service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(driver)
                    .usingAnyFreePort()
                    .build();
            var chrome = new ChromeDriver(service, options);
            chrome.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
            var browser = new Browser(chrome, base, profile);
            browser.size(1440, 900);
            return browser;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Signs in, once for each user; from then on their session's cookies are put back. */
    Browser signIn(String user) {
        driver.manage().deleteAllCookies();
        Set<Cookie> session = sessions.get(user);
        if (session == null) {
            go("/login");
            find("[name=username]").sendKeys(user);
            find("[name=password]").sendKeys(user, Keys.ENTER);
            waitFor(".side");
            sessions.put(user, driver.manage().getCookies());
        } else {
            session.forEach(cookie -> driver.manage().addCookie(cookie));
        }
        return this;
    }

    /** From now on nobody is signed in. */
    void signOut() {
        driver.manage().deleteAllCookies();
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
        return patiently().withMessage(selector).until(ready -> {
            return all(selector).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null);
        });
    }

    /** Waits until {@code script} answers true. */
    void until(String script) {
        patiently().withMessage(script).until(ready -> Boolean.TRUE.equals(run("return " + script)));
    }

    /** What {@code script} hands to its callback, a number. */
    double later(String script) {
        return ((Number) Objects.requireNonNull(driver.executeAsyncScript(script))).doubleValue();
    }

    /** Drops scripts, styles and fonts, as if the browser had never been here. */
    void forgetFiles() {
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    }

    /** Asks often: what a test waits for is mostly there within some milliseconds. */
    private FluentWait<WebDriver> patiently() {
        return new WebDriverWait(driver, PATIENCE, OFTEN).ignoring(StaleElementReferenceException.class);
    }

    Object run(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    void click(String selector) {
        waitFor(selector).click();
    }

    /** Drags what is at {@code selector} by some pixels to the right, or to the left if negative. */
    void drag(String selector, int right) {
        new Actions(driver)
                .moveToElement(waitFor(selector))
                .clickAndHold()
                .moveByOffset(right / 2, 0)
                .moveByOffset(right - right / 2, 0)
                .release()
                .perform();
    }

    /** Chooses the option of that text. */
    void choose(String selector, String text) {
        new Select(waitFor(selector)).selectByVisibleText(text);
    }

    /** Writes a text in the place of what is there. */
    void write(String selector, String text) {
        WebElement field = waitFor(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** What the page shows at {@code selector}, once it has {@code text} in it. */
    String read(String selector, String text) {
        return patiently()
                .until(ready -> all(selector).stream()
                        .map(WebElement::getText)
                        .filter(shown -> shown.contains(text))
                        .findFirst()
                        .orElse(null));
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
        until("!document.querySelector('.htmx-request')");
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
    @SuppressWarnings("unchecked")
    private void assertAccessible(String where, String scheme) {
        if (Boolean.FALSE.equals(run("return 'axe' in window"))) {
            run(AXE);
        }
        List<String> rules = scheme.equals("light") ? RULES : List.of("color-contrast");
        Object kind = Map.of("type", scheme.equals("light") ? "tag" : "rule", "values", rules);
        assertThat((List<String>) driver.executeAsyncScript(VIOLATIONS, kind))
                .as("accessibility of " + where)
                .isEmpty();
    }

    /** No report of the content policy, no request to elsewhere, no error in the console, no shift of the layout. */
    void assertQuiet(String where) {
        assertThat(run("return window.violations"))
                .as("content policy, " + where)
                .isEqualTo(List.of());
        Object shifts = run("return window.shifts.reduce((sum, one) => sum + one, 0)");
        assertThat(((Number) shifts).doubleValue())
                .as("layout shift, " + where + ": " + run("return window.moved.join()"))
                .isLessThan(0.02);
        assertThat(run(ELSEWHERE)).as("requests to elsewhere, " + where).isEqualTo(List.of());
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .map(entry -> entry.getMessage())
                        .filter(message -> !message.contains("the server responded with a status of 4")))
                .as("console, " + where)
                .isEmpty();
    }

    private void close() {
        driver.quit();
        org.springframework.util.FileSystemUtils.deleteRecursively(profile.toFile());
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
