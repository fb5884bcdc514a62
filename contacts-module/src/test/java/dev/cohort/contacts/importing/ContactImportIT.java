package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantScope;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContactImportIT extends ImportTest {

    private static final Path DEMO = Path.of("../app/src/main/resources/demo");

    @Test
    void rowsAreCreatedChangedAndLeftAsTheyAre() throws Exception {
        JsonNode first = run("""
                external_id,First name,fields.score,ALL TAGS,party
                a,,7,x;y\\;z,left
                b,,,,
                """.replace("First name", "firstName"));
        counts(first, 2, 2, 0, 0, 0);
        assertThat(values("a")).containsExactly("7", "x", "y;z", "1");

        JsonNode second = run("""
                externalId,firstName,score,tags,party
                a,Ada,7,x;y\\;z,Left
                b,,,,
                c,Eve,,,
                """);
        counts(second, 3, 1, 1, 1, 0);
        assertThat(names()).containsExactly("a:Ada", "b:null", "c:Eve");
        counts(run("""
                externalId,firstName,score,tags,party
                a,Ada,7,x;y\\;z,Left
                """), 1, 0, 0, 1, 0);
    }

    @Test
    void oneBadRowNeverTakesTheOthersWithIt() throws Exception {
        JsonNode job = run("""
                externalId,email,score,party
                a,a@example.org,1,Left
                b,nonsense,1,
                c,,many,
                d,,,Middle
                e,,3
                f,,3,,too many
                g,"g@example.org",4,Right
                """);
        counts(job, 7, 3, 0, 0, 4);
        assertThat(job.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(names()).containsExactly("a:null", "e:null", "g:null");
        assertThat(errors(job).lines().map(line -> line.split(",")).map(cells -> cells[0] + " " + cells[1]))
                .containsExactly("row column", "2 email", "3 score", "4 party", "6 ");
    }

    @Test
    void aDryRunSaysWhatWouldBecomeOfEachRowAndWritesNothing() throws Exception {
        run("externalId,firstName\na,Ada\n");
        JsonNode job = run("externalId,firstName\na,Ada\na,Eve\nb,Bob\nc,\"x\u0000y\"\n", "dryRun", "true");
        counts(job, 4, 1, 1, 1, 1);
        assertThat(names()).containsExactly("a:Ada");
        assertThat(text(job, "outcomes")).isEqualTo("row,outcome\n1,unchanged\n2,updated\n3,created\n4,failed\n");
        assertThat(errors(job)).contains("4,firstName,");
    }

    @Test
    void aFileThatCannotBeReadToItsEndWritesNothing() throws Exception {
        byte[] latin =
                ("externalId,firstName\n" + "a,Ada\n".repeat(50_000) + "b,Zoë\n").getBytes(StandardCharsets.ISO_8859_1);
        JsonNode job = await(send(latin, "x.csv").andExpect(status().isAccepted()));
        assertThat(job.get("status").stringValue()).isEqualTo("failed");
        assertThat(job.get("message").stringValue()).contains("not UTF-8");
        assertThat(names()).isEmpty();
    }

    @Test
    void aKeyFindsByAnySelectorAndRefusesToChoose() throws Exception {
        run("externalId,email,score\na,a@example.org,1\nb,b@example.org,2\nc,b@example.org,3\n");
        JsonNode job = run("email,score\nA@EXAMPLE.ORG,10\nb@example.org,20\nn@example.org,30\n", "key", "email");
        counts(job, 3, 1, 1, 0, 1);
        assertThat(errors(job)).contains("ambiguous-key");
        counts(run("fields.score,firstName\n10,Ada\n", "key", "fields.score"), 1, 0, 1, 0, 0);
        assertThat(names()).contains("a:Ada");
    }

    @Test
    void theSameKeyTwiceInAFileIsOneContact() throws Exception {
        counts(run("externalId,firstName\na,Ada\na,Ada\nA,Eve\n"), 3, 1, 1, 1, 0);
        assertThat(names()).as("and spelt as it was last").containsExactly("A:Eve");
    }

    @Test
    void aDryRunKnowsTheKeysOfItsEarlierSteps() throws Exception {
        var csv = new StringBuilder("externalId,firstName\n");
        for (int row = 0; row < 1_001; row++) {
            csv.append("k").append(row).append(",x\n");
        }
        counts(run(csv + "K0,y\n", "dryRun", "true"), 1_002, 1_001, 1, 0, 0);
        counts(run(csv + "K0,y\n"), 1_002, 1_001, 1, 0, 0);
    }

    @Test
    void theDemoLoadsItsLegislatorsAndDoesSoOnce() throws Exception {
        tenant = newTenant();
        var caller = new Caller(tenant, "demo");
        for (int time = 0; time < 2; time++) {
            try (InputStream fields = Files.newInputStream(DEMO.resolve("legislators-fields.json"));
                    InputStream file = new GZIPInputStream(Files.newInputStream(DEMO.resolve("legislators.csv.gz")))) {
                TenantScope.run(tenant, () -> {
                    contactImport.defineFields(caller, fields);
                    contactImport.load(caller, file);
                });
            }
        }
        assertThat(inTenant("SELECT count(*) || ' ' || max(version) FROM contacts.contact WHERE tenant_id = :tenant"))
                .containsExactly("537 1");
    }
}
