package dev.cohort.kernel.web;

import java.util.ResourceBundle;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The texts of scripts, which a page carries as data because its content policy forbids scripts inside it. */
final class ScriptTexts {

    private final JsonMapper json;

    ScriptTexts(JsonMapper json) {
        this.json = json;
    }

    /**
     * The texts of scripts of {@code module}, {@code grid} for those of {@code grid.js}: a JSON object of texts by
     * key, safe inside a script element.
     */
    public String of(String module, String... scripts) {
        ResourceBundle bundle = Texts.bundle(module);
        var texts = new TreeMap<String, String>();
        for (String script : scripts) {
            String prefix = module + "." + script + "-js.";
            bundle.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .forEach(key -> texts.put(key, bundle.getString(key)));
        }
        return json.writeValueAsString(texts).replace("<", "\\u003c");
    }
}
