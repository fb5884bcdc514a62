package dev.cohort.sleep.importing;

import dev.cohort.sleep.json.BoundedTree;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of JSON as a provider's API answers it: a list of records, an object with the list in it, several of these
 * one after the other (so also one record a line), or a single record. One record at a time is in memory.
 */
final class JsonFile implements FileFormat {

    private static final int DEEPEST = 50;
    private static final JsonFactory PARSERS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1_000)
                    .maxNumberLength(100)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    /** A day of heart rate each second has half of that. */
    private static final int MOST_VALUES = 1_000_000;

    private final JsonRecords records;
    private final Set<String> lists;

    /**
     * @param lists the names under which an object may hold the list of records
     */
    JsonFile(JsonRecords records, String... lists) {
        this.records = records;
        this.lists = Set.of(lists);
    }

    @Override
    public void read(InputStream file, Reading reading, RecordSink sink) throws IOException {
        JsonParser json = null;
        try {
            json = PARSERS.createParser(ObjectReadContext.empty(), file);
            var pass = new Pass(json, reading, sink);
            pass.readAll();
            pass.checkThatSomethingWasRight();
        } catch (StreamConstraintsException beyond) {
            throw new UnreadableFile(
                    "The file has JSON that is nested more than " + DEEPEST + " deep, a text of more than a"
                            + " million characters, a name of more than 1,000 or a number of more than 100 digits.");
        } catch (StreamReadException broken) {
            throw unreadable(broken);
        } catch (JacksonException failed) {
            if (failed.getCause() instanceof CharConversionException) {
                throw new UnreadableFile("The file is not UTF-8: some of its bytes are no characters.");
            }
            if (failed.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw unreadable(failed);
        }
    }

    private static UnreadableFile unreadable(JacksonException broken) {
        String where = broken.getLocation() == null
                ? ""
                : " at line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr();
        return new UnreadableFile("The file is no JSON, or ends too early" + where + ": "
                + Texts.shortened(broken.getOriginalMessage(), 200));
    }

    private final class Pass {

        private final JsonParser json;
        private final Reading reading;
        private final RecordSink sink;
        private long row;
        private boolean somethingRead;
        private boolean somethingKnown;

        Pass(JsonParser json, Reading reading, RecordSink sink) {
            this.json = json;
            this.reading = reading;
            this.sink = sink;
        }

        void readAll() {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                somethingRead = true;
                if (token == JsonToken.START_ARRAY) {
                    readList();
                } else if (token == JsonToken.START_OBJECT) {
                    readRoot();
                } else {
                    throw notOfThisFormat();
                }
            }
        }

        private void readList() {
            somethingKnown |= row == 0;
            boolean emptySoFar = true;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (emptySoFar) {
                    // A list that has records is known by one of them.
                    somethingKnown &= row > 0;
                    emptySoFar = false;
                }
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    Place place = place();
                    take(place, (ObjectNode) tree().read());
                } else {
                    Place place = place();
                    json.skipChildren();
                    sink.rejected(place, new Rejection(null, null, "not-a-record", "It is not a JSON object."));
                }
            }
        }

        /** An object is a record, or holds the list of them under its name, with paging and the like beside it. */
        private void readRoot() {
            int line = json.currentTokenLocation().getLineNr();
            BoundedTree tree = tree();
            ObjectNode rest = tree.empty();
            boolean holdsList = false;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY && lists.contains(name)) {
                    holdsList = true;
                    readList();
                } else {
                    tree.readInto(rest, name);
                }
            }
            if (!holdsList || records.knows(rest)) {
                row++;
                take(new Place(row, line), tree.isTooLarge() ? null : rest);
            }
        }

        private BoundedTree tree() {
            return new BoundedTree(json, MOST_VALUES, () -> {});
        }

        private Place place() {
            row++;
            return new Place(row, json.currentTokenLocation().getLineNr());
        }

        private void take(Place place, @Nullable ObjectNode record) {
            try {
                if (record == null) {
                    somethingKnown = true;
                    throw new Rejection(null, null, "too-large", "It has more than " + MOST_VALUES + " values.");
                }
                if (!records.knows(record)) {
                    throw new Rejection(
                            null,
                            String.join(",", record.propertyNames()),
                            "unknown-record",
                            "It is none of the records that are read here: " + records.described() + ".");
                }
                somethingKnown = true;
                records.read(place, new JsonRecord(record), reading, sink);
            } catch (Rejection rejection) {
                sink.rejected(place, rejection);
            }
        }

        void checkThatSomethingWasRight() {
            if (!somethingRead) {
                throw new UnreadableFile("The file is empty.");
            }
            if (!somethingKnown) {
                throw notOfThisFormat();
            }
        }

        private UnreadableFile notOfThisFormat() {
            return new UnreadableFile(
                    "The file has no record of this format, which would be " + records.described() + ".");
        }
    }
}
