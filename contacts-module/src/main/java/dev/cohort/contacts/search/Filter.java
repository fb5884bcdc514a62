package dev.cohort.contacts.search;

import java.util.List;

/** Which contacts are meant. Groups hold at least two parts; a group inside one of its own kind was flattened. */
sealed interface Filter {

    /** Every contact. */
    record All() implements Filter {}

    record And(List<Filter> parts) implements Filter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Filter> parts) implements Filter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** One comparison; a list operator has 1..200 operands, every other exactly one. */
    record Condition(Selector selector, Operator operator, List<Operand> operands) implements Filter {
        public Condition {
            operands = List.copyOf(operands);
        }

        Operand operand() {
            return operands.getFirst();
        }
    }

    /** The parts of a conjunction; of anything else, itself; none of everything. */
    static List<Filter> conjuncts(Filter filter) {
        return switch (filter) {
            case And and -> and.parts();
            case All all -> List.of();
            default -> List.of(filter);
        };
    }

    /** How many conditions it holds. */
    static int size(Filter filter) {
        return switch (filter) {
            case All all -> 0;
            case Condition condition -> 1;
            case And and -> and.parts().stream().mapToInt(Filter::size).sum();
            case Or or -> or.parts().stream().mapToInt(Filter::size).sum();
        };
    }
}
