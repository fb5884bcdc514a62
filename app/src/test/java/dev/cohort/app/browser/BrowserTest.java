package dev.cohort.app.browser;

import dev.cohort.app.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A test in the one browser, at the one application, with the same people in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

    @LocalServerPort
    int port;

    Browser browser;
    People people;
    String sleeper;

    @BeforeAll
    void open() {
        browser = Browser.at(port);
        people = new People(Api.as("alice", port));
        sleeper = People.sleeper(port);
    }

    @BeforeEach
    void administrator() {
        browser.signIn("alice");
    }

    @AfterEach
    void leaveNothing() {
        browser.run("sessionStorage.clear()");
        browser.size(1440, 900);
    }
}
