/**
 * People that a tenant keeps, with fields that the tenant defines. Owns the PostgreSQL schema {@code contacts}.
 * Other modules meet it here alone: {@link dev.cohort.contacts.ContactDirectory} finds,
 * {@link dev.cohort.contacts.ContactImport} loads, {@link dev.cohort.contacts.ContactErased} tells.
 */
@ApplicationModule(
        displayName = "Contacts",
        allowedDependencies = {"kernel", "kernel :: *"})
@NullMarked
package dev.cohort.contacts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
