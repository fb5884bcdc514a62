package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryScopeObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Watches the budgets of handlers, jobs and listeners. */
@AutoConfiguration
@EnableConfigurationProperties(BudgetProperties.class)
class BudgetAutoConfiguration {

    @Bean
    BudgetLedger budgetLedger(BudgetProperties properties, ObjectProvider<Clock> clock) {
        return new BudgetLedger(properties.mode(), clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    QueryScopeObserver budgetWatch(
            BudgetProperties properties,
            ObjectProvider<BudgetAlarm> alarms,
            ObjectProvider<MeterRegistry> registry,
            BudgetLedger ledger) {
        return new BudgetWatch(properties, alarms, registry.getIfUnique(), ledger);
    }

    @Bean
    static UnitScopes unitScopes(ObjectProvider<QueryScopeObserver> observers) {
        return new UnitScopes(observers);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    static class Web implements WebMvcConfigurer {

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new HandlerUnits());
        }
    }
}
