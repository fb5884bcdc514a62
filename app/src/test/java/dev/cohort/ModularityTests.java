package dev.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    private final ApplicationModules modules = ApplicationModules.of(Application.class);

    @Test
    void eachModuleUsesOnlyWhatTheOthersOffer() {
        modules.verify();
    }

    @Test
    void theModulesAreTheFourOfTheReactor() {
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .containsExactlyInAnyOrder("kernel", "sleep", "contacts", "app");
    }
}
