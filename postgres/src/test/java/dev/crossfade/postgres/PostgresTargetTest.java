package dev.crossfade.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.Target.FailedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresTargetTest {
  private static LoadFixture fixture;
  private static PostgresTarget target;

  @BeforeAll
  static void open() {
    fixture = new LoadFixture();
    target = fixture.target;
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void statementsAreExecutedAllOrNone() {
    assertThatThrownBy(
            () ->
                target.execute(List.of("CREATE TABLE public.none ()", "CREATE TABLE nowhere.t ()")))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_5058))
        .hasMessageContaining("CREATE TABLE nowhere.t")
        .hasMessageContaining("3F000");
    assertThat(target.relations("public")).doesNotContain("none");
  }

  @Test
  void attemptedStatementsFailOneByOneAndTellNoValues() {
    target.execute(
        List.of(
            "CREATE TABLE staging.attempted (a text)",
            "INSERT INTO staging.attempted VALUES ('secret'), ('secret')"));
    List<FailedStatement> failed =
        target.attempt(
            List.of(
                "CREATE UNIQUE INDEX attempted_a ON staging.attempted (a)",
                "CREATE INDEX attempted_b ON staging.attempted (a)",
                "ALTER TABLE staging.attempted ALTER a TYPE integer USING a::integer"));
    assertThat(failed).extracting(FailedStatement::index).containsExactly(0, 2);
    assertThat(failed).extracting(FailedStatement::sqlState).containsExactly("23505", "22P02");
    assertThat(failed)
        .allSatisfy(one -> assertThat(one.message()).doesNotContain("secret").isNotEmpty());
    assertThat(target.relations("staging")).contains("attempted_b");
  }

  @Test
  void relationsOfASchemaThatIsNotThereAreNone() {
    assertThat(target.relations("no such schema")).isEmpty();
  }

  @Test
  void aQueryTakesParametersAndHandsNullOverAsNull() {
    List<List<String>> rows = new ArrayList<>();
    target.query(
        "SELECT CAST(? AS bigint) + 1, CAST(? AS text), NULL", List.of(41L, "é?"), rows::add);
    assertThat(rows).containsExactly(Arrays.asList("42", "é?", null));
  }

  @Test
  void aQueryWithoutParametersMayUseQuestionMarks() {
    assertThat(fixture.lines("SELECT '{\"a\":1}'::jsonb ? 'a'")).containsExactly("t");
  }

  @Test
  void theSettingsOfTheDatabaseDoNotMatter() {
    String name = fixture.database.name();
    target.execute(
        List.of(
            "ALTER DATABASE " + name + " SET timezone = 'Pacific/Chatham'",
            "ALTER DATABASE " + name + " SET datestyle = 'German, DMY'",
            "ALTER DATABASE " + name + " SET synchronous_commit = off",
            "ALTER DATABASE " + name + " SET statement_timeout = '7s'",
            "ALTER DATABASE " + name + " SET standard_conforming_strings = off"));
    try (PostgresTarget fresh = new PostgresTarget(fixture::connect)) {
      List<List<String>> rows = new ArrayList<>();
      fresh.query(
          "SELECT timestamptz '2024-01-02 03:04:05+00', current_setting('synchronous_commit'),"
              + " current_setting('statement_timeout'), '\\'",
          List.of(),
          rows::add);
      assertThat(rows).containsExactly(List.of("2024-01-02 03:04:05+00", "on", "0", "\\"));
    }
  }
}
