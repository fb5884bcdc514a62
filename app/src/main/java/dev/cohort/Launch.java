package dev.cohort;

/**
 * The entry of the jar. Compiled for Java 17, so that an older Java than Cohort's is told in one line what is wrong.
 */
public final class Launch {

    private static final int JAVA = 25;

    private Launch() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        int found = Runtime.version().feature();
        if (found < JAVA) {
            System.err.println("Cohort needs Java " + JAVA + " or newer; this is Java " + found + ".");
            System.exit(1);
        }
        Class.forName("dev.cohort.Application")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }
}
