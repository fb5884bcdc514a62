package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeDefinition;

/** What a filter, a sort or a column names: a property of the hot table or a field of the tenant. */
sealed interface Selector {

    /** As the API writes it. */
    String text();

    /** Whether {@code operator} means anything for it. */
    boolean has(Operator operator);

    /** {@code id}: every contact has one, and no other contact has it. */
    enum Id implements Selector {
        ID;

        @Override
        public String text() {
            return "id";
        }

        @Override
        public boolean has(Operator operator) {
            return !operator.isOfTexts();
        }
    }

    /** A moment that the hot table holds, cut to the second; every contact has it. */
    enum Moment implements Selector {
        CREATED_AT("createdAt", "c.created_at"),
        UPDATED_AT("updatedAt", "c.updated_at");

        private final String text;
        private final String column;

        Moment(String text, String column) {
            this.text = text;
            this.column = column;
        }

        @Override
        public String text() {
            return text;
        }

        String column() {
            return column;
        }

        @Override
        public boolean has(Operator operator) {
            return !operator.isOfTexts();
        }
    }

    /** A text of the hot table, compared by its key; {@code displayName} by the name that is shown. */
    enum HotText implements Selector {
        EXTERNAL_ID("externalId", "c.external_id_key", "c.external_id_rest", "contacts.folded(c.external_id)"),
        FIRST_NAME("firstName", "c.first_name_key", "c.first_name_rest", "contacts.folded(c.first_name)"),
        LAST_NAME("lastName", "c.last_name_key", "c.last_name_rest", "contacts.folded(c.last_name)"),
        DISPLAY_NAME(
                "displayName",
                "c.display_name_key",
                "c.display_name_rest",
                "contacts.folded(coalesce(c.display_name, concat_ws(' ', c.first_name, c.last_name)))"),
        EMAIL("email", "c.email_key", "c.email_rest", "contacts.folded(c.email)"),
        PHONE("phone", "c.phone_key", "c.phone_rest", "contacts.folded(c.phone)"),
        COMPANY("company", "c.company_key", "c.company_rest", "contacts.folded(c.company)"),
        ADDRESS("address", "c.address_key", "c.address_rest", "contacts.folded(c.address)");

        private final String text;
        private final String key;
        private final String rest;
        private final String folded;

        HotText(String text, String key, String rest, String folded) {
            this.text = text;
            this.key = key;
            this.rest = rest;
            this.folded = folded;
        }

        @Override
        public String text() {
            return text;
        }

        String key() {
            return key;
        }

        String rest() {
            return rest;
        }

        /** The whole text folded, as far as PostgreSQL can. */
        String folded() {
            return folded;
        }

        @Override
        public boolean has(Operator operator) {
            return true;
        }
    }

    /** {@code fields.<key>}, a field in use. */
    record Field(AttributeDefinition definition) implements Selector {

        static final String PREFIX = "fields.";

        @Override
        public String text() {
            return PREFIX + definition.key();
        }

        @Override
        public boolean has(Operator operator) {
            return switch (definition.kind()) {
                case TEXT -> true;
                case NUMBER, DATE, INSTANT -> !operator.isOfTexts();
                case BOOLEAN, OPTION, REFERENCE -> !operator.isOfTexts() && !operator.isRange();
            };
        }
    }
}
