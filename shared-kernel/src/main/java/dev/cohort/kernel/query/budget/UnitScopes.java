package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryScopeObserver;
import dev.cohort.kernel.query.QueryUnit;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;

/**
 * Opens a scope round each call of a listener, scheduled method or job, outside its transaction, so that the commit
 * counts too. A final class without an interface cannot be wrapped; the coverage test names it as never exercised.
 */
final class UnitScopes extends AbstractAdvisingBeanPostProcessor {

    private static final long serialVersionUID = 1;

    UnitScopes(ObjectProvider<QueryScopeObserver> observers) {
        this.advisor = new DefaultPointcutAdvisor(new OfUnits(), new InScope(observers));
        // Before the advice of @Async is put in front of it: an asynchronous run is counted where it runs.
        setOrder(Ordered.LOWEST_PRECEDENCE - 10);
        setBeforeExistingAdvisors(true);
    }

    @Override
    protected boolean isEligible(Class<?> targetClass) {
        boolean wrappable = !Modifier.isFinal(targetClass.getModifiers()) || targetClass.getInterfaces().length > 0;
        return wrappable && !UnitMethods.of(targetClass).isEmpty();
    }

    @Override
    protected ProxyFactory prepareProxyFactory(Object bean, String beanName) {
        ProxyFactory factory = super.prepareProxyFactory(bean, beanName);
        factory.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
        return factory;
    }

    private static @Nullable QueryUnit unit(Method method, Class<?> targetClass) {
        return UnitMethods.of(targetClass).get(AopUtils.getMostSpecificMethod(method, targetClass));
    }

    private static final class OfUnits extends StaticMethodMatcherPointcut {
        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return unit(method, targetClass) != null;
        }
    }

    private record InScope(ObjectProvider<QueryScopeObserver> observers) implements MethodInterceptor {

        @Override
        public @Nullable Object invoke(MethodInvocation call) throws Throwable {
            Object target = call.getThis();
            QueryUnit unit = target == null ? null : unit(call.getMethod(), AopUtils.getTargetClass(target));
            if (unit == null) {
                return call.proceed();
            }
            QueryScope scope = QueryScope.begin(unit);
            observers.forEach(observer -> observer.began(scope));
            try (var ignored = scope.bind()) {
                return call.proceed();
            } finally {
                scope.end();
                observers.forEach(observer -> observer.ended(scope));
            }
        }
    }
}
