package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.move.MoveOptions.OnReject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Only the server knows whether a row fits its pages, and it says so of a whole COPY. The rows that
 * do not fit are found among the others, which are written.
 */
class WideRowTest {
  private static final int COLUMNS = 1100;
  private static final String WIDE = "(3, 700, 1500, 1501, 2999)";

  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void make() {
    fixture = new Fixture(folder.resolve("data.sqlite"));
    String columns =
        IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i + " INTEGER").collect(joined());
    fixture.source(
        "CREATE TABLE keyed (id INTEGER PRIMARY KEY, note TEXT, " + columns + ")",
        "CREATE TABLE keyless (note TEXT, " + columns + ")",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            + " INSERT INTO keyed (id, note, c7) SELECT i, 'note ' || i, i FROM n",
        "UPDATE keyed SET "
            + IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i + " = id").collect(joined())
            + " WHERE id IN "
            + WIDE,
        "INSERT INTO keyless SELECT note, "
            + IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i).collect(joined())
            + " FROM keyed",
        "UPDATE keyed SET note = 'a' || char(0) WHERE id IN (2, 1502)");
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(", ");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void rowsThatAreTooWideBecomeDeadLettersAndTheOthersAreMoved() {
    fixture.onReject = OnReject.DEAD_LETTER;
    MoveReport report = fixture.move();
    assertThat(report.run().outcome()).isEqualTo(MoveReport.Outcome.PROVEN);
    assertThat(report.tables())
        .extracting(table -> table.target() + " " + table.written() + " " + table.rejected())
        .containsExactly("keyed 2993 7", "keyless 2995 5");
    assertThat(report.tables()).allMatch(table -> table.read() == 3000);
    assertThat(
            fixture.rows(
                "SELECT target, locator, code FROM crossfade.dead_letters WHERE target = 'keyed'"
                    + " ORDER BY length(locator), locator"))
        .containsExactly(
            "keyed|id=2|CF-5003",
            "keyed|id=3|CF-5026",
            "keyed|id=700|CF-5026",
            "keyed|id=1500|CF-5026",
            "keyed|id=1501|CF-5026",
            "keyed|id=1502|CF-5003",
            "keyed|id=2999|CF-5026");
    assertThat(
            fixture.rows(
                "SELECT count(*), count(DISTINCT chunk) FROM crossfade.dead_letters"
                    + " WHERE target = 'keyless' AND code = 'CF-5026'"))
        .containsExactly("5|3");
    assertThat(fixture.one("SELECT count(*) FROM keyed WHERE id IN " + WIDE)).isEqualTo("0");
    assertThat(fixture.one("SELECT sum(c7) FROM keyless"))
        .isEqualTo(Integer.toString(3000 * 3001 / 2 - 3 - 700 - 1500 - 1501 - 2999));
    assertThat(fixture.verify(report.plan(), report.run().id(), 10))
        .allMatch(result -> result.result().equal())
        .extracting(result -> result.result().deadLetters())
        .isEqualTo(List.of(7L, 5L));
  }

  @Test
  void aRunThatMayNotRejectNamesThemOnce() {
    fixture.exclude = List.of("keyless");
    assertThatThrownBy(fixture::move)
        .hasMessageContaining("7 records do not fit")
        .hasMessageContaining("id=3: CF-5026")
        .hasMessageNotContainingAny("CF-5065")
        .satisfies(
            error ->
                assertThat(error.getMessage().split("id=2: ", -1))
                    .as("rejected twice, named once: " + error.getMessage())
                    .hasSize(2));
    assertThat(fixture.visible()).isEmpty();
    assertThat(fixture.one("SELECT state FROM crossfade.runs")).isEqualTo("FAILED");
    assertThat(fixture.one("SELECT count(*) FROM crossfade.dead_letters")).isEqualTo("7");
    fixture.onReject = OnReject.DEAD_LETTER;
    assertThat(fixture.move().run().outcome()).isEqualTo(MoveReport.Outcome.PROVEN);
  }
}
