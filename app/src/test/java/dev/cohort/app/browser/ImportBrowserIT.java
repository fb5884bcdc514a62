package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import wizard, from a file to the file of what was refused; and the export of what a view shows. */
@CohortTest
class ImportBrowserIT extends BrowserTest {

    @Test
    void aFileIsMappedRehearsedImportedAndItsRefusedRowsDownloaded(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), """
                externalId,Surname,visits,ignored,Tier
                I-1,Import One,5,x,Gold
                I-2,"Import, Two",many,x,Silver
                I-3,Import Three,7,x,Gold
                """);
        browser.go("/import");
        browser.find("#file").sendKeys(file.toString());
        browser.waitFor("#map select");
        assertThat(browser.find("#map").getText()).contains("Surname", "Import One");
        assertThat(target("visits")).isEqualTo("fields.visits");
        assertThat(target("Tier")).isEqualTo("fields.tier");
        browser.choose("#map [data-column=Surname]", "Last name");
        browser.shoot("import-columns");
        browser.click("#rehearse");
        assertThat(browser.read("#step-try", "nothing has been written")).contains("Created", "Refused\n1");
        assertThat(browser.all(".outcomes tbody tr").stream()
                        .map(row -> row.getText())
                        .toList())
                .hasSize(3)
                .satisfies(rows ->
                        assertThat(rows.getFirst()).contains("2", "refused", "visits: \"many\" is not a number."))
                .satisfies(rows -> assertThat(rows.getLast()).contains("3", "would be created"));
        browser.shoot("import-rehearsal");
        assertThat(api("/api/v1/contacts?filter=externalId==I-1")).contains("\"items\":[]");

        browser.click("#step-try .primary");
        browser.until("location.pathname.startsWith('/jobs/')");
        browser.read("#job", "Done");
        browser.go(browser.url());
        assertThat(browser.read("#job", "Refused\n1")).contains("Created\n2", "File of the refused rows");
        browser.shoot("import-done");
        String errors = browser.find("#job a[download]").getDomAttribute("href");
        assertThat(api(errors)).contains("row,column,value,code,message", "2,visits,many");
        assertThat(api("/api/v1/contacts?filter=externalId==I-3")).contains("Import Three", "\"visits\":7");
    }

    @Test
    void semicolonsAreUnderstoodAndWhatTellsRowsApartIsChosen(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("semicolons.csv"), "lastName;company\nSemi;Colon Ltd\n");
        browser.go("/import");
        browser.find("#file").sendKeys(file.toString());
        browser.waitFor("#map select");
        assertThat(target("lastName")).isEqualTo("lastName");
        assertThat(target("company")).isEqualTo("company");
        browser.click("#rehearse");
        browser.read(".toast", "Rows are told apart by External id");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("key");
        browser.choose("#map [data-column=company]", "External id");
        browser.click("#rehearse");
        assertThat(browser.read("#step-try", "nothing has been written")).contains("Created\n1");
    }

    /** A rehearsal, so that the other tests' contacts stay what they are. */
    @Test
    void theProgressOfAJobIsThereAgainAfterAReload() {
        var rows = new StringBuilder("externalId,lastName\r\n");
        for (int row = 0; row < 30_000; row++) {
            rows.append("reload-").append(row).append(",Reloaded\r\n");
        }
        Api alice = Api.as("alice", port);
        String job = alice.send(alice.request("/api/v1/contacts/imports?dryRun=true")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofString("--x\r\nContent-Disposition: form-data; name=\"file\";"
                                + " filename=\"rows.csv\"\r\nContent-Type: text/csv\r\n\r\n" + rows + "\r\n--x--\r\n")))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        browser.go(job.replaceFirst(".*/jobs/", "/jobs/"));
        browser.read("#job", "of 30,000");
        browser.go(browser.url());
        browser.read("#job", "of 30,000");
        assertThat(browser.read("#job", "Done")).contains("Created\n30,000");
    }

    @Test
    void aFileThatIsNoneSaysSoAndAJobThatIsNoneToo(@TempDir Path folder) throws IOException {
        browser.go("/import");
        browser.find("#file")
                .sendKeys(Files.write(folder.resolve("empty.csv"), new byte[0]).toString());
        browser.read(".toast", "no header line");
        browser.go("/jobs/0HZZZZZZZZZZZ");
        browser.read(".empty", "No such job");
        browser.shoot("job-unknown");
    }

    @Test
    void theExportIsOfWhatTheViewShows() {
        people.contact(
                "{\"displayName\": \"Exported Alice\", \"company\": \"Export\", \"fields\": {\"tier\": \"Gold\"}}");
        people.contact("{\"displayName\": \"Exported Bob\", \"company\": \"Export\"}");
        browser.go("/contacts?q=alice&filter=company==Export&columns=displayName,fields.tier");
        browser.click(".head .pop summary");
        browser.shoot("export");
        String query = (String) browser.run("return new URLSearchParams(new FormData("
                + "document.querySelector('form[action$=export]'))).toString()");
        assertThat(api("/api/v1/contacts/export?format=csv&" + query))
                .contains("Exported Alice", ",tier", "Gold")
                .doesNotContain("Exported Bob", "visits");
    }

    private String target(String column) {
        return browser.find("#map [data-column=" + column + "]").getDomProperty("value");
    }

    private String api(String path) {
        return Api.as("alice", port).get(path).body();
    }
}
