package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.AttributeDefinition;

/** What a column of a file stands for. */
sealed interface Target {

    /** The contact's id: names the contact, and is never written. */
    record Id() implements Target {}

    /** A property of the hot table, by its name in the API. */
    record Hot(String property) implements Target {}

    /** A field of the tenant. */
    record Field(AttributeDefinition definition) implements Target {}

    /** A field that the import creates, because the tenant has none of that name. */
    record NewField(String key, String label) implements Target {}

    /** Not read: mapped to nothing, or a property that the application alone writes. */
    record Ignored() implements Target {}
}
