package dev.cohort.kernel.web;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets controllers take a {@link dev.cohort.kernel.Caller}, and keeps parameters that nobody reads out of the API.
 */
@AutoConfiguration
@ConditionalOnWebApplication
class WebAutoConfiguration implements WebMvcConfigurer {

    /** Public by its name for templates: {@code ${@scriptTexts.of('contacts', 'grid')}}. */
    @Bean
    ScriptTexts scriptTexts(JsonMapper json) {
        return new ScriptTexts(json);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerOfRequest());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters()).addPathPatterns("/api/**");
    }
}
