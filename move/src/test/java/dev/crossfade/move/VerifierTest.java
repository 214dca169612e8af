package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.verify.Difference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison long after the run, with tables that somebody has worked on. */
class VerifierTest {
  @TempDir Path folder;
  private Fixture fixture;
  private MoveReport moved;

  @BeforeEach
  void move() {
    fixture = new Fixture(folder.resolve("data.sqlite"));
    fixture.source(
        "CREATE TABLE keyed (id INTEGER PRIMARY KEY, name TEXT, at TEXT)",
        "CREATE TABLE keyless (word TEXT, number REAL)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            + " INSERT INTO keyed SELECT i * 2, 'name ' || i,"
            + " printf('2024-02-29 10:00:00.%03d', i % 1000) FROM n",
        "INSERT INTO keyless SELECT 'word ' || (id % 50), (id % 7) / 3.0 FROM keyed");
    moved = fixture.move();
    assertThat(moved.run().outcome()).isEqualTo(MoveReport.Outcome.PROVEN);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Verifier.TableResult compare(String table, int limit) {
    return fixture.verify(moved.plan(), moved.run().id(), limit).stream()
        .filter(result -> result.plan().target().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> listed(Verifier.TableResult result) {
    return result.result().listed().stream()
        .map(
            difference ->
                difference.kind()
                    + " "
                    + KeyText.key(result.plan(), difference.key())
                    + " "
                    + difference.columns())
        .toList();
  }

  @Test
  void callsWhatNobodyTouchedEqual() {
    assertThat(fixture.verify(moved.plan(), moved.run().id(), 20))
        .hasSize(2)
        .allMatch(result -> result.result().equal());
  }

  @Test
  void namesMissingExtraAndDifferingRowsByKeyAndColumn() {
    fixture.sql(
        "DELETE FROM keyed WHERE id IN (2, 10000)",
        "INSERT INTO keyed VALUES (1, 'new', now()), (5001, 'new', NULL), (20000, NULL, NULL)",
        "UPDATE keyed SET name = upper(name) WHERE id = 4000",
        "UPDATE keyed SET at = at + interval '1 microsecond', name = NULL WHERE id = 4002");
    Verifier.TableResult result = compare("keyed", 20);
    assertThat(result.result().equal()).isFalse();
    assertThat(result.result().complete()).isTrue();
    assertThat(listed(result))
        .containsExactlyInAnyOrder(
            "EXTRA id=1 []",
            "MISSING id=2 []",
            "DIFFERING id=4000 [1]",
            "DIFFERING id=4002 [1, 2]",
            "EXTRA id=5001 []",
            "MISSING id=10000 []",
            "EXTRA id=20000 []");
    assertThat(compare("keyless", 20).result().equal()).isTrue();
  }

  @Test
  void listsNoMoreThanTheLimitButSaysThatItIsDifferent() {
    fixture.sql("UPDATE keyed SET name = 'x'");
    Verifier.TableResult result = compare("keyed", 3);
    assertThat(result.result().listed()).hasSize(3);
    assertThat(result.result().equal()).isFalse();
  }

  @Test
  void comparesATableWithoutKeyByHowOftenARowIsThere() {
    fixture.sql(
        "DELETE FROM keyless WHERE ctid = (SELECT min(ctid) FROM keyless WHERE word = 'word 4')",
        "INSERT INTO keyless SELECT * FROM keyless WHERE word = 'word 6' LIMIT 1");
    Verifier.TableResult result = compare("keyless", 20);
    assertThat(result.result().missing()).isEqualTo(1);
    assertThat(result.result().extra()).isEqualTo(1);
    assertThat(result.result().listed())
        .extracting(Difference::kind)
        .containsExactlyInAnyOrder(Difference.Kind.MISSING, Difference.Kind.EXTRA);
  }

  @Test
  void seesWhatWasWrittenToTheSourceMeanwhile() {
    fixture.source(
        "UPDATE keyed SET name = 'later' WHERE id = 8", "DELETE FROM keyed WHERE id = 6");
    assertThat(listed(compare("keyed", 20)))
        .containsExactlyInAnyOrder("EXTRA id=6 []", "DIFFERING id=8 [1]");
  }
}
