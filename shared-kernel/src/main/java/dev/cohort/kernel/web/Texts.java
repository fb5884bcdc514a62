package dev.cohort.kernel.web;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Texts that people read and no template writes: those of views and of charts. They stand in the bundle
 * {@code messages/<module>}, whose name begins each key, and come in the language of the request.
 */
public final class Texts {

    private Texts() {}

    /**
     * The text of {@code key}, with {@code arguments} in its places {@code {0}}, {@code {1}}, as they are.
     *
     * @throws java.util.MissingResourceException if there is no such text
     */
    public static String of(String key, Object... arguments) {
        String text = bundle(key.substring(0, key.indexOf('.'))).getString(key);
        return arguments.length == 0
                ? text
                : new MessageFormat(text, locale())
                        .format(Arrays.stream(arguments).map(String::valueOf).toArray());
    }

    static ResourceBundle bundle(String module) {
        return ResourceBundle.getBundle(
                "messages/" + module,
                locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
