package dev.cohort.kernel.query;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.TaskDecorator;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Counts on every {@link DataSource} bean, and opens a scope for every request. */
@AutoConfiguration
class QueryGuardAutoConfiguration {

    @Bean
    static Counting queryCounting() {
        return new Counting();
    }

    @Bean
    CopyWriter copyWriter(DataSource dataSource) {
        return new CopyWriter(dataSource);
    }

    /** Work that is handed to an executor of the application is charged to who handed it over. */
    @Bean
    TaskDecorator queryScopeOfTasks() {
        return QueryScope::carried;
    }

    /** Wraps what the tenant binder has wrapped: that one is ordered first, and its statement is not counted. */
    private static final class Counting implements BeanPostProcessor, Ordered {

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            return bean instanceof DataSource source && !(bean instanceof CountingDataSource)
                    ? new CountingDataSource(source)
                    : bean;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    static class Web implements WebMvcConfigurer {

        @Bean
        QueryScopeFilter queryScopeFilter(ObjectProvider<QueryScopeObserver> observers) {
            return new QueryScopeFilter(observers);
        }

        @Override
        public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
            configurer.registerCallableInterceptors(new ScopeOfStreamedAnswer());
        }
    }
}
