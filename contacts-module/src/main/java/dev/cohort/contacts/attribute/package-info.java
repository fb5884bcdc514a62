/**
 * The fields that a tenant defines and the values they hold: definitions, types, parsing, and the order-preserving
 * keys by which values are compared. Owns the tables {@code attribute_definition} and {@code attribute_catalog}. Read
 * {@link dev.cohort.contacts.attribute.AttributeDefinition}, {@link dev.cohort.contacts.attribute.AttributeCatalogs}
 * and {@link dev.cohort.contacts.attribute.ValueKeys} first. Its siblings call it; it knows none of them.
 */
@NullMarked
package dev.cohort.contacts.attribute;

import org.jspecify.annotations.NullMarked;
