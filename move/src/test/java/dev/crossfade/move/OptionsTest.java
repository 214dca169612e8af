package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.move.MoveOptions.Check;
import dev.crossfade.move.MoveOptions.IfExists;
import dev.crossfade.move.MoveOptions.Scope;
import dev.crossfade.move.MoveOptions.Unfinished;
import dev.crossfade.move.MoveReport.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user may decide about a run. */
class OptionsTest {
  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void make() {
    fixture = new Fixture(folder.resolve("data.sqlite"));
    fixture.source(
        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id))",
        "CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, boss INTEGER REFERENCES parent"
            + " (id), name TEXT UNIQUE)",
        "CREATE TABLE notes (body TEXT)",
        "CREATE VIEW names AS SELECT name FROM parent",
        "INSERT INTO parent VALUES (1, 9, 'a'), (9, 1, 'b')",
        "INSERT INTO child VALUES (1, 1), (2, 9)",
        "INSERT INTO notes VALUES ('same'), ('same'), ('other')");
  }

  @AfterEach
  void close() {
    FaultPoints.install(name -> {});
    fixture.close();
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CrossfadeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  private Outcome outcome() {
    return fixture.move().run().outcome();
  }

  @Test
  void notesOnlyWhatIsMovedAndEachThingOnce() {
    fixture.source(
        "CREATE TABLE sums (a INTEGER PRIMARY KEY, b GENERATED ALWAYS AS (a + 1) STORED)",
        "CREATE TABLE parted (a)");
    fixture.tables = List.of("notes", "sums");
    assertThat(fixture.move().findings())
        .extracting(finding -> finding.subject() + ": " + finding.text())
        .containsExactlyInAnyOrder(
            "notes: The table has no primary key.",
            "sums.b: The column is computed and not copied.",
            "view names: It reads parent, which is not moved. Move it too.");
  }

  @Test
  void isNotMisledByADatabaseThatQuotesAllNames() {
    String database = fixture.one("SELECT quote_ident(current_database())");
    fixture.sql("ALTER DATABASE " + database + " SET quote_all_identifiers = on");
    MoveReport report = fixture.move();
    assertThat(report.run().outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(report.findings())
        .extracting(Finding::text)
        .containsExactly("The table has no primary key.");
    assertThat(outcome()).isEqualTo(Outcome.PROVEN_AGAIN);
  }

  @Test
  void asksInTheSingularForOneTable() {
    fixture.sql("CREATE TABLE notes (mine integer)");
    fixture.ifExists = IfExists.REPLACE;
    assertFails(fixture::move, ErrorCode.CF_5204);
    assertThat(fixture.asked).containsExactly("Replace 1 table that exists (public.notes)?");
  }

  @Test
  void refusesTablesThatExist() {
    fixture.sql("CREATE TABLE notes (mine integer)");
    assertFails(fixture::move, ErrorCode.CF_5204);
    assertThat(fixture.visible()).containsExactly("notes");
  }

  @Test
  void replacesTablesThatExistOnlyWhenTheUserAgrees() {
    fixture.sql("CREATE TABLE notes (mine integer)");
    fixture.ifExists = IfExists.REPLACE;
    assertFails(fixture::move, ErrorCode.CF_5204);
    assertThat(fixture.rows("SELECT mine FROM notes")).isEmpty();
    fixture.confirms = true;
    assertThat(outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(fixture.rows("SELECT body FROM notes ORDER BY body"))
        .containsExactly("other", "same", "same");
  }

  @Test
  void replacesWhatAnEarlierRunMoved() {
    fixture.move();
    fixture.source("INSERT INTO notes VALUES ('new')");
    assertFails(fixture::move, ErrorCode.CF_5204);
    fixture.ifExists = IfExists.REPLACE;
    fixture.confirms = true;
    assertThat(outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(fixture.one("SELECT count(*) FROM notes")).isEqualTo("4");
    assertThat(fixture.rows("SELECT name FROM names ORDER BY name")).containsExactly("a", "b");
  }

  @Test
  void refusesToReplaceWhatOthersDependOnBeforeAnythingIsCopied() {
    fixture.move();
    fixture.sql(
        "CREATE SCHEMA other",
        "CREATE VIEW other.theirs AS SELECT body FROM notes",
        "CREATE MATERIALIZED VIEW kept AS SELECT name FROM names",
        "CREATE TABLE other.sons (id bigint REFERENCES parent (id))",
        "CREATE FUNCTION first_note(n notes) RETURNS text LANGUAGE sql AS 'SELECT n.body'");
    fixture.source("INSERT INTO notes VALUES ('new')");
    fixture.ifExists = IfExists.REPLACE;
    fixture.confirms = true;
    assertFails(fixture::move, ErrorCode.CF_5210);
    assertThatThrownBy(fixture::move)
        .hasMessageContaining("view other.theirs depends on public.notes")
        .hasMessageContaining("materialized view kept depends on public.names")
        .hasMessageContaining("constraint sons_id_fkey on table other.sons depends on")
        .hasMessageContaining("first_note");
    assertThat(fixture.one("SELECT count(*) FROM other.theirs")).isEqualTo("3");
    assertThat(fixture.one("SELECT count(*) FROM crossfade.runs")).isEqualTo("1");
    fixture.sql(
        "DROP FUNCTION first_note",
        "DROP TABLE other.sons",
        "DROP MATERIALIZED VIEW kept",
        "DROP VIEW other.theirs");
    assertThat(outcome()).isEqualTo(Outcome.PROVEN);
  }

  @Test
  void refusesToResumeIntoTablesThatOthersDependOnNow() {
    fixture.move();
    fixture.source("INSERT INTO notes VALUES ('new')");
    fixture.ifExists = IfExists.REPLACE;
    fixture.confirms = true;
    FaultPoints.install(
        name -> {
          if (name.equals("move.copied")) {
            throw new IllegalStateException("died");
          }
        });
    assertThatThrownBy(fixture::move).hasMessage("died");
    FaultPoints.install(name -> {});
    fixture.sql("CREATE VIEW theirs AS SELECT body FROM notes");
    fixture.unfinished = Unfinished.RESUME;
    assertFails(fixture::move, ErrorCode.CF_5210);
    fixture.sql("DROP VIEW theirs");
    assertThat(outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(fixture.one("SELECT count(*) FROM notes")).isEqualTo("4");
  }

  @Test
  void saysThatRowsAreVisibleWhichATriggerChanged() {
    fixture.scope = Scope.SCHEMA_ONLY;
    fixture.move();
    fixture.sql(
        "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql"
            + " AS 'BEGIN NEW.body := upper(NEW.body); RETURN NEW; END'",
        "CREATE TRIGGER loud BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION shout()");
    fixture.scope = Scope.DATA_ONLY;
    MoveReport report = fixture.move();
    assertThat(report.run().outcome()).isEqualTo(Outcome.DIFFERENT_VISIBLE);
    assertThat(report.exitStatus()).isEqualTo(4);
    assertThat(fixture.rows("SELECT body FROM notes ORDER BY body"))
        .containsExactly("OTHER", "SAME", "SAME");
    assertThat(fixture.rows("SELECT state FROM crossfade.runs ORDER BY started_at"))
        .containsExactly("PUBLISHED", "PUBLISHED");
    assertFails(fixture::move, ErrorCode.CF_5204);
  }

  @Test
  void namesTheRowsThatBreakACheck() {
    fixture.source(
        "CREATE TABLE ages (id INTEGER PRIMARY KEY, age INTEGER CHECK (age >= 0))",
        "CREATE TABLE pairs (a INTEGER, b INTEGER, CHECK (a < b))",
        "PRAGMA ignore_check_constraints = ON",
        "INSERT INTO ages VALUES (7, -1), (8, 1), (3, -5), (9, NULL)",
        "INSERT INTO pairs VALUES (1, 2), (5, 4)");
    MoveReport report = fixture.move();
    assertThat(report.run().outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(report.findings(Finding.Kind.VIOLATION))
        .extracting(finding -> finding.subject() + " " + finding.keys())
        .containsExactly("ages.ages_check [3, 7]", "pairs.pairs_check [5, 4]");
    assertThat(fixture.move().findings(Finding.Kind.VIOLATION))
        .extracting(Finding::keys)
        .containsExactly(List.of("3", "7"), List.of("5, 4"));
  }

  @Test
  void provesAgainWhatWasNotProvenAtFirst() {
    fixture.check = Check.NONE;
    assertThat(outcome()).isEqualTo(Outcome.MOVED);
    fixture.sql("UPDATE notes SET body = 'changed' WHERE body = 'other'");
    assertFails(fixture::move, ErrorCode.CF_5204);
    fixture.sql("UPDATE notes SET body = 'other' WHERE body = 'changed'");
    assertThat(outcome()).isEqualTo(Outcome.PROVEN_AGAIN);
  }

  @Test
  void doesNotCallTablesUnchangedWhoseSchemaWasChanged() {
    fixture.move();
    fixture.sql("ALTER TABLE child DROP CONSTRAINT child_parent_fkey");
    MoveReport again = fixture.move();
    assertThat(again.exitStatus()).isEqualTo(3);
    assertThat(again.findings(Finding.Kind.SCHEMA_DIFFERENCE))
        .extracting(Finding::subject)
        .containsExactly("child.child_parent_fkey");
  }

  @Test
  void makesTheSchemaFirstAndMovesTheRowsLater() {
    fixture.scope = Scope.SCHEMA_ONLY;
    assertThat(outcome()).isEqualTo(Outcome.SCHEMA_ONLY);
    assertThat(fixture.one("SELECT count(*) FROM parent")).isEqualTo("0");
    fixture.scope = Scope.DATA_ONLY;
    assertThat(outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(fixture.one("SELECT count(*) FROM child JOIN parent ON parent.id = parent"))
        .isEqualTo("2");
    assertThat(fixture.one("INSERT INTO parent (name) VALUES ('c') RETURNING id")).isEqualTo("10");
    assertThat(
            fixture.rows("SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferrable"))
        .isEmpty();
    assertThat(
            fixture.rows(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'crossfade_staging%'"))
        .isEmpty();
  }

  @Test
  void doesNotAddRowsToTablesThatHoldSome() {
    fixture.scope = Scope.SCHEMA_ONLY;
    fixture.move();
    fixture.sql("INSERT INTO notes VALUES ('mine')");
    fixture.scope = Scope.DATA_ONLY;
    assertFails(fixture::move, ErrorCode.CF_5208);
    assertThat(fixture.rows("SELECT body FROM notes")).containsExactly("mine");
  }

  @Test
  void movesNoRowsIntoTablesOfOtherTypes() {
    fixture.sql(
        "CREATE TABLE notes (body integer)",
        "CREATE TABLE parent (id bigint, boss bigint, name text)",
        "CREATE TABLE child (id bigint, parent bigint)");
    fixture.scope = Scope.DATA_ONLY;
    assertFails(fixture::move, ErrorCode.CF_5208);
  }

  @Test
  void leavesNoUnfinishedRunWhenItIsRefused() {
    fixture.scope = Scope.DATA_ONLY;
    assertFails(fixture::move, ErrorCode.CF_5208);
    assertThat(fixture.target().ledger().runs())
        .allMatch(run -> run.state() == RunRecord.State.ABANDONED);
    fixture.scope = Scope.ALL;
    assertThat(outcome()).isEqualTo(Outcome.PROVEN);
  }

  @Test
  void movesOnlyTheTablesAskedFor() {
    fixture.tables = List.of("p*", "notes");
    fixture.exclude = List.of("n*");
    MoveReport report = fixture.move();
    assertThat(report.run().outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(fixture.visible()).containsExactly("names", "parent");
    fixture.tables = List.of();
    fixture.exclude = List.of("parent");
    assertThat(outcome()).isEqualTo(Outcome.PROVEN);
    assertThat(fixture.visible()).contains("child", "notes", "parent");
  }

  @Test
  void onlyCountsWhenAsked() {
    fixture.check = Check.COUNT;
    MoveReport report = fixture.move();
    assertThat(report.run().outcome()).isEqualTo(Outcome.MOVED);
    assertThat(report.tables()).allMatch(table -> table.verified() == 0);
    assertThat(fixture.one("SELECT state FROM crossfade.runs")).isEqualTo("PUBLISHED");
  }

  @Test
  void dryRunTouchesNothing() {
    Mover.DryRun dry = fixture.dryRun();
    assertThat(String.join("\n", dry.statements())).contains("CREATE TABLE public.parent");
    assertThat(fixture.visible()).isEmpty();
    assertThat(fixture.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'crossfade'")).isEmpty();
  }

  @Test
  void givesOneOfTwoRunsAtOnceTheSchema() {
    try (dev.crossfade.core.store.Ledger.Lock held = locked()) {
      assertThat(held).isNotNull();
      assertFails(fixture::move, ErrorCode.CF_5203);
    }
    assertThat(outcome()).isEqualTo(Outcome.PROVEN);
  }

  private dev.crossfade.core.store.Ledger.Lock locked() {
    fixture.target().ledger().migrate();
    return fixture.target().ledger().lock("public").orElseThrow();
  }

  @Test
  void stopsCleanlyAndGoesOn() {
    fixture.cancellation.request();
    assertFails(fixture::move, ErrorCode.CF_5201);
    assertThat(fixture.visible()).isEmpty();
  }
}
