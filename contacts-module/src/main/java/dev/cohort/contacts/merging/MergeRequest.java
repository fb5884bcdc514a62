package dev.cohort.contacts.merging;

import dev.cohort.contacts.attribute.Errors;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Which contact is to take the other in.
 *
 * @param keep who stays
 * @param merge who goes
 * @param take by selector, whether the value is the merged contact's (true) or the kept one's, even if that is none
 */
record MergeRequest(long keep, long merge, Map<String, Boolean> take, boolean dryRun) {

    /**
     * Reads a body.
     *
     * @throws ProblemException 400 for what is malformed, 404 for ids that are none, 422 for twice the same contact and
     *     for values that are to be taken from a third one
     */
    static MergeRequest of(JsonNode body) {
        var errors = new Errors();
        if (!body.isObject()) {
            errors.malformed("", "wrong-type", "A merge is a JSON object.");
            errors.check();
        }
        for (String name : body.propertyNames()) {
            switch (name) {
                case "keep", "merge" -> require(body.get(name).isString(), name, "a contact's id", errors);
                case "take" -> require(body.get(name).isObject(), name, "an object", errors);
                case "dryRun" -> require(body.get(name).isBoolean(), name, "true or false", errors);
                default ->
                    errors.malformed(
                            "/" + Errors.step(name),
                            "unknown-property",
                            "There is no property \"" + cut(name) + "\" here; known are keep, merge, take and dryRun.");
            }
        }
        for (String name : new String[] {"keep", "merge"}) {
            if (!body.has(name)) {
                errors.malformed("/" + name, "required", name + " is missing; it takes a contact's id.");
            }
        }
        errors.check();
        String keep = body.get("keep").stringValue();
        String merge = body.get("merge").stringValue();
        if (keep.equals(merge)) {
            errors.invalid("/merge", "same-contact", "A contact cannot be merged into itself.");
        }
        Map<String, Boolean> take = take(body, keep, merge, errors);
        errors.check();
        boolean dryRun = body.has("dryRun") && body.get("dryRun").booleanValue();
        return new MergeRequest(id(keep), id(merge), take, dryRun);
    }

    private static Map<String, Boolean> take(JsonNode body, String keep, String merge, Errors errors) {
        Map<String, Boolean> take = new LinkedHashMap<>();
        if (!body.has("take")) {
            return take;
        }
        for (Map.Entry<String, JsonNode> one : body.get("take").properties()) {
            String pointer = "/take/" + Errors.step(one.getKey());
            if (!one.getValue().isString()) {
                errors.malformed(pointer, "wrong-type", cut(one.getKey()) + " takes a contact's id.");
            } else if (one.getValue().stringValue().equals(merge)) {
                take.put(one.getKey(), true);
            } else if (one.getValue().stringValue().equals(keep)) {
                take.put(one.getKey(), false);
            } else {
                errors.invalid(
                        pointer,
                        "third-contact",
                        "\"" + cut(one.getValue().stringValue()) + "\" is neither of the two contacts.");
            }
        }
        return take;
    }

    private static long id(String text) {
        return Tsid.parse(text).orElseThrow(() -> ProblemException.notFound("contact"));
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
