package dev.cohort.kernel.query;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a statement came from: the innermost frames of the program, without the frames of the JDK, the frameworks
 * and this guard. Empty when there is none, as when the statement was sent by a framework's own thread.
 */
public record CallSite(List<String> frames) {

    /** Nothing is known about where. */
    static final CallSite UNKNOWN = new CallSite(List.of());

    private static final int FRAMES = 3;
    private static final int DEEPEST = 400;
    private static final String GUARD = CallSite.class.getPackageName() + ".";
    private static final String[] NOT_THE_PROGRAM = {
        "java.",
        "jdk.",
        "sun.",
        "com.sun.",
        "javax.",
        "jakarta.",
        "org.springframework.",
        "org.hibernate.",
        "net.ttddyy.",
        "com.zaxxer.",
        "org.postgresql.",
        "org.apache.",
        "org.junit.",
        "tools.jackson.",
        "io.micrometer.",
        "org.assertj.",
        "net.bytebuddy.",
        "dev.cohort.kernel.test."
    };
    private static final StackWalker WALKER = StackWalker.getInstance();

    /** The site of the calling thread. Costs some microseconds: for tests and for repeated statements. */
    static CallSite here() {
        List<String> frames = WALKER.walk(stack -> stack.limit(DEEPEST)
                .filter(CallSite::isOfTheProgram)
                .limit(FRAMES)
                .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName() + " ("
                        + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .toList());
        return frames.isEmpty() ? UNKNOWN : new CallSite(frames);
    }

    private static boolean isOfTheProgram(StackFrame frame) {
        String name = frame.getClassName();
        for (String prefix : NOT_THE_PROGRAM) {
            if (name.startsWith(prefix)) {
                return false;
            }
        }
        boolean isGuard = name.startsWith(GUARD) && name.indexOf('.', GUARD.length()) < 0;
        boolean isGenerated = name.contains("$$") || name.startsWith("$Proxy") || frame.getLineNumber() < 0;
        return !isGuard && !isGenerated;
    }

    @Override
    public String toString() {
        return frames.isEmpty() ? "unknown" : frames.stream().collect(Collectors.joining(" <- "));
    }
}
