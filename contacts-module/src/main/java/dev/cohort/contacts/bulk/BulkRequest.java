package dev.cohort.contacts.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cohort.contacts.attribute.Errors;
import dev.cohort.contacts.search.ContactQuery;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to become of the contacts that a filter finds.
 *
 * @param filter RSQL; blank means every contact
 * @param words search words, all of which must occur; null for none
 * @param patch a merge patch; null if they are to be deleted
 */
record BulkRequest(
        String filter,
        @JsonProperty("q") @Nullable String words,
        @Nullable JsonNode patch,
        boolean dryRun) {

    BulkRequest {
        patch = patch == null || patch.isNull() ? null : patch;
    }

    /**
     * Reads a body. The filter must be there, if only as an empty text: nobody changes everything by leaving it out.
     *
     * @throws dev.cohort.kernel.problem.ProblemException 400 naming what is wrong
     */
    static BulkRequest of(JsonNode body) {
        var errors = new Errors();
        if (!body.isObject()) {
            errors.malformed("", "wrong-type", "A bulk change is a JSON object.");
            errors.check();
        }
        for (Map.Entry<String, JsonNode> property : body.properties()) {
            switch (property.getKey()) {
                case "filter", "q" -> require(property.getValue().isString(), property.getKey(), "a string", errors);
                case "patch" -> require(property.getValue().isObject(), "patch", "an object", errors);
                case "delete", "dryRun" ->
                    require(property.getValue().isBoolean(), property.getKey(), "true or false", errors);
                default ->
                    errors.malformed(
                            "/" + Errors.step(property.getKey()),
                            "unknown-property",
                            "There is no property \"" + cut(property.getKey())
                                    + "\" here; known are filter, q, patch, delete and dryRun.");
            }
        }
        if (!body.has("filter")) {
            errors.malformed(
                    "/filter", "required", "filter is missing; an empty one, \"\", means every contact of the tenant.");
        }
        errors.check();
        JsonNode patch = body.get("patch");
        if ((patch != null) == isTrue(body, "delete")) {
            errors.malformed("", "patch-or-delete", "Send either a patch or \"delete\": true.");
        } else if (patch != null && patch.isEmpty()) {
            errors.malformed("/patch", "empty-patch", "The patch changes nothing.");
        }
        errors.check();
        String words = body.has("q") ? body.get("q").stringValue() : null;
        return new BulkRequest(body.get("filter").stringValue(), words, patch, isTrue(body, "dryRun"));
    }

    ContactQuery query() {
        boolean searches = words != null && !words.isBlank();
        return new ContactQuery(filter.isBlank() ? null : filter, null, "none", searches ? words : null, null);
    }

    private static boolean isTrue(JsonNode body, String name) {
        return body.has(name) && body.get(name).booleanValue();
    }

    private static void require(boolean fits, String name, String wanted, Errors errors) {
        if (!fits) {
            errors.malformed("/" + name, "wrong-type", name + " takes " + wanted + ".");
        }
    }

    private static String cut(String name) {
        return name.length() <= 80 ? name : name.substring(0, name.offsetByCodePoints(0, 40)) + "…";
    }
}
