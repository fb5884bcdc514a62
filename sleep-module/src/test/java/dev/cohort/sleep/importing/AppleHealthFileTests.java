package dev.cohort.sleep.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.sleep.night.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AppleHealthFileTests {

    private static final String FORMAT = "apple-health";

    @Test
    @DisplayName("T26, F20: samples are read in the units that Apple prints, and a fraction of oxygen is percent")
    void samplesAreReadInTheUnitsThatApplePrints() {
        Collected export = Collected.ofFixture(FORMAT, null, "apple-export.xml");

        assertThat(export.samples)
                .containsExactly(
                        "apple heart_rate 2026-03-02T17:10:00Z 5200",
                        "apple spo2 2026-03-02T17:00:00Z 9700",
                        "apple spo2 2026-03-02T16:30:00Z 9500",
                        "apple skin_temperature 2026-03-02T14:00:00Z 3500",
                        "apple hrv_sdnn 2026-03-02T17:11:00Z 4128");
    }

    @Test
    void aRecordThatIsRefusedIsNamedWithItsLine() {
        Collected export = Collected.ofFixture(FORMAT, null, "apple-export.xml");

        assertThat(export.rejections)
                .containsExactly(
                        "22/22 value=999 out-of-bounds",
                        "41/41 endDate=2026-03-03 18:10:00 +0900 end-before-start",
                        "42/42 value=HKCategoryValueSleepAnalysisDozing unknown-stage");
    }

    @Test
    void theZoneOfARecordWinsOverTheOffsetOfThePhoneThatExported() {
        Collected export = Collected.ofFixture(FORMAT, null, "apple-export.xml");

        assertThat(export.stages).hasSize(3);
        assertThat(export.stages.getFirst().startOffset()).isEqualTo(-8 * 3600);
        assertThat(export.stages.getLast().startOffset()).isEqualTo(9 * 3600);
        assertThat(export.stages.getLast().stage()).isEqualTo(Stage.IN_BED);
    }

    @Test
    void aDeviceStaysTheSameWithNewSoftware() {
        Collected export = Collected.ofFixture(FORMAT, null, "apple-export.xml");

        assertThat(export.stages.get(0).deviceModel()).isEqualTo("Watch6,12");
        assertThat(export.stages.get(0).deviceType()).isEqualTo("watch");
        assertThat(StageSessions.assembled(
                        export.stages.stream().limit(2).map(SourceSession::of).toList()))
                .hasSize(1);
    }

    @Test
    void anExportIsFoundInItsZipBesideOtherFiles() throws IOException {
        byte[] zip =
                zipped("apple_health_export/export_cda.xml", "<ClinicalDocument/>", "apple_health_export/Exportar.xml");

        assertThat(Collected.of(FORMAT, null, new ByteArrayInputStream(zip)).samples)
                .hasSize(5);
    }

    @Test
    void aZipThatIsCutOffIsRefusedAtAnyByte() throws IOException {
        byte[] zip = zipped("export_cda.xml", "<x/>", "export.xml");

        for (int length : new int[] {5, 40, zip.length / 3, zip.length / 2, zip.length - 400}) {
            assertRefused(new ByteArrayInputStream(Arrays.copyOf(zip, length)), "");
        }
    }

    @Test
    void aZipWithoutExportSaysSo() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("photo.jpg"));
            zip.write(1);
        }
        assertRefused(new ByteArrayInputStream(bytes.toByteArray()), "holds no export.xml");
    }

    @Test
    void aZipBombIsNotUnpacked() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("export.xml"));
            zip.write("<HealthData>".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = ("<!-- -->" + " ".repeat(1 << 16)).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 4_000; i++) {
                zip.write(blanks);
            }
        }
        assertThat(bytes.size()).isLessThan(1 << 20);
        assertRefused(new ByteArrayInputStream(bytes.toByteArray()), "more than 200 times");
    }

    @Test
    void xmlThatIsCutOffIsRefusedWithItsLine() throws IOException {
        byte[] xml = Collected.fixture("apple-export.xml").readAllBytes();

        assertRefused(new ByteArrayInputStream(xml, 0, xml.length - 200), "line 4");
        assertRefused(new ByteArrayInputStream(xml, 0, 700), "line 1");
        assertRefused(new ByteArrayInputStream(xml, 0, 0), "empty");
    }

    @Test
    void anEntityIsRefusedAndNothingIsFetched() {
        assertRefused("""
                <!DOCTYPE HealthData [<!ENTITY passwords SYSTEM "file:///etc/passwd">]>
                <HealthData><Record type="HKQuantityTypeIdentifierHeartRate" unit="&passwords;"/></HealthData>""", "ine 2");
        assertRefused("""
                <!DOCTYPE HealthData SYSTEM "http://localhost:1/x.dtd" [<!ENTITY a "x">]>
                <HealthData>&a;</HealthData>""", "ine 2");
    }

    @Test
    void aBillionLaughsAreNotLaughed() {
        assertRefused("""
                <!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
                <HealthData><Record type="&d;"/></HealthData>""", "ine 3");
    }

    @Test
    void anEndlessValueIsRefusedBeforeItIsRead() {
        InputStream endless = new InputStream() {
            private int read;

            @Override
            public int read() {
                String start = "<HealthData><Record type=\"";
                return read < start.length() ? start.charAt(read++) : 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                target[offset] = (byte) read();
                return 1;
            }
        };
        assertRefused(endless, "longer than 4 MiB");
    }

    @Test
    void anotherFormatIsNamed() {
        assertRefused("<gpx/>", "starts with <gpx>");
        assertRefused("{\"records\": []}", "line 1");
    }

    @Test
    void anotherEncodingThanDeclaredIsRefused() {
        assertRefused(
                new ByteArrayInputStream("<HealthData locale=\"Zürich\"/>".getBytes(StandardCharsets.ISO_8859_1)),
                "encoding");
    }

    @Test
    void declaredEncodingsAreRead() {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><HealthData><Record"
                + " type=\"HKQuantityTypeIdentifierHeartRate\" unit=\"count/min\" startDate=\"2026-03-03 02:10:00 +0900\""
                + " value=\"52\"/></HealthData>";

        assertThat(Collected.of(FORMAT, null, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_16))).samples)
                .containsExactly("apple heart_rate 2026-03-02T17:10:00Z 5200");
    }

    @Test
    void controlCharactersThatAppleWritesDoNotEndTheFile() {
        assertThat(Collected.of(
                                FORMAT,
                                null,
                                "<HealthData><Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"a\u000bb\""
                                        + " unit=\"count/min\" startDate=\"2026-03-03 02:10:00 +0900\" value=\"52\"/></HealthData>")
                        .samples)
                .hasSize(1);
    }

    @Test
    void anExportOfManyLinesIsNotTakenForAnAttack() {
        String record = " <Record type=\"HKQuantityTypeIdentifierHeartRate\" unit=\"count/min\""
                + " startDate=\"2026-03-03 02:10:00 +0900\" value=\"52\">\n </Record>\n";

        assertThat(Collected.of(FORMAT, null, "<HealthData>\n" + record.repeat(150_000) + "</HealthData>").samples)
                .hasSize(150_000);
    }

    @Test
    void whatLiesInTheFutureIsRefused() {
        assertThat(Collected.of(
                                FORMAT,
                                null,
                                "<HealthData><Record type=\"HKQuantityTypeIdentifierHeartRate\" unit=\"count/min\""
                                        + " startDate=\"2036-03-03 02:10:00 +0900\" value=\"52\"/></HealthData>")
                        .rejections)
                .containsExactly("1/1 startDate=2036-03-03 02:10:00 +0900 in-future");
    }

    private static byte[] zipped(String firstName, String first, String secondName) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(firstName));
            zip.write(first.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(secondName));
            Collected.fixture("apple-export.xml").transferTo(zip);
        }
        return bytes.toByteArray();
    }

    private static void assertRefused(String xml, String words) {
        assertRefused(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), words);
    }

    private static void assertRefused(InputStream file, String words) {
        assertThatThrownBy(() -> Collected.of(FORMAT, null, file))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining(words);
    }
}
