package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.value.Digest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  private static final String NUMBERS =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) ";

  @TempDir Path directory;

  private SourceShape inspect(long sample, Events events, String... statements) throws Exception {
    Path file = Databases.run(directory.resolve("inspected.db"), statements);
    try (SqliteSource source = SqliteSource.open(file)) {
      return source.inspect(sample, events);
    }
  }

  private List<Problem> problems(String... statements) throws Exception {
    return inspect(0, Events.NONE, statements).collections().get(0).problems();
  }

  @Test
  void saysWhatATableLooksLike() throws Exception {
    Path file =
        Databases.run(
            directory.resolve("shop.db"),
            "CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
                + " paid BOOLEAN DEFAULT 0, double AS (id * 2))",
            "INSERT INTO orders (name, paid) VALUES ('a', 0), ('b', 1), ('c', NULL)");
    try (SqliteSource source = SqliteSource.open(file)) {
      SourceShape shape = source.inspect(0, Events.NONE);
      assertThat(shape.format()).isEqualTo("sqlite");
      assertThat(shape.location()).isEqualTo(file.toString());
      assertThat(shape.sampled()).isFalse();
      CollectionShape orders = shape.collections().get(0);
      assertThat(orders.key()).containsExactly("id");
      assertThat(orders.rows()).isEqualTo(3);
      assertThat(orders.columns())
          .extracting(
              ColumnShape::source,
              ColumnShape::declaredType,
              ColumnShape::notNull,
              ColumnShape::defaultExpression,
              ColumnShape::generated)
          .containsExactly(
              tuple("id", "INTEGER", true, null, false),
              tuple("name", "TEXT", true, null, false),
              tuple("paid", "BOOLEAN", false, "0", false),
              tuple("double", "", false, null, true));
      assertThat(orders.columns().get(2).evidence().form("ZERO_ONE")).isEqualTo(2);
      assertThat(orders.columns().get(2).evidence().nulls()).isEqualTo(1);
      assertThat(source.sequences()).isEqualTo(Map.of("orders", 3L));
      assertThat(source.sideFiles()).isEmpty();
    }
  }

  @Test
  void readsEveryRowOfALargeTableOnce() throws Exception {
    List<Event> events = new CopyOnWriteArrayList<>();
    SourceShape shape =
        inspect(
            0,
            events::add,
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
            "INSERT INTO t " + NUMBERS + "SELECT i, 'value ' || i FROM n");
    CollectionShape table = shape.collections().get(0);
    assertThat(table.rows()).isEqualTo(30_000);
    assertThat(table.content().rows()).isEqualTo(30_000);
    assertThat(table.columns().get(0).evidence().maxInteger()).isEqualTo(30_000);
    assertThat(events).first().isEqualTo(new Event.PhaseStarted("inspect"));
    assertThat(events).contains(new Event.Progress("inspect", "t", 30_000, -1));
    assertThat(events).last().isInstanceOf(Event.PhaseEnded.class);
  }

  @Test
  void theContentDigestSeesEveryValue() throws Exception {
    String table = "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)";
    String fill = "INSERT INTO t " + NUMBERS + "SELECT i, 'value ' || i FROM n";
    Digest before = inspect(0, Events.NONE, table, fill).collections().get(0).content();
    Digest again = inspect(0, Events.NONE, "VACUUM").collections().get(0).content();
    assertThat(again).isEqualTo(before);
    Digest after =
        inspect(0, Events.NONE, "UPDATE t SET v = 'Value 29999' WHERE id = 29999")
            .collections()
            .get(0)
            .content();
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void aSampleReadsOnlySoManyRowsAndSaysSo() throws Exception {
    SourceShape shape =
        inspect(
            10, Events.NONE, "CREATE TABLE t (v)", "INSERT INTO t " + NUMBERS + "SELECT i FROM n");
    assertThat(shape.sampled()).isTrue();
    assertThat(shape.collections().get(0).rows()).isEqualTo(10);
    assertThat(shape.collections().get(0).content()).isEqualTo(Digest.EMPTY);
  }

  @Test
  void namesWhatIsOddInTheValues() throws Exception {
    List<Problem> problems =
        problems(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, mixed, fine, text TEXT)",
            "INSERT INTO t (mixed, fine, text) VALUES (1, 1, 'a' || char(0)), ('x', 1.5, 'b'),"
                + " ('y', NULL, CAST(x'ff' AS TEXT))");
    assertThat(problems)
        .extracting(Problem::code, Problem::subject, Problem::count)
        .containsExactly(
            tuple(ErrorCode.CF_2031, "t.mixed", 1L),
            tuple(ErrorCode.CF_2032, "t.text", 1L),
            tuple(ErrorCode.CF_2033, "t.text", 1L));
  }

  @Test
  void namesWhatIsOddInTheDeclarations() throws Exception {
    String longName = "ä".repeat(32);
    List<Problem> problems =
        problems(
            "CREATE TABLE t (a TEXT DEFAULT \"quoted\", \""
                + longName
                + "\" INT, b AS (a), \"Ä\" INT, \"ä\" INT)");
    assertThat(problems)
        .extracting(Problem::code, Problem::subject)
        .containsExactly(
            tuple(ErrorCode.CF_2039, "t"),
            tuple(ErrorCode.CF_2040, "t.a"),
            tuple(ErrorCode.CF_2034, "t." + longName),
            tuple(ErrorCode.CF_2042, "t.b"),
            tuple(ErrorCode.CF_2035, "t.ä"));
  }

  @Test
  void namesWhatIsLeftOut() throws Exception {
    SourceShape shape =
        inspect(
            0,
            Events.NONE,
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v)",
            "CREATE INDEX i ON t (v)",
            "ANALYZE",
            "CREATE VIRTUAL TABLE f USING fts5 (body, content='')",
            "CREATE VIEW w AS SELECT * FROM t",
            "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END");
    assertThat(shape.collections()).extracting(CollectionShape::name).containsExactly("t");
    assertThat(shape.problems())
        .extracting(Problem::code, Problem::subject)
        .contains(
            tuple(ErrorCode.CF_2036, "f"),
            tuple(ErrorCode.CF_2037, "f_data"),
            tuple(ErrorCode.CF_2038, "g"))
        .doesNotContain(tuple(ErrorCode.CF_2036, "w"));
  }

  @Test
  void aVirtualTableOfAnUnknownModuleDisturbsNothing() throws Exception {
    SourceShape shape =
        inspect(
            0,
            Events.NONE,
            "CREATE TABLE t (v)",
            "PRAGMA writable_schema = ON",
            "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', 'u',"
                + " 'u', 0, 'CREATE VIRTUAL TABLE u USING absent (x, y ''z'')')");
    assertThat(shape.collections()).extracting(CollectionShape::name).containsExactly("t");
    assertThat(shape.problems())
        .extracting(Problem::code, Problem::subject)
        .containsExactly(tuple(ErrorCode.CF_2036, "u"));
    assertThat(shape.problems().get(0).text()).contains("absent");
  }

  @Test
  void manyColumnsAndOddNamesAreRead() throws Exception {
    StringBuilder columns = new StringBuilder("\"select\"");
    for (int i = 1; i < 1600; i++) {
      columns.append(", c").append(i);
    }
    String odd = "na\"me.with 'quotes' \\ and ünïcödé; DROP TABLE";
    String quoted = "\"" + odd.replace("\"", "\"\"") + "\"";
    SourceShape shape =
        inspect(
            0,
            Events.NONE,
            "CREATE TABLE " + quoted + " (" + columns + ")",
            "INSERT INTO " + quoted + " (c1599) VALUES (7)",
            "CREATE TABLE \""
                + "n".repeat(100)
                + "\" (parent REFERENCES \""
                + "n".repeat(100)
                + "\")");
    assertThat(shape.collections())
        .extracting(CollectionShape::name)
        .containsExactly(odd, "n".repeat(100));
    assertThat(shape.collections().get(0).columns()).hasSize(1600);
    assertThat(shape.collections().get(0).columns().get(1599).evidence().maxInteger()).isEqualTo(7);
    assertThat(shape.collections().get(1).rows()).isZero();
    assertThat(shape.collections().get(1).content()).isEqualTo(Digest.EMPTY);
  }

  @Test
  void tenThousandTablesAreInspectedInReasonableTime() throws Exception {
    Path file = directory.resolve("many.db");
    try (Connection connection = Databases.connect(file);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 10_000; i++) {
        statement.execute("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY, p REFERENCES t0)");
      }
      connection.commit();
    }
    Instant start = Instant.now();
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(source.inspect(0, Events.NONE).collections()).hasSize(10_000);
      assertThat(source.schemaReader().read().tables()).hasSize(10_000);
    }
    // Some seconds here; a quadratic step takes minutes.
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(60));
  }
}
