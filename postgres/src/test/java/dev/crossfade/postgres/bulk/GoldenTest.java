package dev.crossfade.postgres.bulk;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.LoadFixture;
import dev.crossfade.postgres.bulk.GoldenCases.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every conversion with odd values: what the server prints, and what is read back. */
class GoldenTest {
  private static final Map<Conversion, List<Golden>> CASES = GoldenCases.all();
  private static LoadFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new LoadFixture();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void everyKindHasCases() {
    EnumSet<Conversion.Kind> kinds = EnumSet.noneOf(Conversion.Kind.class);
    CASES.keySet().forEach(conversion -> kinds.add(conversion.kind()));
    assertThat(kinds).isEqualTo(EnumSet.allOf(Conversion.Kind.class));
  }

  @Test
  void theServerPrintsEachValueAsItWasMeantAndGivesItBack() {
    int number = 0;
    for (Map.Entry<Conversion, List<Golden>> entry : CASES.entrySet()) {
      CollectionPlan plan =
          plan(
              "golden_" + number++,
              List.of("id"),
              column("id", Conversion.of(Conversion.Kind.INTEGER), false),
              column("value", entry.getKey(), true));
      check(plan, entry.getValue());
    }
  }

  private static void check(CollectionPlan plan, List<Golden> cases) {
    List<List<Value>> rows = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Golden golden : cases) {
      rows.add(List.of(new Value.Int(rows.size()), golden.raw()));
      expected.add(golden.printed());
    }
    rows.add(List.of(new Value.Int(rows.size()), new Value.Null()));
    expected.add("null");
    String name = plan.columns().get(1).conversion().toString();
    fixture.createTable(plan);
    assertThat(fixture.load(plan, rows)).as(name).isEmpty();
    assertThat(fixture.lines("SELECT value::text FROM staging." + plan.target() + " ORDER BY id"))
        .as(name)
        .isEqualTo(expected);
    assertReadBack(plan, rows, name);
  }

  private static void assertReadBack(CollectionPlan plan, List<List<Value>> rows, String name) {
    RowBatch expected = LoadFixture.batch(rows);
    RowBatch actual = new RowBatch(1024);
    RowDigester digester = new RowDigester(plan.jsonColumns());
    int row = 0;
    try (RowScan scan = fixture.target.readBack(plan, LoadFixture.SCHEMA, KeyRange.ALL)) {
      while (scan.next(actual)) {
        for (int i = 0; i < actual.rows(); i++, row++) {
          byte[] wanted =
              Arrays.copyOfRange(expected.data(), expected.start(row), expected.end(row));
          assertThat(
                  digester.addIfEqual(
                      actual.data(), actual.start(i), actual.end(i), wanted, 0, wanted.length))
              .as("%s, row %d", name, row)
              .isTrue();
        }
      }
    }
    assertThat(row).as(name).isEqualTo(rows.size());
  }
}
