package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.contacts.search.People.Person;
import dev.cohort.kernel.Tsid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Says what a listing should give, in the plainest way, over values and not over keys. */
final class ListingOracle {

    private ListingOracle() {}

    /** A filter that can be written as RSQL and decided for a person. */
    sealed interface Expression {

        String rsql();

        boolean accepts(Person person);
    }

    record Group(boolean and, List<Expression> parts) implements Expression {

        @Override
        public String rsql() {
            return "("
                    + String.join(
                            and ? ";" : ",",
                            parts.stream().map(Expression::rsql).toList()) + ")";
        }

        @Override
        public boolean accepts(Person person) {
            return and
                    ? parts.stream().allMatch(part -> part.accepts(person))
                    : parts.stream().anyMatch(part -> part.accepts(person));
        }
    }

    record Comparison(String selector, String operator, List<Object> operands) implements Expression {

        @Override
        public String rsql() {
            List<String> texts = operands.stream()
                    .map(value -> quoted(written(selector, value)))
                    .toList();
            return selector
                    + operator
                    + (texts.size() > 1 || operator.equals("=in=") || operator.equals("=out=")
                            ? "(" + String.join(",", texts) + ")"
                            : texts.getFirst());
        }

        @Override
        public boolean accepts(Person person) {
            List<Object> elements = elements(person, selector);
            return switch (operator) {
                case "=empty=" -> elements.isEmpty() == (Boolean) operands.getFirst();
                case "!=", "=out=" ->
                    elements.stream().noneMatch(one -> operands.stream().anyMatch(other -> same(one, other)));
                case "==", "=in=" ->
                    elements.stream().anyMatch(one -> operands.stream().anyMatch(other -> same(one, other)));
                case "=like=" -> elements.stream().anyMatch(one -> folded(one).contains(folded(operands.getFirst())));
                case "=starts=" ->
                    elements.stream().anyMatch(one -> folded(one).startsWith(folded(operands.getFirst())));
                default -> elements.stream().anyMatch(one -> inRange(compare(selector, one, operands.getFirst())));
            };
        }

        private boolean inRange(int comparison) {
            return switch (operator) {
                case "=gt=" -> comparison > 0;
                case "=ge=" -> comparison >= 0;
                case "=lt=" -> comparison < 0;
                default -> comparison <= 0;
            };
        }
    }

    static List<Object> elements(Person person, String selector) {
        if (selector.startsWith("fields.")) {
            return person.values().getOrDefault(selector.substring(7), List.of());
        }
        Object value = switch (selector) {
            case "id" -> person.id();
            case "createdAt" -> person.createdAt();
            case "updatedAt" -> person.updatedAt();
            case "displayName" -> person.shownName();
            default -> person.hot().get(hot(selector));
        };
        return value == null ? List.of() : List.of(value);
    }

    private static Selector.HotText hot(String selector) {
        return List.of(Selector.HotText.values()).stream()
                .filter(one -> one.text().equals(selector))
                .findFirst()
                .orElseThrow();
    }

    private static boolean same(Object one, Object other) {
        if (one instanceof String a && other instanceof String b) {
            return folded(a).equals(folded(b.strip()));
        }
        return one instanceof BigDecimal a && other instanceof BigDecimal b ? a.compareTo(b) == 0 : one.equals(other);
    }

    private static String folded(Object text) {
        return ValueKeys.folded((String) text);
    }

    private static int compare(String selector, Object one, Object other) {
        return switch (one) {
            case String text -> byCodePoint(folded(text), folded(other));
            case BigDecimal number -> number.compareTo((BigDecimal) other);
            case Long number -> number.compareTo((Long) other);
            case Boolean flag -> flag.compareTo((Boolean) other);
            case Integer option -> Integer.compare(rank(selector, option), rank(selector, (Integer) other));
            case Instant instant -> instant.compareTo((Instant) other);
            case java.time.LocalDate date -> date.compareTo((java.time.LocalDate) other);
            default -> throw new IllegalStateException(one.toString());
        };
    }

    private static int rank(String selector, int option) {
        return People.field(selector.substring(7)).option(option).rank();
    }

    private static int byCodePoint(String one, String other) {
        int[] a = one.codePoints().limit(200).toArray();
        int[] b = other.codePoints().limit(200).toArray();
        return java.util.Arrays.compare(a, b);
    }

    /** What a sort says, missing values last, the id as the last key says. */
    static Comparator<Person> order(String sort) {
        Comparator<Person> order = (one, other) -> 0;
        boolean descending = sort == null;
        for (String name : sort == null ? new String[0] : sort.split(",")) {
            descending = name.startsWith("-");
            order = order.thenComparing(key(name.replaceFirst("^-", ""), descending));
        }
        Comparator<Person> id = Comparator.comparingLong(Person::id);
        return order.thenComparing(descending ? id.reversed() : id);
    }

    private static Comparator<Person> key(String selector, boolean descending) {
        return (one, other) -> {
            List<Object> a = elements(one, selector);
            List<Object> b = elements(other, selector);
            if (a.isEmpty() || b.isEmpty()) {
                return Boolean.compare(a.isEmpty(), b.isEmpty());
            }
            int comparison = compare(selector, a.getFirst(), b.getFirst());
            return descending ? -comparison : comparison;
        };
    }

    static Expression generated(RandomGenerator random, List<Person> people, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            List<Expression> parts = new ArrayList<>();
            for (int n = 0; n < 2 + random.nextInt(2); n++) {
                parts.add(generated(random, people, depth - 1));
            }
            return new Group(random.nextBoolean(), parts);
        }
        String selector = selector(random, true);
        List<Object> seen = List.of();
        while (seen.isEmpty()) {
            seen = elements(people.get(random.nextInt(people.size())), selector);
        }
        List<String> operators = new ArrayList<>(List.of("==", "!=", "=in=", "=out=", "=empty="));
        if (seen.getFirst() instanceof String) {
            operators.addAll(List.of("=like=", "=starts="));
        }
        if (!List.of("fields.vip", "fields.tier", "fields.boss").contains(selector)) {
            operators.addAll(List.of("=gt=", "=ge=", "=lt=", "=le="));
        }
        String operator = operators.get(random.nextInt(operators.size()));
        List<Object> operands = switch (operator) {
            case "=empty=" -> List.of(random.nextBoolean());
            case "=in=", "=out=" -> {
                Object other =
                        elements(people.get(0), selector).stream().findFirst().orElse(seen.getFirst());
                yield List.of(seen.getFirst(), other);
            }
            case "=like=", "=starts=" -> List.of(part(random, (String) seen.getFirst(), operator));
            default -> List.of(seen.getFirst());
        };
        return new Comparison(selector, operator, operands);
    }

    private static String part(RandomGenerator random, String text, String operator) {
        int[] points = text.codePoints().toArray();
        int from = operator.equals("=starts=") ? 0 : random.nextInt(points.length);
        int length = Math.min(points.length - from, random.nextInt(10) == 0 ? 300 : 1 + random.nextInt(4));
        return new String(points, from, length).toUpperCase(Locale.ROOT);
    }

    static String selector(RandomGenerator random, boolean withId) {
        List<String> names = new ArrayList<>(List.of("createdAt", "updatedAt"));
        for (Selector.HotText hot : Selector.HotText.values()) {
            names.add(hot.text());
        }
        for (AttributeDefinition field : People.FIELDS) {
            names.add("fields." + field.key());
            names.add("fields." + field.key());
        }
        if (withId) {
            names.add("id");
        }
        return names.get(random.nextInt(names.size()));
    }

    static String sort(RandomGenerator random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        List<String> keys = new ArrayList<>();
        for (int n = 0; n < 1 + random.nextInt(3); n++) {
            String selector = selector(random, false);
            if (keys.stream().noneMatch(key -> key.replaceFirst("^-", "").equals(selector))) {
                keys.add((random.nextBoolean() ? "-" : "") + selector);
            }
        }
        return String.join(",", keys);
    }

    private static String written(String selector, Object value) {
        return switch (value) {
            case Integer option ->
                People.field(selector.substring(7)).option(option).label();
            case Long id -> selector.equals("id") || selector.equals("fields.boss") ? Tsid.text(id) : id.toString();
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
