package dev.cohort.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ModeDefaultsTests {

    @ParameterizedTest
    @CsvSource({"demo, warn", "prod, report"})
    void aBudgetThatIsExceededIsWarnedOfInDemoAndReportedInProd(String mode, String follows) {
        assertThat(environment(Map.of("cohort.mode", mode)).getProperty("cohort.query-budget.mode"))
                .isEqualTo(follows);
    }

    @Test
    void whatIsSetIsStrongerThanTheMode() {
        var set = Map.<String, Object>of("cohort.mode", "prod", "cohort.query-budget.mode", "off");
        assertThat(environment(set).getProperty("cohort.query-budget.mode")).isEqualTo("off");
    }

    private static StandardEnvironment environment(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        new ModeDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
