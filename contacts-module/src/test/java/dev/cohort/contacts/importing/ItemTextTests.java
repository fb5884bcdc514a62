package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.test.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ItemTextTests {

    @Test
    void itemsAreSeparatedBySemicolons() {
        assertThat(ItemText.split("a;b c; ;d")).containsExactly("a", "b c", "d");
        assertThat(ItemText.split("a\\;b;c\\\\;\\d;\\")).containsExactly("a;b", "c\\", "\\d", "\\");
        assertThat(ItemText.split(" ")).isEmpty();
    }

    @Test
    void whateverIsJoinedComesApartAgain() {
        RandomGenerator random = Seed.random("item round trip");
        for (int n = 0; n < Seed.size(2_000, 100_000); n++) {
            List<String> items = new ArrayList<>();
            for (int item = random.nextInt(1, 5); item > 0; item--) {
                var text = new StringBuilder("x");
                for (int length = random.nextInt(6); length > 0; length--) {
                    text.insert(random.nextInt(text.length() + 1), ";\\a ,\"".charAt(random.nextInt(6)));
                }
                items.add(text.toString());
            }
            assertThat(ItemText.split(ItemText.join(items))).isEqualTo(items);
        }
    }
}
