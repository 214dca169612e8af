package dev.crossfade.postgres.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.Value;
import dev.crossfade.core.value.Value.Bool;
import dev.crossfade.core.value.Value.Bytes;
import dev.crossfade.core.value.Value.Decimal;
import dev.crossfade.core.value.Value.Int;
import dev.crossfade.core.value.Value.Null;
import dev.crossfade.core.value.Value.Real;
import dev.crossfade.core.value.Value.Text;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * For every border, a range must hold exactly the rows that {@link KeyOrder} puts there; borders
 * are each key that exists and keys that a rejected row could have had.
 */
final class KeyRangeTest {
  private static final List<Value> STRANGE =
      List.of(
          new Null(),
          new Bool(true),
          new Int(0),
          new Int(Long.MIN_VALUE),
          new Int(Long.MAX_VALUE),
          new Real(1.5),
          new Real(-1e300),
          new Real(Double.POSITIVE_INFINITY),
          new Decimal("1E30"),
          new Text(""),
          new Text("m\0m"),
          new Text("it's \\ 'quoted'"),
          new Text("2024-02-30"),
          new Text("\uffff"),
          new Bytes(new byte[] {'m', (byte) 0xff}, true),
          new Bytes(new byte[] {}, false),
          new Bytes(new byte[] {(byte) 0x80}, false));

  private static ScratchDatabase database;
  private static Connection kept;

  @BeforeAll
  static void create() throws SQLException {
    database = ScratchServer.createDatabase();
    kept = database.connect();
  }

  @AfterAll
  static void drop() throws SQLException {
    kept.close();
    database.close();
  }

  @Test
  void integers() throws SQLException {
    check(
        Conversion.of(Kind.INTEGER), "-9223372036854775808", "-1", "0", "1", "9223372036854775807");
  }

  @Test
  void doubles() throws SQLException {
    check(
        Conversion.of(Kind.DOUBLE),
        "-Infinity",
        "-1e300",
        "-5e-324",
        "-0",
        "1.5",
        "1e300",
        "Infinity");
  }

  @Test
  void textByItsBytesWhateverTheCollation() throws SQLException {
    check(
        Conversion.of(Kind.TEXT),
        "",
        "B",
        "a",
        "ab",
        "m",
        "z",
        "ä",
        "€",
        "\uffff",
        "😀",
        "it''s \\ ''quoted''");
  }

  @Test
  void bytes() throws SQLException {
    check(Conversion.of(Kind.BYTES), "", "\\x00", "\\x0001", "\\x7f", "\\x80", "\\xff");
    check(Conversion.of(Kind.TEXT_BYTES), "", "\\x00", "\\x6d", "\\x6dff", "\\x7f", "\\xff");
  }

  @Test
  void flags() throws SQLException {
    for (Kind kind :
        List.of(Kind.BOOLEAN, Kind.INTEGER_FLAG, Kind.TEXT_T_F, Kind.TEXT_TRUE_FALSE)) {
      check(Conversion.of(kind), "false", "true");
    }
  }

  @Test
  void moments() throws SQLException {
    String[] moments = {
      "-infinity", "0044-03-15 00:00:00+00 BC", "0001-01-01 00:00:00+00 BC",
          "1969-12-31 23:59:59+00",
      "1970-01-01 00:00:01+00", "1970-01-01 00:00:01.5+00", "294276-12-31 23:59:59+00", "infinity"
    };
    check(Conversion.of(Kind.EPOCH_SECONDS), moments);
    check(Conversion.of(Kind.EPOCH_MILLIS), moments);
  }

  @Test
  void timestampsAndDatesAsText() throws SQLException {
    for (String form :
        List.of(
            "t,digits_3,z",
            "space,none,none",
            "t,six_or_none,plus_00_00",
            "t,groups_of_three,none")) {
      check(
          new Conversion(Kind.TEXT_TIMESTAMPTZ, TimestampForm.ofId(form)),
          "0001-01-01 00:00:00+00",
          "1999-12-31 23:59:59+00",
          "2000-01-01 00:00:00+00",
          "2024-02-29 12:00:00+00",
          "9999-12-31 23:59:59+00");
    }
    check(
        new Conversion(Kind.TEXT_TIMESTAMP, TimestampForm.ofId("space,six_or_none,none")),
        "0001-01-01 00:00:00",
        "2024-02-29 12:00:00",
        "2024-02-29 12:00:00.000001",
        "2024-02-29 12:00:01");
    check(Conversion.of(Kind.TEXT_DATE), "0001-01-01", "2024-02-29", "2024-03-01", "9999-12-31");
  }

  @Test
  void uuids() throws SQLException {
    String[] uuids = {
      "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000001",
      "7fffffff-ffff-ffff-ffff-ffffffffffff", "80000000-0000-0000-8000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff"
    };
    check(Conversion.of(Kind.TEXT_UUID), uuids);
    check(Conversion.of(Kind.BYTES_UUID), uuids);
  }

  @Test
  void compositeKeys() throws SQLException {
    ColumnPlan a = Tables.column("a", Kind.TEXT);
    ColumnPlan b = Tables.column("B \"b\"", Kind.INTEGER);
    Tables.execute(
        database,
        "DROP TABLE IF EXISTS ranged",
        "CREATE TABLE ranged (x text, \"B \"\"b\"\"\" bigint, a text COLLATE \"en-x-icu\")",
        "INSERT INTO ranged SELECT x || 'ä', b, x FROM unnest(ARRAY['', 'a', 'B', 'b', 'ä', 'ab']) x,"
            + " unnest(ARRAY[-1, 0, 1, 2, 1000]) b");
    CollectionPlan plan =
        Tables.plan("ranged", List.of("a", "B \"b\""), b, a, Tables.column("x", Kind.TEXT));
    List<Value> seconds = List.of(new Int(0), new Int(7), new Null(), new Real(1.5), new Text("x"));
    List<List<Value>> extra = new ArrayList<>();
    for (Value second : seconds) {
      extra.add(List.of(second, new Text("a")));
      extra.add(List.of(second, new Int(3)));
      extra.add(List.of(second, new Text("a\0")));
    }
    check(plan, extra);
  }

  @Test
  void refusesARangeOfATableThatIsNotOrdered() {
    CollectionPlan plan = Tables.plan("ranged", List.of(), Tables.column("a", Kind.INTEGER));
    KeyRange range = new KeyRange(Tables.key(new Int(1)), null);
    assertThatThrownBy(() -> rows(plan, range))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_9001));
  }

  private static void check(Conversion conversion, String... literals) throws SQLException {
    StringBuilder insert = new StringBuilder("INSERT INTO ranged VALUES ");
    for (int i = literals.length - 1; i >= 0; i--) {
      insert.append("('").append(literals[i]).append(i > 0 ? "')," : "')");
    }
    Tables.execute(
        database,
        "DROP TABLE IF EXISTS ranged",
        "CREATE TABLE ranged (k " + conversion.type() + ")",
        insert.toString());
    List<List<Value>> strange = STRANGE.stream().map(List::of).toList();
    check(Tables.plan("ranged", List.of("k"), Tables.column("k", conversion, false)), strange);
  }

  private static void check(CollectionPlan plan, List<List<Value>> strange) throws SQLException {
    assertThat(plan.orderedByKey()).isTrue();
    KeyOrder order = new KeyOrder(plan.keyPositions());
    List<List<Value>> all = rows(plan, KeyRange.ALL);
    for (int i = 1; i < all.size(); i++) {
      assertThat(compare(order, all.get(i - 1), all.get(i)))
          .as("row %d of %s", i, all)
          .isNegative();
    }
    List<List<Value>> borders = new ArrayList<>(all);
    borders.addAll(strange);
    for (List<Value> border : borders) {
      byte[] row = Tables.key(border.toArray(Value[]::new));
      byte[] key = order.extract(row, 0, row.length);
      assertThat(rows(plan, new KeyRange(key, null)))
          .as("after %s", border)
          .isEqualTo(all.stream().filter(r -> compare(order, r, border) > 0).toList());
      assertThat(rows(plan, new KeyRange(null, key)))
          .as("up to %s", border)
          .isEqualTo(all.stream().filter(r -> compare(order, r, border) <= 0).toList());
    }
  }

  private static List<List<Value>> rows(CollectionPlan plan, KeyRange range) {
    try (RowScan scan =
        new PostgresReadBack(() -> Tables.unclosable(kept)).readBack(plan, "public", range)) {
      return Tables.rows(scan);
    }
  }

  private static int compare(KeyOrder order, List<Value> a, List<Value> b) {
    byte[] left = Tables.key(a.toArray(Value[]::new));
    byte[] right = Tables.key(b.toArray(Value[]::new));
    return order.compareRows(left, 0, left.length, right, 0, right.length);
  }
}
