package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.SourceSession.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Where the intervals of a batch stand in their file, by writer and start. */
final class PlacesOfStages {

    private final Map<Writer, NavigableMap<Long, List<Place>>> places = new HashMap<>();

    void add(Writer writer, long start, Place place) {
        places.computeIfAbsent(writer, key -> new TreeMap<>())
                .computeIfAbsent(start, key -> new ArrayList<>(1))
                .add(place);
    }

    /** The places of the intervals that are in {@code session}; each is handed out once. */
    List<Place> take(SourceSession session) {
        NavigableMap<Long, List<Place>> ofWriter = places.get(session.source());
        if (ofWriter == null) {
            return List.of();
        }
        Map<Long, List<Place>> inside = ofWriter.subMap(session.start(), session.end());
        List<Place> taken = new ArrayList<>();
        inside.values().forEach(taken::addAll);
        inside.clear();
        return taken;
    }
}
