package dev.crossfade.postgres.live;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static dev.crossfade.postgres.live.LiveFixture.change;
import static dev.crossfade.postgres.live.LiveFixture.integer;
import static dev.crossfade.postgres.live.LiveFixture.text;
import static dev.crossfade.postgres.live.LiveFixture.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.Rules;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pass that comes as parameters writes what one that comes by COPY does. */
class SmallPassTest {
  private static final TimestampForm FORM =
      new TimestampForm(' ', TimestampForm.Fraction.NONE, TimestampForm.Zone.NONE);
  private static final ColumnPlan[] COLUMNS = {
    column("id", Conversion.of(Kind.INTEGER), false),
    column("flag", Kind.INTEGER_FLAG),
    column("real", Kind.DOUBLE),
    column("exact", Kind.TEXT_DECIMAL),
    column("word", Kind.TEXT),
    column("bytes", Kind.BYTES),
    column("day", Kind.TEXT_DATE),
    column("moment", Kind.EPOCH_MILLIS),
    column("wall", new Conversion(Kind.TEXT_TIMESTAMP, FORM), true),
    column("uuid", Kind.TEXT_UUID),
    column("doc", Kind.TEXT_JSON),
    column("data", Kind.TEXT_JSONB)
  };
  private static final CollectionPlan SMALL = plan("small", List.of("id"), COLUMNS);
  private static final CollectionPlan STAGED = plan("staged", List.of("id"), COLUMNS);
  private static final String TEMPORARY =
      "SELECT count(*) FROM pg_class WHERE relname LIKE 'crossfade\\_rows\\_%'";

  private LiveFixture fixture;

  @BeforeEach
  void open() {
    String columns =
        " (id bigint PRIMARY KEY, flag boolean, \"real\" double precision, exact numeric,"
            + " word text, bytes bytea, day date, moment timestamptz, wall timestamp, uuid uuid,"
            + " doc json, data jsonb)";
    fixture =
        new LiveFixture(
            List.of("CREATE TABLE small" + columns, "CREATE TABLE staged" + columns),
            SMALL,
            STAGED);
    assertThat(fixture.store.change(Rules::complete)).isPresent();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<Value> row(long id, String word) {
    return List.of(
        integer(id),
        integer(id % 2),
        new Value.Real(id == 3 ? -0.0 : 0.1 * id),
        text("-12345678901234567890.0012300"),
        text(word),
        new Value.Bytes(new byte[] {0, 1, -1, (byte) id}, false),
        text("1969-12-31"),
        integer(1_700_000_000_123L),
        text("2024-02-29 23:59:59"),
        text("01234567-89ab-cdef-0123-456789abcdef"),
        text("{\"b\": 1,  \"a\": [null]}"),
        text("{\"b\": 1,  \"a\": [null]}"));
  }

  private static List<Value> nulls(long id) {
    List<Value> row = new ArrayList<>(Collections.nCopies(COLUMNS.length, new Value.Null()));
    row.set(0, integer(id));
    return row;
  }

  @Test
  void everyTypeComesAsByCopy() {
    List<List<Value>> rows =
        List.of(row(1, "one"), nulls(2), row(3, ""), row(4, "{\"x\",NULL}"), row(5, "naïve €"));
    List<List<Value>> keys = new ArrayList<>();
    rows.forEach(row -> keys.add(row.subList(0, 1)));
    fixture.apply(change(SMALL, keys, rows));
    assertThat(fixture.lines(TEMPORARY)).containsExactly("0");
    fixture.apply(whole(STAGED, rows));
    assertThat(fixture.lines(TEMPORARY)).containsExactly("1");
    List<String> small = fixture.lines("SELECT s::text FROM staging.small AS s ORDER BY id");
    assertThat(small).hasSize(5);
    assertThat(small)
        .isEqualTo(fixture.lines("SELECT s::text FROM staging.staged AS s ORDER BY id"));
  }

  @Test
  void manyKeysOrLargeCellsDoNotComeAsParameters() {
    String large = "x".repeat(40_000);
    fixture.apply(change(SMALL, List.of(List.of(integer(1))), List.of(row(1, large))));
    assertThat(fixture.lines(TEMPORARY)).containsExactly("1");
    List<List<Value>> keys = new ArrayList<>();
    for (int id = 0; id < 1_000; id++) {
      keys.add(List.of(integer(id)));
    }
    fixture.apply(change(STAGED, keys, List.of(row(7, "seven"))));
    assertThat(fixture.lines(TEMPORARY)).containsExactly("2");
    assertThat(fixture.lines("SELECT length(word) FROM staging.small")).containsExactly("40000");
    assertThat(fixture.lines("SELECT word FROM staging.staged")).containsExactly("seven");
  }
}
