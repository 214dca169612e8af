package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanOrderTest {
  private static final String NUMBERS =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 13000) ";

  @TempDir Path directory;

  private Path make(String... statements) throws Exception {
    return Databases.run(directory.resolve("order.db"), statements);
  }

  /** Goes on from every position of a scan and expects the rest of the whole. */
  private static int resumesEverywhere(SqliteSource source, CollectionPlan plan) {
    List<List<Value>> whole = Databases.scan(source, plan);
    List<Position> positions = new ArrayList<>();
    List<Integer> delivered = new ArrayList<>();
    try (RowScan scan = source.scan(plan, Position.START, rejected -> {})) {
      RowBatch batch = new RowBatch(64);
      int rows = 0;
      while (scan.next(batch)) {
        rows += batch.rows();
        positions.add(scan.position());
        delivered.add(rows);
      }
    }
    for (int i = 0; i < positions.size(); i++) {
      assertThat(Databases.scan(source, plan, positions.get(i)))
          .as("after " + positions.get(i))
          .isEqualTo(whole.subList(delivered.get(i), whole.size()));
    }
    return positions.size();
  }

  @Test
  void rowidTablesComeInTheOrderOfTheRowidAndResume() throws Exception {
    Path file =
        make(
            "CREATE TABLE t (v, w)",
            "CREATE INDEX by_v ON t (v)",
            "INSERT INTO t (rowid, v) " + NUMBERS + "SELECT i * 7919 % 100003 - 5000, -i FROM n");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(resumesEverywhere(source, Databases.plan("t", "v"))).isGreaterThan(3);
    }
  }

  @Test
  void resumesWhereColumnsHideTheRowid() throws Exception {
    Path file =
        make(
            "CREATE TABLE t (rowid, oid, v)",
            "CREATE TABLE all_hidden (rowid, OID, _rowid_)",
            "CREATE INDEX covering ON all_hidden (_rowid_, oid, rowid)",
            "INSERT INTO t " + NUMBERS + "SELECT 'r', 'o', i FROM n",
            "INSERT INTO all_hidden " + NUMBERS + "SELECT 'r', 'o', -i FROM n");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(resumesEverywhere(source, Databases.plan("t", "rowid", "v"))).isGreaterThan(3);
      CollectionPlan hidden = Databases.plan("all_hidden", "_rowid_", "rowid");
      assertThat(resumesEverywhere(source, hidden)).isGreaterThan(3);
      assertThat(Databases.scan(source, hidden).get(0).get(0)).isEqualTo(new Value.Int(-1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a, b", "b, a", "a DESC, b", "b COLLATE NOCASE DESC, a", "b DESC, a DESC"})
  void tablesWithoutRowidComeInTheOrderOfTheirKeyAndResume(String key) throws Exception {
    Path file =
        make(
            "CREATE TABLE t (a, b TEXT, v, PRIMARY KEY (" + key + ")) WITHOUT ROWID",
            "INSERT INTO t "
                + NUMBERS
                + "SELECT CASE i % 4 WHEN 0 THEN i / 50 WHEN 1 THEN i / 40.0"
                + " WHEN 2 THEN 'ä' || i % 60 ELSE CAST('x' || i % 60 AS BLOB) END,"
                + " CASE i % 10 WHEN 0 THEN CAST(x'ff' || i AS TEXT) ELSE 'n' || i END, i FROM n");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(resumesEverywhere(source, Databases.plan("t", "v"))).isGreaterThan(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le"})
  void textKeysOfAnyEncodingResume(String encoding) throws Exception {
    Path file =
        make(
            "PRAGMA encoding = '" + encoding + "'",
            "CREATE TABLE t (a TEXT PRIMARY KEY, v) WITHOUT ROWID",
            "INSERT INTO t " + NUMBERS + "SELECT 'ключ' || char(0) || i, i FROM n");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(resumesEverywhere(source, Databases.plan("t", "v", "a"))).isGreaterThan(3);
      CollectionPlan keyed =
          Databases.plan("t", null, List.of("a"), Conversion.Kind.TEXT, "v", "a");
      assertThat(source.scansInKeyOrder(keyed)).isEqualTo(encoding.equals("UTF-8"));
    }
  }

  @Test
  void knowsWhenRowsComeInTheOrderOfTheKey() throws Exception {
    Path file =
        make(
            "CREATE TABLE rowid_key (id INTEGER PRIMARY KEY, v INTEGER)",
            "CREATE TABLE other_key (id INT PRIMARY KEY, v INTEGER)",
            "CREATE TABLE slip (id INTEGER PRIMARY KEY DESC, v INTEGER)",
            "CREATE TABLE wr (id INTEGER, v INTEGER, PRIMARY KEY (v, id)) WITHOUT ROWID",
            "CREATE TABLE wr_desc (id INTEGER, v INTEGER, PRIMARY KEY (id DESC)) WITHOUT ROWID",
            "CREATE TABLE wr_nocase (id TEXT COLLATE NOCASE PRIMARY KEY) WITHOUT ROWID");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(ordered(source, "rowid_key", "id")).isTrue();
      assertThat(ordered(source, "rowid_key", "v")).isFalse();
      assertThat(ordered(source, "other_key", "id")).isFalse();
      assertThat(ordered(source, "slip", "id")).isFalse();
      assertThat(ordered(source, "wr", "v", "id")).isTrue();
      assertThat(ordered(source, "wr", "id", "v")).isFalse();
      assertThat(ordered(source, "wr_desc", "id")).isFalse();
      CollectionPlan text =
          Databases.plan("wr_nocase", null, List.of("id"), Conversion.Kind.TEXT, "id");
      assertThat(source.scansInKeyOrder(text)).isFalse();
    }
  }

  private static boolean ordered(SqliteSource source, String table, String... key) {
    return source.scansInKeyOrder(
        Databases.plan(table, null, List.of(key), Conversion.Kind.INTEGER, "id", "v"));
  }

  @Test
  void readsRangesOfKeys() throws Exception {
    Path file =
        make(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v)",
            "INSERT INTO t VALUES (-9223372036854775808, 0), (1, 1), (2, 2), (3, 3),"
                + " (9223372036854775807, 4)");
    CollectionPlan plan = Databases.plan("t", null, List.of("id"), Conversion.Kind.INTEGER, "id");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(Databases.scanRange(source, plan, KeyRange.ALL)).hasSize(5);
      assertThat(ids(source, plan, new KeyRange(key(1), key(3)))).containsExactly(2L, 3L);
      assertThat(ids(source, plan, new KeyRange(null, key(1)))).containsExactly(Long.MIN_VALUE, 1L);
      assertThat(ids(source, plan, new KeyRange(key(3), null))).containsExactly(Long.MAX_VALUE);
      assertThat(ids(source, plan, new KeyRange(key(Long.MAX_VALUE), null))).isEmpty();
    }
  }

  @Test
  void readsRangesOfCompositeKeys() throws Exception {
    Path file =
        make(
            "CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID",
            "INSERT INTO t " + NUMBERS + "SELECT i / 10, i % 10 FROM n LIMIT 100");
    CollectionPlan plan =
        Databases.plan("t", null, List.of("a", "b"), Conversion.Kind.INTEGER, "a", "b");
    try (SqliteSource source = SqliteSource.open(file)) {
      List<List<Value>> whole = Databases.scanRange(source, plan, KeyRange.ALL);
      assertThat(whole).hasSize(100);
      for (int from = 0; from < whole.size(); from += 7) {
        for (int to = from; to < whole.size(); to += 13) {
          KeyRange range = new KeyRange(key(whole.get(from)), key(whole.get(to)));
          assertThat(Databases.scanRange(source, plan, range))
              .isEqualTo(whole.subList(from + 1, to + 1));
        }
      }
    }
  }

  private static List<Long> ids(SqliteSource source, CollectionPlan plan, KeyRange range) {
    return Databases.scanRange(source, plan, range).stream()
        .map(row -> ((Value.Int) row.get(0)).value())
        .toList();
  }

  private static byte[] key(long... ids) {
    return key(LongStream.of(ids).mapToObj(id -> (Value) new Value.Int(id)).toList());
  }

  private static byte[] key(List<Value> values) {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    values.forEach(value -> value.putInto(batch));
    int[] columns = new int[values.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i;
    }
    return new KeyOrder(columns).extract(batch.data(), 0, batch.size());
  }

  @Test
  void conditionsAreFollowed() throws Exception {
    Path file =
        make(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v)",
            "CREATE TABLE \"odd name\" (v)",
            "INSERT INTO t " + NUMBERS + "SELECT i, i % 3 FROM n",
            "INSERT INTO \"odd name\" VALUES (1), (2)");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(where(source, "t", "v = 1 OR v = 2")).isEqualTo(8667);
      assertThat(where(source, "t", "t.id < 10 -- the first")).isEqualTo(9);
      assertThat(where(source, "t", "v IN (SELECT v FROM \"odd name\") /* sub */")).isEqualTo(8667);
      assertThat(where(source, "odd name", "\"odd name\".v > 1")).isEqualTo(1);
      assertThat(
              resumesEverywhere(
                  source,
                  Databases.plan(
                      "t", "v <> 0 OR id < 0", List.of(), Conversion.Kind.MIXED_JSON, "id")))
          .isGreaterThan(2);
    }
  }

  private static int where(SqliteSource source, String table, String condition) {
    CollectionPlan plan =
        Databases.plan(table, condition, List.of(), Conversion.Kind.MIXED_JSON, "v");
    return Databases.scan(source, plan).size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-- nothing",
        "nosuch = 1",
        "v =",
        "1) OR (1",
        "1) LIMIT 1 --",
        "1; DELETE FROM t",
        "(1",
        "v = ?",
        "v = :name",
        "v = 'open",
        "1 /* open",
        "count(*) > 1",
        "1 ORDER BY v",
        "v, v"
      })
  void conditionsThatAreNotOneExpressionAreRefused(String condition) throws Exception {
    Path file = make("CREATE TABLE t (v)", "INSERT INTO t VALUES (1), (2)");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThatExceptionOfType(CrossfadeException.class)
          .isThrownBy(() -> where(source, "t", condition))
          .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.CF_2023))
          .withMessageContaining("table t");
    }
  }

  @Test
  void unknownTablesColumnsAndPositionsAreRefused() throws Exception {
    Path file = make("CREATE TABLE t (v)", "CREATE VIRTUAL TABLE f USING fts5 (v)");
    try (SqliteSource source = SqliteSource.open(file)) {
      refused(ErrorCode.CF_2021, source, "absent", "v", "");
      refused(ErrorCode.CF_2021, source, "f", "v", "");
      refused(ErrorCode.CF_2022, source, "t", "absent", "");
      for (String token : List.of("x", "r", "r1x", "k03", "kzz", "n", "n5", "k0300")) {
        refused(ErrorCode.CF_2024, source, "t", "v", token);
      }
    }
  }

  private static void refused(
      ErrorCode code, SqliteSource source, String table, String column, String token) {
    CollectionPlan plan = Databases.plan(table, column);
    assertThatExceptionOfType(CrossfadeException.class)
        .isThrownBy(() -> Databases.scan(source, plan, new Position(token)))
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }
}
