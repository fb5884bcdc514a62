package dev.cohort.app.database;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Starts the embedded server while the application context is still being read: the context needs it only once its
 * beans are made. A folder that cannot be used ends the start here, within a second. The server stops with the
 * context, also with one that never came up.
 */
final class EmbeddedStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        if (DatabaseMode.of(environment) == DatabaseMode.EMBEDDED) {
            var begun = new Begun(DataDirectory.open(environment.getProperty("cohort.data-dir")));
            context.getBeanFactory().registerSingleton("embeddedServerBegun", begun);
            ((DefaultSingletonBeanRegistry) context.getBeanFactory())
                    .registerDisposableBean("embeddedServerBegun", begun::close);
        }
    }

    /** A server that is starting, or has failed to. */
    static final class Begun implements Closeable {

        private final CompletableFuture<EmbeddedServer> server;

        private Begun(DataDirectory directory) {
            server = new CompletableFuture<>();
            Thread.ofPlatform().name("embedded-postgresql").daemon().start(() -> {
                try {
                    server.complete(EmbeddedServer.start(directory));
                } catch (Throwable failure) {
                    server.completeExceptionally(failure);
                }
            });
        }

        /** The server, ready; throws what {@link EmbeddedServer#start} threw. */
        EmbeddedServer await() {
            return server.join();
        }

        @Override
        public void close() throws IOException {
            EmbeddedServer started;
            try {
                started = server.join();
            } catch (CompletionException alreadyTold) {
                return;
            }
            started.close();
        }
    }
}
