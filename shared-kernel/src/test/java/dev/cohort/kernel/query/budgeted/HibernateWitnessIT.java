package dev.cohort.kernel.query.budgeted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.HibernateWitness;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Tuple;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two witnesses who do not know each other see the same. */
@PostgresTest
class HibernateWitnessIT {

    @Autowired
    EntityManager entities;

    @Autowired
    EntityManagerFactory factory;

    @Autowired
    DataSource dataSource;

    @Test
    void statementsOfHibernateAreSeenByBothAndThoseOfJdbcByOne() {
        var testimony = HibernateWitness.of(factory).capture(() -> {
            authors(3);
            entities.createNativeQuery("SELECT 1", Integer.class).getSingleResult();
            JdbcClient.create(dataSource).sql("SELECT 2").query(Integer.class).single();
        });
        testimony.agrees().fetchedNothing();
        assertThat(testimony.prepared()).isEqualTo(2);
        assertThat(testimony.queries()).hasStatements(3);
    }

    @Test
    void whatIsFetchedOneByOneIsRefused() {
        var testimony = HibernateWitness.of(factory)
                .capture(() -> entities.createQuery("from EagerAuthor a where a.id < 4", Object.class)
                        .getResultList());
        testimony.agrees();
        assertThat(testimony.entityFetches()).isEqualTo(3);
        assertThatThrownBy(testimony::fetchedNothing)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fetched 3 entities")
                .hasMessageContaining("[Hibernate, lazy to-one Publisher]");
    }

    private List<Tuple> authors(int count) {
        return entities.createQuery("select a.id, a.name from Author a order by a.id", Tuple.class)
                .setMaxResults(count)
                .getResultList();
    }
}
