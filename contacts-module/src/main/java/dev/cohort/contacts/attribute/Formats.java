package dev.cohort.contacts.attribute;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.re2j.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Formats of texts: mail addresses, phone numbers, web addresses. */
public final class Formats {

    /** Local part without quotes, host of at least two labels; other scripts are fine (RFC 5321, RFC 6531). */
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\"(),:;<>\\[\\]\\\\\\x00-\\x1f\\x7f]{1,64}"
            + "@(?:[\\pL\\pN](?:[\\pL\\pN\\pM-]{0,61}[\\pL\\pN\\pM])?\\.)+"
            + "[\\pL\\pN](?:[\\pL\\pN\\pM-]{0,61}[\\pL\\pN\\pM])");

    private static final Set<String> RUNNING_SCHEMES = Set.of("javascript", "data", "vbscript", "file");
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_PHONE = 100;

    private Formats() {}

    /**
     * {@code text} itself.
     *
     * @throws ValueRefused if it is no mail address
     */
    public static String email(String text) {
        if (text.length() > LONGEST_EMAIL
                || !EMAIL.matches(text)
                || text.startsWith(".")
                || text.contains("..")
                || text.contains(".@")) {
            throw ValueRefused.breaks("invalid-email", "\"" + ValueRefused.shown(text) + "\" is not an email address.");
        }
        return text;
    }

    /**
     * The number as E.164, {@code +12025550143}.
     *
     * @param region of numbers without a country code
     * @throws ValueRefused if no such number can exist, or if it has an extension, which E.164 would lose
     */
    static String phone(String text, String region) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            if (text.length() <= LONGEST_PHONE) {
                var number = phones.parse(text, region);
                if (number.hasExtension()) {
                    throw ValueRefused.breaks(
                            "invalid-phone",
                            "\"" + ValueRefused.shown(text) + "\" has an extension, which a phone number in"
                                    + " international form cannot hold.");
                }
                if (phones.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE) {
                    return phones.format(number, PhoneNumberFormat.E164);
                }
            }
        } catch (NumberParseException notANumber) {
            // Refused below.
        }
        throw ValueRefused.breaks(
                "invalid-phone",
                "\"" + ValueRefused.shown(text) + "\" is not a phone number; write it with country code, as"
                        + " +1 202 555 0143.");
    }

    /**
     * An absolute address with a host. Published lists hold addresses with a mistyped scheme, and losing them helps
     * nobody; so any scheme is taken but those that run something where a page shows the value as a link.
     */
    static String url(String text) {
        try {
            var uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String authority = uri.getRawAuthority();
            boolean hasHost = authority != null && !authority.isEmpty() && !authority.startsWith(":");
            if (hasHost && !scheme.isEmpty() && !RUNNING_SCHEMES.contains(scheme)) {
                return text;
            }
        } catch (URISyntaxException notAnAddress) {
            // Refused below.
        }
        throw ValueRefused.breaks(
                "invalid-url",
                "\"" + ValueRefused.shown(text) + "\" is not a web address, as https://example.org/page is one.");
    }
}
