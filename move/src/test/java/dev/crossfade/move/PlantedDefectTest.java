package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A converter that is wrong in the slightest must be found, and nothing become visible. */
class PlantedDefectTest {
  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void make() {
    fixture = new Fixture(folder.resolve("data.sqlite"));
    fixture.source(
        "CREATE TABLE things (id INTEGER PRIMARY KEY, made_at TEXT NOT NULL, price REAL,"
            + " first TEXT, second TEXT, picture BLOB, data TEXT, amount NUMERIC, flag BOOLEAN)",
        "CREATE TABLE log (line TEXT, level INTEGER)",
        "CREATE TABLE pairs (a TEXT, b INTEGER, note TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            + " INSERT INTO things SELECT i,"
            + " printf('2024-01-%02d %02d:%02d:%02d.%06d', 1 + i % 28, i % 24, i % 60, i % 59, i),"
            + " i / 7.0, 'first ' || i, 'second ' || (i + 1), CAST('bytes ' || i AS BLOB),"
            + " json_object('n', i, 'deep', json_array(i, 'x')), i * 10, i % 2 FROM n",
        "INSERT INTO log SELECT 'line ' || (id % 100), id % 3 FROM things",
        "INSERT INTO pairs SELECT first, id, second FROM things");
  }

  @AfterEach
  void close() {
    FaultPoints.install(name -> {});
    fixture.close();
  }

  private MoveReport moveTampering(String sql) {
    FaultPoints.install(
        name -> {
          if (name.equals("move.constrained")) {
            fixture.sql("SET search_path = " + fixture.staging(), sql);
          }
        });
    return fixture.move();
  }

  private void assertNothingVisible(MoveReport report) {
    assertThat(report.run().outcome()).isEqualTo(MoveReport.Outcome.DIFFERENT);
    assertThat(report.exitStatus()).isEqualTo(4);
    assertThat(fixture.visible()).isEmpty();
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    assertThat(fixture.move().run().outcome()).isEqualTo(MoveReport.Outcome.PROVEN);
    assertThat(fixture.one("SELECT pg_typeof(made_at) FROM things WHERE id = 1"))
        .isEqualTo("timestamp with time zone");
    assertThat(fixture.visible()).containsExactly("log", "pairs", "things");
  }

  @ParameterizedTest(name = "{1} of {0} {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "made_at;differing;made_at + interval '1 microsecond'",
        "made_at;differing;date_trunc('milliseconds', made_at)",
        "price;differing;round(price::numeric, 9)::double precision",
        "price;differing;-price",
        "price;differing;NULL",
        "first;differing;upper(first)",
        "first;differing;first || ' '",
        "first;differing;NULL",
        "picture;differing;set_byte(picture, 3, get_byte(picture, 3) # 1)",
        "data;differing;jsonb_set(data, '{deep,0}', '0')",
        "data;differing;data - 'n'",
        "amount;differing;amount + 1",
        "flag;differing;NOT flag",
      })
  void findsAChangedValueByKeyAndColumn(String column, String kind, String expression) {
    MoveReport report =
        moveTampering("UPDATE things SET " + column + " = " + expression + " WHERE id = 1234");
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("things");
              assertThat(finding.keys()).containsExactly("id=1234");
              assertThat(finding.text()).contains(kind).contains(column);
            });
  }

  @Test
  void findsASwappedPairOfColumns() {
    MoveReport report = moveTampering("UPDATE things SET first = second, second = first");
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE).get(0).text())
        .contains("first, second");
  }

  @Test
  void findsAMissingRow() {
    MoveReport report = moveTampering("DELETE FROM things WHERE id = 3000");
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .containsExactly(
            new Finding(Finding.Kind.DATA_DIFFERENCE, "things", "missing", List.of("id=3000")));
  }

  @Test
  void findsARowTooMany() {
    MoveReport report =
        moveTampering("INSERT INTO things SELECT 4000, made_at FROM things WHERE id = 1");
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .containsExactly(
            new Finding(Finding.Kind.DATA_DIFFERENCE, "things", "extra", List.of("id=4000")));
  }

  @Test
  void findsDifferencesInEachPartOfALargeTable() {
    fixture.source(
        "CREATE TABLE large (id INTEGER PRIMARY KEY, text TEXT)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
            + " INSERT INTO large SELECT i * 10, printf('%0200d', i) FROM n");
    fixture.tables = List.of("large");
    MoveReport report =
        moveTampering(
            "DELETE FROM large WHERE id IN (10, 200000);"
                + "UPDATE large SET text = '' WHERE id % 20000 = 10000;"
                + "INSERT INTO large VALUES (-1, ''), (99995, ''), (200001, '')");
    assertThat(
            fixture.one("SELECT count(*) >= 6 FROM crossfade.checkpoints WHERE target = 'large'"))
        .as("enough chunks for more than one part")
        .isEqualTo("t");
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .extracting(finding -> finding.text() + " " + finding.keys())
        .containsExactly(
            "extra [id=-1]",
            "missing [id=10]",
            "differing in text [id=10000]",
            "differing in text [id=30000]",
            "differing in text [id=50000]",
            "differing in text [id=70000]",
            "differing in text [id=90000]",
            "extra [id=99995]",
            "differing in text [id=110000]",
            "differing in text [id=130000]",
            "differing in text [id=150000]",
            "differing in text [id=170000]",
            "differing in text [id=190000]",
            "missing [id=200000]",
            "extra [id=200001]");
    FaultPoints.install(name -> {});
    fixture.unfinished = MoveOptions.Unfinished.RESTART;
    MoveReport again = fixture.move();
    assertThat(again.run().outcome()).isEqualTo(MoveReport.Outcome.PROVEN);
    assertThat(again.tables().get(0).verified()).isEqualTo(20000);
  }

  @Test
  void findsADifferenceUnderAKeyOfTextAndNumber() {
    MoveReport report = moveTampering("UPDATE pairs SET note = lower(note) || '.' WHERE b = 77");
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .containsExactly(
            new Finding(
                Finding.Kind.DATA_DIFFERENCE,
                "pairs",
                "differing in note",
                List.of("a='first 77', b=77")));
  }

  @Test
  void findsADuplicateInATableWithoutKey() {
    MoveReport report =
        moveTampering("INSERT INTO log SELECT * FROM log WHERE line = 'line 5' LIMIT 1");
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .containsExactly(new Finding(Finding.Kind.DATA_DIFFERENCE, "log", "extra", List.of()));
  }

  @Test
  void findsOneDuplicateForAnotherInATableWithoutKey() {
    MoveReport report =
        moveTampering("UPDATE log SET level = level + 3 WHERE ctid = (SELECT min(ctid) FROM log)");
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .extracting(Finding::text)
        .containsExactlyInAnyOrder("missing", "extra");
  }

  @Test
  void findsALoaderThatSwapsColumns() {
    assertLoaderIsFound(
        (plan, batch) ->
            rewrite(
                batch,
                row -> {
                  if (plan.target().equals("things")) {
                    Collections.swap(row, 3, 4);
                  }
                  return row;
                }),
        "things");
  }

  @Test
  void findsALoaderThatChangesTheBatchItWasGiven() {
    assertLoaderIsFound(
        (plan, batch) -> {
          if (plan.target().equals("log")) {
            RowBatch swapped = rewrite(batch, row -> List.of(row.get(0), new Value.Int(7)));
            batch.clear();
            for (int row = 0; row < swapped.rows(); row++) {
              batch.putRow(
                  swapped.data(), swapped.start(row), swapped.end(row) - swapped.start(row));
            }
          }
          return batch;
        },
        "log");
  }

  @Test
  void findsALoaderThatDropsTheLastRow() {
    assertLoaderIsFound(
        (plan, batch) -> {
          RowBatch rows = rewrite(batch, row -> row);
          if (plan.target().equals("log")) {
            rows.dropRow();
          }
          return rows;
        },
        "log");
  }

  @Test
  void findsALoaderThatDropsTheLastRowOfAChunkOfAKeyedTable() {
    List<String> dropped = new ArrayList<>();
    fixture.wrapping =
        target ->
            new WrappedTarget(
                target,
                (plan, batch) -> {
                  RowBatch rows = rewrite(batch, row -> row);
                  if (plan.target().equals("things") && dropped.isEmpty()) {
                    CellCursor last = rows.cursor(rows.rows() - 1);
                    last.next();
                    dropped.add("id=" + ((Value.Int) Value.of(last)).value());
                    rows.dropRow();
                  }
                  return rows;
                });
    MoveReport report = fixture.move();
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .containsExactly(
            new Finding(Finding.Kind.DATA_DIFFERENCE, "things", "missing", List.copyOf(dropped)));
  }

  @Test
  void findsALoaderThatTakesTheLastRowOfAKeyedTableOutOfItsBatch() {
    assertLoaderIsFound(
        (plan, batch) -> {
          if (plan.target().equals("things")) {
            batch.dropRow();
          }
          return batch;
        },
        "things");
  }

  @Test
  void findsALoaderThatTakesARowOutOfTheBatchWithoutRejectingIt() {
    assertLoaderIsFound(
        (plan, batch) -> {
          if (plan.target().equals("things")) {
            batch.removeRows(new int[] {1}, 1);
          }
          return batch;
        },
        "things");
  }

  private void assertLoaderIsFound(WrappedTarget.Tampering tampering, String table) {
    fixture.wrapping = target -> new WrappedTarget(target, tampering);
    MoveReport report = fixture.move();
    assertNothingVisible(report);
    assertThat(report.findings(Finding.Kind.DATA_DIFFERENCE))
        .isNotEmpty()
        .extracting(Finding::subject)
        .containsOnly(table);
  }

  private interface RowEdit {
    List<Value> apply(List<Value> row);
  }

  private static RowBatch rewrite(RowBatch batch, RowEdit edit) {
    RowBatch other = new RowBatch(batch.size());
    for (int row = 0; row < batch.rows(); row++) {
      List<Value> values = new ArrayList<>();
      CellCursor cells = batch.cursor(row);
      while (cells.next()) {
        values.add(Value.of(cells));
      }
      other.beginRow();
      edit.apply(values).forEach(value -> value.putInto(other));
    }
    return other;
  }
}
