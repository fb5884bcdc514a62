package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A small tenant for the browser: fields of several types, some contacts, and one who sleeps with a device on. */
final class People {

    private static final List<String> FIRST =
            List.of("Maya", "Jonas", "Aiko", "Omar", "Elena", "Noah", "Priya", "Liam");
    private static final List<String> LAST =
            List.of("Okafor", "Lindqvist", "Tanaka", "Haddad", "Rossi", "Schmidt", "Nair");
    private static final List<String> TIERS = List.of("Gold", "Silver", "Bronze");
    private static final List<String> COMPANIES = List.of("Northwind", "Aurora Labs", "Vela Health", "Quay & Co");
    private static final int CONTACTS = 60;
    private static final int NIGHTS = 30;

    private static final Map<Integer, String> SLEEPERS = new ConcurrentHashMap<>();

    private final Api api;

    People(Api api) {
        this.api = api;
    }

    /** The id of the one who sleeps; makes them all the first time that it is asked for at an application. */
    static String sleeper(int port) {
        return SLEEPERS.computeIfAbsent(port, any -> new People(Api.as("alice", port)).fill());
    }

    private String fill() {
        field(
                "{\"key\": \"tier\", \"label\": \"Tier\", \"type\": \"select\", \"options\": [\"Gold\", \"Silver\", \"Bronze\"]}");
        field("{\"key\": \"joined\", \"label\": \"Joined\", \"type\": \"date\"}");
        field("{\"key\": \"visits\", \"label\": \"Visits\", \"type\": \"integer\", \"constraints\": {\"min\": 0}}");
        field("{\"key\": \"vip\", \"label\": \"VIP\", \"type\": \"boolean\"}");
        field(
                "{\"key\": \"interests\", \"label\": \"Interests\", \"type\": \"text\", \"multiple\": true, \"searchable\": true}");
        field("{\"key\": \"notes\", \"label\": \"Notes\", \"type\": \"long_text\"}");
        String last = "";
        for (int i = 0; i < CONTACTS; i++) {
            last = Api.json(ok(api.post("/api/v1/contacts", contact(i))))
                    .get("id")
                    .asString();
        }
        sleep(last);
        return last;
    }

    private void field(String json) {
        ok(api.post("/api/v1/contact-fields", json));
    }

    private static String contact(int i) {
        String first = FIRST.get(i % FIRST.size());
        String name = LAST.get(i % LAST.size());
        return """
                {"externalId": "P-%03d", "firstName": "%s", "lastName": "%s", "email": "%s.%s%d@example.com",
                 "phone": "+1 415 555 %04d", "company": "%s", "fields": {"tier": "%s", "joined": "20%02d-%02d-14",
                 "visits": %d, "vip": %s, "interests": ["sleep", "%s"]}}""".formatted(
                        i,
                        first,
                        name,
                        first.toLowerCase(java.util.Locale.ROOT),
                        name.toLowerCase(java.util.Locale.ROOT),
                        i,
                        1000 + i,
                        COMPANIES.get(i % COMPANIES.size()),
                        TIERS.get(i % TIERS.size()),
                        15 + i % 11,
                        1 + i % 12,
                        i * 7 % 90,
                        i % 5 == 0,
                        i % 2 == 0 ? "running" : "climbing");
    }

    /** A month of nights, three of them missing, the last with stages and a pulse that stops for an hour. */
    private void sleep(String person) {
        OffsetDateTime last = OffsetDateTime.parse("2026-11-20T22:40:00+01:00");
        var sessions = new StringBuilder();
        for (int i = 0; i < NIGHTS; i++) {
            if (i == 4 || i == 11 || i == 12) {
                continue;
            }
            sessions.append(sessions.isEmpty() ? "" : ",")
                    .append(session(last.minusDays(i).plusMinutes(i * 37 % 90), i));
        }
        ok(api.post("/api/v1/people/" + person + "/sleep/sessions", "{\"sessions\": [" + sessions + "]}"));
        var samples = new StringBuilder();
        for (int minute = 0; minute < 470; minute++) {
            if (minute < 180 || minute > 240) {
                double value = 52 + 7 * Math.sin(minute / 40.0) + minute % 7;
                samples.append(samples.isEmpty() ? "" : ",")
                        .append("[\"%s\", %.1f]".formatted(last.plusMinutes(minute), value));
            }
        }
        ok(api.post("/api/v1/people/" + person + "/samples", """
                {"source": {"provider": "oura", "deviceModel": "Ring 4"}, "type": "heart_rate", "unit": "bpm",
                 "samples": [%s]}""".formatted(samples)));
    }

    private static String session(OffsetDateTime start, int i) {
        OffsetDateTime end = start.plusMinutes(430 + i * 53 % 80);
        String stages = "";
        if (i == 0) {
            String[] order = {
                "light", "deep", "light", "rem", "awake", "light", "deep", "rem", "light", "awake", "light", "rem"
            };
            var text = new StringBuilder();
            OffsetDateTime at = start.plusMinutes(12);
            for (int k = 0; k < order.length; k++) {
                int length = 16 + k * 29 % 34;
                if (k != 6) {
                    text.append(text.isEmpty() ? "" : ",")
                            .append("{\"stage\": \"%s\", \"start\": \"%s\", \"end\": \"%s\"}"
                                    .formatted(order[k], at, at.plusMinutes(length)));
                }
                at = at.plusMinutes(length);
            }
            stages = ", \"stages\": [" + text + "]";
        }
        return """
                {"externalId": "n%d", "source": {"provider": "oura", "deviceModel": "Ring 4"}, "start": "%s",
                 "end": "%s", "asleepMinutes": %d, "inBedMinutes": %d%s}""".formatted(i, start, end, 390 + i * 41 % 70, 425 + i * 41 % 70, stages);
    }

    private static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    /** A contact of a test's own; answers its id. */
    String contact(String json) {
        return Api.json(ok(api.post("/api/v1/contacts", json))).get("id").asString();
    }

    /** Somebody else changes a contact meanwhile. */
    void change(String id, String body) {
        String version = ok(api.get("/api/v1/contacts/" + id))
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        ok(api.send(api.request("/api/v1/contacts/" + id)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", version)
                .method("PATCH", BodyPublishers.ofString(body))));
    }
}
