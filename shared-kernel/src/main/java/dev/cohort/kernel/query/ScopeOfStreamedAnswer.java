package dev.cohort.kernel.query;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/** Binds a request's scope to the thread that writes its streamed answer. */
final class ScopeOfStreamedAnswer implements CallableProcessingInterceptor {

    private static final String BINDING = ScopeOfStreamedAnswer.class.getName();

    @Override
    public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
        if (request.getAttribute(QueryScopeFilter.class.getName(), RequestAttributes.SCOPE_REQUEST)
                instanceof QueryScope scope) {
            request.setAttribute(BINDING, scope.bind(), RequestAttributes.SCOPE_REQUEST);
        }
    }

    @Override
    public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
        if (request.getAttribute(BINDING, RequestAttributes.SCOPE_REQUEST) instanceof QueryScope.Binding binding) {
            binding.close();
        }
    }
}
