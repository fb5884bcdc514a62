package dev.cohort.app.bench;

import dev.cohort.app.Api;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * Users of the demo's data, one request after the other: of 1,000 requests 600 are pages of contacts, 280 pages of
 * nights, 119 edits of a contact of their own, and one is an import of 200 rows.
 */
final class Visitors {

    private static final String[] CONTACTS = {
        "/api/v1/contacts?limit=50",
        "/api/v1/contacts?limit=50&filter=fields.chamber==senate&sort=-fields.birthday",
        "/api/v1/contacts?limit=50&sort=lastName",
        "/api/v1/contacts?limit=50&fields=none&q=john"
    };

    private final int port;
    private final List<String> sleepers = new ArrayList<>();
    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<String, Long> failures = new ConcurrentHashMap<>();

    /** Waits for the demo's data, which are loaded beside the first requests. */
    Visitors(int port) throws InterruptedException {
        this.port = port;
        Api alice = Api.as("alice", port);
        for (int patience = 0; patience < 60 && sleepers.size() < 2; patience++) {
            Thread.sleep(1_000);
            sleepers.clear();
            for (JsonNode contact :
                    Api.json(alice.get("/api/v1/contacts?limit=200")).path("items")) {
                String nights = "/api/v1/people/" + contact.path("id").asString() + "/sleep/summaries";
                if (sleepers.size() < 2
                        && !Api.json(alice.get(nights + "?limit=1"))
                                .path("items")
                                .isEmpty()) {
                    sleepers.add(nights);
                }
            }
        }
        if (sleepers.isEmpty()) {
            throw new IllegalStateException("nobody sleeps: the demo data are missing");
        }
    }

    void reset() {
        millis.clear();
        failures.clear();
    }

    /** Milliseconds of the requests that were answered as they should be. */
    Timing.Times times() {
        return new Timing.Times(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** How many requests had which other status and code. */
    Map<String, Long> failures() {
        return failures;
    }

    void run(int users, int seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Future<?>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int user = 0; user < users; user++) {
                int number = user;
                all.add(threads.submit(() -> visit(number, end)));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    private void visit(int user, long end) {
        Api alice = Api.as("alice", port);
        var random = new SplittableRandom(user + System.nanoTime());
        String own = null;
        while (System.nanoTime() < end) {
            int choice = random.nextInt(1_000);
            if (choice < 600) {
                request(200, () -> alice.get(CONTACTS[random.nextInt(CONTACTS.length)]));
            } else if (choice < 880) {
                request(200, () -> alice.get(sleepers.get(random.nextInt(sleepers.size())) + "?limit=50"));
            } else if (choice < 999) {
                own = edit(alice, own, random.nextInt(1_000_000));
            } else {
                request(202, () -> importRows(alice, user));
            }
        }
    }

    /** Creates the user's contact the first time, then changes it as it stands. */
    private String edit(Api alice, String own, int number) {
        if (own == null) {
            HttpResponse<String> created = request(
                    201, () -> alice.post("/api/v1/contacts", "{\"lastName\": \"Visited\", \"company\": \"A\"}"));
            return created != null && created.statusCode() == 201
                    ? Api.json(created).path("id").asString()
                    : null;
        }
        HttpResponse<String> read = request(200, () -> alice.get("/api/v1/contacts/" + own));
        if (read != null && read.statusCode() == 200) {
            request(
                    200,
                    () -> alice.send(alice.request("/api/v1/contacts/" + own)
                            .header("Content-Type", "application/merge-patch+json")
                            .header(
                                    "If-Match",
                                    read.headers().firstValue("ETag").orElse(""))
                            .method("PATCH", BodyPublishers.ofString("{\"company\": \"Company " + number + "\"}"))));
        }
        return own;
    }

    private static HttpResponse<String> importRows(Api alice, int user) {
        var rows = new StringBuilder("externalId,lastName,company\r\n");
        for (int row = 0; row < 200; row++) {
            rows.append("visitor-").append(user).append('-').append(row).append(",Imported,Company ");
            rows.append(System.nanoTime() % 1_000).append("\r\n");
        }
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + rows + "\r\n--x--\r\n";
        return alice.send(alice.request("/api/v1/contacts/imports")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(body)));
    }

    private interface Call {
        HttpResponse<String> send();
    }

    private HttpResponse<String> request(int expected, Call call) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = call.send();
            if (answer.statusCode() == expected) {
                millis.add((System.nanoTime() - start) / 1e6);
            } else {
                failures.merge(
                        answer.statusCode() + " "
                                + Api.json(answer).path("type").asString(),
                        1L,
                        Long::sum);
            }
            return answer;
        } catch (RuntimeException broken) {
            failures.merge(broken.toString(), 1L, Long::sum);
            return null;
        }
    }
}
