package dev.cohort.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        select a from t where b = 1 and c = 'x''y'      | select a from t where b = 1 and c = 'z'
        select a from t where b in (1, 2, 3)            | select a from t where b in (?)
        select a from t where b in (?,?,?,?)            | select a from t where b in (1, 2)
        insert into t (a, b) values (?, ?), (?, ?)      | insert into t (a, b) values (1, 'x')
        select 1 -- so                                  | select /* why */ 2
        select a   from t                               | select a from t
        select $1::text                                 | select 'a'::text
        select a from t where b = $$it's$$              | select a from t where b = 'it'
        select a from t where b = E'it\\'s'             | select a from t where b = ?
        """)
    void textsThatDifferInValuesAloneHaveOneShape(String one, String other) {
        assertThat(Shapes.of(one).shape().text())
                .isEqualTo(Shapes.of(other).shape().text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        select a from t where b = ?      | select a from t where c = ?
        select a1 from t                 | select a2 from t
        select coalesce(?, ?)            | select coalesce(?, ?, ?)
        select a from t where b = any(?) | select a from t where b in (?)
        """)
    void otherTextsHaveOtherShapes(String one, String other) {
        assertThat(Shapes.of(one).shape()).isNotEqualTo(Shapes.of(other).shape());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SELECT 1                                                        | SELECT
        WITH page AS (SELECT 1) SELECT * FROM page FOR UPDATE           | SELECT
        WITH gone AS (DELETE FROM t RETURNING a) SELECT * FROM gone     | DELETE
        WITH n AS (SELECT 1) INSERT INTO t SELECT * FROM n ON CONFLICT DO UPDATE SET a = 1 | INSERT
        insert into t values (1)                                        | INSERT
        UPDATE t SET a = 1                                              | UPDATE
        delete from t                                                   | DELETE
        COPY t (a) FROM STDIN                                           | COPY
        BEGIN                                                           | TRANSACTION
        ROLLBACK TO SAVEPOINT a                                         | TRANSACTION
        SET LOCAL statement_timeout = 1                                 | OTHER
        """)
    void aStatementIsTheKindOfItsVerb(String sql, StatementKind kind) {
        assertThat(Shapes.of(sql).shape().kind()).isEqualTo(kind);
    }

    @Test
    void tablesAreNamedOnceInOrder() {
        Shape shape = Shapes.of("""
            SELECT * FROM sleep.night n
            JOIN sleep.session s ON s.night = n.id
            LEFT JOIN LATERAL (SELECT avg(v) FROM sleep.sample) a ON true
            JOIN unnest(?) AS u ON true
            WHERE EXISTS (SELECT FROM sleep.night) FOR UPDATE
            """).shape();
        assertThat(shape.tables()).containsExactly("sleep.night", "sleep.session", "sleep.sample");
        assertThat(Shapes.of("INSERT INTO t(a) VALUES (1)").shape().tables()).containsExactly("t");
    }

    @Test
    void theLongestListIsMeasured() {
        assertThat(Shapes.of("select a from t where b in (?, ?, ?) or c in (1)").longestList())
                .isEqualTo(3);
        assertThat(Shapes.of("select a from t where b = any(?)").longestList()).isZero();
    }

    @Test
    void offsetIsSeenAsAWordOnly() {
        assertThat(Shapes.of("select a from t limit 5 offset ?").shape().offset())
                .isTrue();
        assertThat(Shapes.of("select a from (select b from t offset ? rows fetch first ? rows only) x")
                        .shape()
                        .offset())
                .isFalse();
        assertThat(Shapes.of("select a from t offset ? rows fetch first ? rows only")
                        .shape()
                        .offset())
                .isTrue();
        assertThat(Shapes.of("select utc_offset, 'offset' from t").shape().offset())
                .isFalse();
    }

    @Test
    void brokenTextIsAShapeToo() {
        for (String broken : new String[] {"", "'", "select '", "$", "$a$", "/*", "--", "((", "\"", "e'\\"}) {
            assertThat(Shapes.of(broken).shape()).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT EXTRACT(EPOCH FROM e.at) FROM a.b | [a.b]",
                "SELECT 1 FROM a.b e JOIN a.c f ON e.x IS DISTINCT FROM f.x | [a.b, a.c]",
                "UPDATE a.b e SET x = 1 WHERE e.x IS DISTINCT FROM e.y | [a.b]",
                "SELECT substring(e.x FROM 2) , (SELECT max(y) FROM a.d) FROM a.b e | [a.d, a.b]"
            })
    void aFromInsideAnExpressionNamesNoTable(String sql, String tables) {
        assertThat(Shapes.of(sql).shape().tables().toString()).isEqualTo(tables);
    }
}
