package dev.cohort.app.start;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What the mode implies before anything starts: demo binds to loopback and refuses any other address, because its
 * users' passwords are public; prod has no embedded database and no demo data.
 */
final class ModeDefaults implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> implied = new LinkedHashMap<>();
        if (Mode.of(environment) == Mode.DEMO) {
            implied.put("cohort.query-budget.mode", "warn");
            String address = environment.getProperty("server.address");
            if (address == null || address.isBlank()) {
                implied.put("server.address", "127.0.0.1");
            } else if (!isLoopback(address)) {
                throw new StartRefused("Demo mode answers on the loopback address only, because its passwords are"
                        + " public; server.address=" + address + " needs cohort.mode=prod.");
            }
            String management = environment.getProperty("management.server.address", "127.0.0.1");
            if (!isLoopback(management)) {
                throw new StartRefused("Demo mode answers on the loopback address only; management.server.address="
                        + management + " needs cohort.mode=prod.");
            }
        } else {
            implied.put("cohort.query-budget.mode", "report");
            implied.put("cohort.demo-data", "false");
            implied.put("server.servlet.session.cookie.secure", "true");
            implied.put("server.servlet.session.cookie.name", "__Host-cohort");
        }
        environment.getPropertySources().addLast(new MapPropertySource("cohortMode", implied));
    }

    private static boolean isLoopback(String address) {
        try {
            for (InetAddress one : InetAddress.getAllByName(address)) {
                if (!one.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException unknown) {
            throw new StartRefused("server.address=" + address + " is no address of this machine.", unknown);
        }
    }

    /** After the configuration files are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
