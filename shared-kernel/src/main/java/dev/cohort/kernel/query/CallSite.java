package dev.cohort.kernel.query;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a statement came from: the innermost frames of the program, without the frames of the JDK, the frameworks,
 * the filters round every request and this guard.
 *
 * @param frames innermost first; empty when there is none, as when a framework's own thread sent the statement
 * @param cause through what: {@code Hibernate, lazy collection Author.books}, {@code Hibernate}, {@code JDBC};
 *     empty when unknown
 */
public record CallSite(List<String> frames, String cause) {

    private record Place(String type, String method, int index) {}

    /** Nothing is known about where. */
    static final CallSite UNKNOWN = new CallSite(List.of(), "");

    private static final int FRAMES = 3;
    private static final int DEEPEST = 400;
    private static final String GUARD = CallSite.class.getPackageName() + ".";
    private static final String HIBERNATE = "org.hibernate.";
    private static final String[] NOT_THE_PROGRAM = {
        "java.",
        "jdk.",
        "sun.",
        "com.sun.",
        "javax.",
        "jakarta.",
        "org.springframework.",
        HIBERNATE,
        "net.ttddyy.",
        "com.zaxxer.",
        "org.postgresql.",
        "org.apache.",
        "org.junit.",
        "tools.jackson.",
        "io.micrometer.",
        "org.assertj.",
        "net.bytebuddy.",
        "dev.cohort.kernel.query.budget.",
        "dev.cohort.kernel.TenantScope",
        "dev.cohort.kernel.problem.",
        "dev.cohort.kernel.web.",
        "dev.cohort.kernel.test."
    };
    private static final int MOST_TEXTS = 10_000;
    private static final Map<Place, String> TEXTS = new ConcurrentHashMap<>();
    private static final StackWalker WALKER = StackWalker.getInstance();

    /** The site of the calling thread. Costs some microseconds: for tests and for repeated statements. */
    static CallSite here() {
        return WALKER.walk(stack -> site(stack.limit(DEEPEST).iterator()));
    }

    /** Whether Hibernate sent it. */
    public boolean isHibernate() {
        return cause.startsWith("Hibernate");
    }

    private static CallSite site(Iterator<StackFrame> stack) {
        List<String> frames = new ArrayList<>(FRAMES);
        boolean hibernate = false;
        while (stack.hasNext() && frames.size() < FRAMES) {
            StackFrame frame = stack.next();
            String text = isOfTheProgram(frame) ? text(frame) : "";
            if (!text.isEmpty()) {
                frames.add(text);
            } else if (frames.isEmpty()) {
                hibernate |= frame.getClassName().startsWith(HIBERNATE);
            }
        }
        return new CallSite(List.copyOf(frames), hibernate ? hibernate(FetchCauses.current()) : "JDBC");
    }

    private static String hibernate(@Nullable String cause) {
        return cause == null ? "Hibernate" : "Hibernate, " + cause;
    }

    /** The frame's text, worked out once for each place in the program; empty for generated code. */
    private static String text(StackFrame frame) {
        var place = new Place(frame.getClassName(), frame.getMethodName(), frame.getByteCodeIndex());
        String known = TEXTS.get(place);
        if (known == null) {
            known = frame.getLineNumber() < 0 ? "" : worded(frame);
            if (TEXTS.size() < MOST_TEXTS) {
                TEXTS.put(place, known);
            }
        }
        return known;
    }

    private static String worded(StackFrame frame) {
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName() + " (" + frame.getFileName()
                + ":" + frame.getLineNumber() + ")";
    }

    private static boolean isOfTheProgram(StackFrame frame) {
        String name = frame.getClassName();
        for (String prefix : NOT_THE_PROGRAM) {
            if (name.startsWith(prefix)) {
                return false;
            }
        }
        boolean isGuard = name.startsWith(GUARD) && name.indexOf('.', GUARD.length()) < 0;
        boolean isGenerated = name.contains("$$") || name.startsWith("$Proxy");
        return !isGuard && !isGenerated;
    }

    @Override
    public String toString() {
        return frames.isEmpty() ? "unknown" : String.join(" <- ", frames);
    }
}
