package dev.cohort.contacts.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact as lists and exports show it; what has no value is null here and absent in JSON.
 *
 * @param id 13 characters
 * @param displayName the given one, else first and last name
 * @param fields key to value in display order: String, Long, BigDecimal, Boolean, or a List of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FoundContact(
        String id,
        long version,
        @Nullable String externalId,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String displayName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String company,
        @Nullable String address,
        Instant createdAt,
        Instant updatedAt,
        Map<String, Object> fields) {

    FoundContact with(Map<String, Object> others) {
        return new FoundContact(
                id,
                version,
                externalId,
                firstName,
                lastName,
                displayName,
                email,
                phone,
                company,
                address,
                createdAt,
                updatedAt,
                others);
    }
}
