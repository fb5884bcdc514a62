package dev.cohort.kernel.query;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.InitializeCollectionEvent;
import org.hibernate.event.spi.InitializeCollectionEventListener;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.event.spi.LoadEventListener.LoadType;
import org.hibernate.integrator.spi.Integrator;
import org.jspecify.annotations.Nullable;

/**
 * Knows for which association Hibernate sends what it sends just now: notes it before Hibernate's own listener
 * loads a collection or an entity, and forgets it after. Found by Hibernate itself.
 */
public final class FetchCauses implements Integrator {

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    /** {@code lazy collection Author.books}, {@code lazy to-one Publisher}, {@code find Author}; null if unknown. */
    static @Nullable String current() {
        return CURRENT.get();
    }

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
        var listeners = factory.getServiceRegistry().requireService(EventListenerRegistry.class);
        listeners.prependListeners(EventType.INIT_COLLECTION, new BeforeCollection());
        listeners.appendListeners(EventType.INIT_COLLECTION, new AfterCollection());
        listeners.prependListeners(EventType.LOAD, new BeforeEntity());
        listeners.appendListeners(EventType.LOAD, new AfterEntity());
    }

    private static String shortName(@Nullable String role) {
        String name = role == null ? "?" : role.replaceAll("^.*\\$", "");
        int property = name.lastIndexOf('.');
        int type = name.lastIndexOf('.', property - 1);
        boolean isRole = property > 0 && Character.isLowerCase(name.charAt(property + 1));
        return isRole ? name.substring(type + 1) : name.substring(property + 1);
    }

    private static final class BeforeCollection implements InitializeCollectionEventListener {
        @Override
        public void onInitializeCollection(InitializeCollectionEvent event) {
            var loaded = event.getSession().getPersistenceContextInternal().getCollectionEntry(event.getCollection());
            var persister = loaded == null ? null : loaded.getLoadedPersister();
            CURRENT.set("lazy collection " + shortName(persister == null ? null : persister.getRole()));
        }
    }

    private static final class AfterCollection implements InitializeCollectionEventListener {
        @Override
        public void onInitializeCollection(InitializeCollectionEvent event) {
            CURRENT.remove();
        }
    }

    private static final class BeforeEntity implements LoadEventListener {
        @Override
        public void onLoad(LoadEvent event, LoadType type) {
            String how = type == LoadEventListener.GET ? "find " : "lazy to-one ";
            CURRENT.set(how + shortName(event.getEntityClassName()));
        }
    }

    private static final class AfterEntity implements LoadEventListener {
        @Override
        public void onLoad(LoadEvent event, LoadType type) {
            CURRENT.remove();
        }
    }
}
