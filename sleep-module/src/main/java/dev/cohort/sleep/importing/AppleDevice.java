package dev.cohort.sleep.importing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A device as Apple prints it: {@code <<HKDevice: 0x281>, name:Apple Watch, model:Watch, hardware:Watch6,12, …>}. Its
 * address and its software change while it stays the same device, so they are left out.
 */
record AppleDevice(@Nullable String model, @Nullable String type) {

    static AppleDevice of(@Nullable String text) {
        if (text == null) {
            return new AppleDevice(null, null);
        }
        String model = part(text, "model:");
        String hardware = part(text, "hardware:");
        String shown = hardware != null ? hardware : model != null ? model : part(text, "name:");
        return new AppleDevice(shown, type(model != null ? model : shown));
    }

    /** What follows {@code name} up to the next part; a comma inside has no space after it. */
    private static @Nullable String part(String text, String name) {
        int at = text.indexOf(", " + name);
        if (at < 0) {
            return null;
        }
        int from = at + 2 + name.length();
        int comma = text.indexOf(", ", from);
        int end = comma >= 0 ? comma : text.endsWith(">") ? text.length() - 1 : text.length();
        String part = Texts.shortened(text.substring(from, Math.max(from, end)), 100);
        return part.isEmpty() ? null : part;
    }

    private static @Nullable String type(@Nullable String model) {
        if (model == null) {
            return null;
        }
        String name = model.toLowerCase(Locale.ROOT);
        return name.contains("watch") ? "watch" : name.contains("phone") ? "phone" : null;
    }
}
