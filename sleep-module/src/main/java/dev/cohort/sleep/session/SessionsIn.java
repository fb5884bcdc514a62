package dev.cohort.sleep.session;

import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.sleep.json.BoundedTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The body of a POST of sessions, read one session at a time: its tree is gone when the next one comes, and reading
 * ends where there are too many, so memory is bounded whatever a body holds.
 */
@JsonDeserialize(using = SessionsIn.Reader.class)
final class SessionsIn {

    static final int MOST = 1_000;

    /** A session of 10,000 stages has 40,000 values. */
    private static final int MOST_VALUES = 100_000;

    private final List<SessionReader.Read> sessions;

    private SessionsIn(List<SessionReader.Read> sessions) {
        this.sessions = sessions;
    }

    /** What was read of each session, in order. */
    List<SessionReader.Read> all() {
        return sessions;
    }

    /** Refuses what is no list of sessions with 400, and too many or too large ones with 422. */
    static final class Reader extends ValueDeserializer<SessionsIn> {

        @Override
        public SessionsIn deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw malformed("", "wrong-type", "An object with the property sessions is needed.");
            }
            List<SessionReader.Read> sessions = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (!name.equals("sessions")) {
                    throw malformed(
                            "/" + name.replace("~", "~0").replace("/", "~1"),
                            "unknown-property",
                            "There is no property \"" + SessionErrors.shown(name) + "\" here; known is sessions.");
                }
                sessions = json.nextToken() == JsonToken.START_ARRAY ? sessions(json) : null;
                if (sessions == null) {
                    break;
                }
            }
            if (sessions == null) {
                throw malformed("/sessions", "required", "The property sessions must be a list.");
            }
            return new SessionsIn(sessions);
        }

        private static List<SessionReader.Read> sessions(JsonParser json) {
            List<SessionReader.Read> sessions = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (sessions.size() == MOST) {
                    throw tooMuch("/sessions", "too-many", "There are more than " + MOST + " sessions.");
                }
                String pointer = "/sessions/" + sessions.size();
                var tree = new BoundedTree(json, MOST_VALUES, () -> {
                    throw tooMuch(
                            pointer,
                            "too-large",
                            "The session at " + pointer + " has more than " + MOST_VALUES + " values.");
                });
                @Nullable JsonNode session = tree.read();
                if (session != null) {
                    sessions.add(SessionReader.read(session));
                }
            }
            return sessions;
        }

        private static ProblemException malformed(String pointer, String code, String message) {
            return new ProblemException(
                    HttpStatus.BAD_REQUEST, code, message, List.of(new FieldError(pointer, code, message)));
        }

        private static ProblemException tooMuch(String pointer, String code, String message) {
            return ProblemException.invalid(List.of(new FieldError(pointer, code, message)));
        }
    }
}
