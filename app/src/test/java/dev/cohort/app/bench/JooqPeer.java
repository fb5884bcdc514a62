package dev.cohort.app.bench;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.FoundContact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record8;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** jOOQ's MULTISET: the children as a nested collection of the one statement. */
final class JooqPeer implements Peer {

    private static final Table<Record> C =
            table(DSL.name("contacts", "contact")).as("c");
    private static final Table<Record> E =
            table(DSL.name("contacts", "attribute_entry")).as("e");
    private static final Table<Record> F =
            table(DSL.name("contacts", "attribute_entry")).as("f");
    private static final Field<Long> ID = column("c", "contact_id", SQLDataType.BIGINT);
    private static final Field<Long> TENANT = column("c", "tenant_id", SQLDataType.BIGINT);
    private static final Field<Long> VERSION = column("c", "version", SQLDataType.BIGINT);
    private static final Field<String> EXTERNAL = column("c", "external_id", SQLDataType.CLOB);
    private static final Field<String> FIRST = column("c", "first_name", SQLDataType.CLOB);
    private static final Field<String> LAST = column("c", "last_name", SQLDataType.CLOB);
    private static final Field<String> EMAIL = column("c", "email", SQLDataType.CLOB);
    private static final Field<String> COMPANY = column("c", "company", SQLDataType.CLOB);
    private static final Field<Instant> CREATED = column("c", "created_at", SQLDataType.INSTANT);
    private static final Field<Instant> UPDATED = column("c", "updated_at", SQLDataType.INSTANT);

    private static final Field<Result<Record8<Integer, String, BigDecimal, LocalDate, Instant, Boolean, Integer, Long>>>
            ENTRIES = multiset(DSL.select(
                                    column("e", "field_id", SQLDataType.INTEGER),
                                    column("e", "value_text", SQLDataType.CLOB),
                                    column("e", "value_number", SQLDataType.NUMERIC),
                                    column("e", "value_date", SQLDataType.LOCALDATE),
                                    column("e", "value_instant", SQLDataType.INSTANT),
                                    column("e", "value_boolean", SQLDataType.BOOLEAN),
                                    column("e", "value_option", SQLDataType.INTEGER),
                                    column("e", "value_reference", SQLDataType.BIGINT))
                            .from(E)
                            .where(column("e", "tenant_id", SQLDataType.BIGINT).eq(TENANT))
                            .and(column("e", "contact_id", SQLDataType.BIGINT).eq(ID)))
                    .as("entries");

    private final DSLContext jooq;
    private final AttributeCatalog catalog;

    JooqPeer(DataSource dataSource, AttributeCatalog catalog) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        this.jooq = DSL.using(dataSource, SQLDialect.POSTGRES);
        this.catalog = catalog;
    }

    private static <T> Field<T> column(String table, String column, DataType<T> type) {
        return field(DSL.name(table, column), type);
    }

    @Override
    public String name() {
        return "jOOQ MULTISET";
    }

    @Override
    public List<FoundContact> page(Ask ask) {
        long tenant = ask.tenant().value();
        Condition city = ask.city() == null
                ? noCondition()
                : exists(selectOne()
                        .from(F)
                        .where(column("f", "tenant_id", SQLDataType.BIGINT).eq(tenant))
                        .and(column("f", "contact_id", SQLDataType.BIGINT).eq(ID))
                        .and(column("f", "field_id", SQLDataType.INTEGER).eq(ContactDataset.CITY))
                        .and(column("f", "sort_key", SQLDataType.BLOB).eq(ContactDataset.key(ask.city()))));
        return jooq.select(ID, VERSION, EXTERNAL, FIRST, LAST, EMAIL, COMPANY, CREATED, UPDATED, ENTRIES)
                .from(C)
                .where(TENANT.eq(tenant))
                .and(column("c", "deleted_at", SQLDataType.INSTANT).isNull())
                .and(city)
                .orderBy(ID.desc())
                .limit(ask.rows())
                .fetch(this::found);
    }

    private FoundContact found(Record row) {
        var fields = new Fields(catalog);
        for (var entry : row.get(ENTRIES)) {
            fields.typed(
                    entry.value1(),
                    entry.value2(),
                    entry.value3(),
                    entry.value4(),
                    entry.value5(),
                    entry.value6(),
                    entry.value7(),
                    entry.value8());
        }
        return Fields.contact(
                row.get(ID),
                row.get(VERSION),
                row.get(EXTERNAL),
                row.get(FIRST),
                row.get(LAST),
                row.get(EMAIL),
                row.get(COMPANY),
                row.get(CREATED),
                row.get(UPDATED),
                fields.inOrder());
    }
}
