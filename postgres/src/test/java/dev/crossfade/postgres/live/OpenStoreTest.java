package dev.crossfade.postgres.live;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever writes the open tables, and however, its keys are in the outbox. */
class OpenStoreTest {
  private static final CollectionPlan ITEMS =
      plan(
          "items",
          List.of("id"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("code", Kind.TEXT));
  private static final CollectionPlan PARTS =
      plan(
          "parts",
          List.of("id", "place"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("place", Conversion.of(Kind.INTEGER), false),
          column("item", Kind.INTEGER));
  private static final String OUTBOX =
      "SELECT DISTINCT t, array_to_string(k, ',') FROM crossfade.live_outbox ORDER BY 1, 2";

  private LiveFixture fixture;

  @BeforeEach
  void open() {
    fixture =
        new LiveFixture(
            List.of(
                "CREATE TABLE items (id bigint PRIMARY KEY, code text)",
                "CREATE TABLE parts (id bigint, place bigint, item bigint REFERENCES items"
                    + " ON UPDATE CASCADE ON DELETE CASCADE, PRIMARY KEY (id, place))"
                    + " PARTITION BY RANGE (place)",
                "CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (10) TO (20)"),
            ITEMS,
            PARTS);
    fixture.store.install();
    fixture.openStore();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void forget() {
    fixture.sql("DELETE FROM crossfade.live_outbox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"})
  void everyFormOfWriteIsRecordedInEveryIsolation(String isolation) throws SQLException {
    String set = "SET default_transaction_isolation = '" + isolation.toLowerCase() + "'";
    fixture.write(
        set,
        "INSERT INTO items VALUES (1, 'a'), (2, 'b'), (3, 'c')",
        "INSERT INTO parts VALUES (1, 5, 1), (2, 15, 2)");
    assertThat(fixture.lines(OUTBOX)).containsExactly("1|1", "1|2", "1|3", "2|1,5", "2|2,15");
    forget();
    // A row that goes to another partition is a delete and an insert there.
    fixture.write(set, "UPDATE parts SET place = 12 WHERE id = 1");
    assertThat(fixture.lines(OUTBOX)).containsExactly("2|1,12", "2|1,5");
    forget();
    fixture.write(
        set,
        "MERGE INTO items USING (VALUES (1, 'm'), (9, 'n')) AS v (id, code) ON items.id = v.id"
            + " WHEN MATCHED THEN UPDATE SET code = v.code"
            + " WHEN NOT MATCHED THEN INSERT VALUES (v.id, v.code)");
    assertThat(fixture.lines(OUTBOX)).containsExactly("1|1", "1|9");
    forget();
    fixture.write(
        set,
        "INSERT INTO items VALUES (3, 'x') ON CONFLICT (id) DO UPDATE SET code = excluded.code",
        "INSERT INTO items VALUES (1, 'x') ON CONFLICT DO NOTHING");
    assertThat(fixture.lines(OUTBOX)).containsExactly("1|3");
    forget();
    fixture.write(set, "UPDATE items SET id = 20 WHERE id = 2");
    assertThat(fixture.lines(OUTBOX)).containsExactly("1|2", "1|20", "2|2,15");
    forget();
    fixture.write(set, "DELETE FROM items WHERE id = 20", "DELETE FROM parts_high");
    assertThat(fixture.lines(OUTBOX)).containsExactly("1|20", "2|1,12", "2|2,15");
  }

  @Test
  void whatReplicationAppliesIsRecordedAndFenced() throws SQLException {
    try (Connection connection = fixture.load.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute("INSERT INTO staging.items VALUES (1, 'replicated')");
      assertThat(fixture.lines(OUTBOX)).containsExactly("1|1");
      fixture.closeStore();
      assertThatThrownBy(() -> statement.execute("DELETE FROM staging.items"))
          .hasMessageContaining("takes no writes here");
    }
  }

  @Test
  void whoHasRightsOnTheTableAloneIsRecorded() throws SQLException {
    // The writer of the fixture owns nothing, and sees nothing of the control schema.
    try (Connection writer = fixture.writer();
        Statement statement = writer.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT FROM crossfade.live_outbox"))
          .hasMessageContaining("permission denied");
      statement.execute("INSERT INTO items VALUES (1, 'a')");
    }
    assertThat(fixture.lines(OUTBOX)).containsExactly("1|1");
  }

  @Test
  void whatAFunctionOrATriggerOfTheProgramWritesIsRecorded() throws SQLException {
    fixture.sql(
        "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN INSERT INTO staging.items VALUES (NEW.id + 100, 't'); RETURN NULL; END $$",
        "CREATE TRIGGER more AFTER INSERT ON items FOR EACH ROW WHEN (NEW.id < 100)"
            + " EXECUTE FUNCTION more()",
        "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN NEW.id := NEW.id + 50; RETURN NEW; END $$",
        "CREATE TRIGGER a_other BEFORE INSERT ON items FOR EACH ROW WHEN (NEW.id < 100)"
            + " EXECUTE FUNCTION other()");
    fixture.write("INSERT INTO items VALUES (1, 'a')");
    assertThat(fixture.lines(OUTBOX)).containsExactly("1|151", "1|51");
  }

  @Test
  void locksOfTheProgramAreNoMatterToTheFence() throws SQLException {
    try (Connection writer = fixture.writer();
        Statement statement = writer.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(1), pg_advisory_lock_shared(2, 3)");
      statement.execute("INSERT INTO items VALUES (1, 'a')");
      fixture.closeStore();
    }
    assertThat(fixture.store.state().open()).isFalse();
  }

  /** As a pooler in transaction mode has it: the same connection, another program each time. */
  @Test
  void aConnectionThatIsSharedKeepsNothingOfTheFence() throws SQLException {
    try (Connection shared = fixture.writer();
        Statement statement = shared.createStatement()) {
      statement.execute("SET crossfade.pass = 'on'");
      statement.execute("INSERT INTO items VALUES (1, 'a')");
      fixture.closeStore();
      assertThatThrownBy(() -> statement.execute("INSERT INTO items VALUES (2, 'b')"))
          .hasMessageContaining("takes no writes here");
      assertThat(fixture.lines("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
          .containsExactly("0");
    }
    assertThat(fixture.lines(OUTBOX)).containsExactly("1|1");
  }
}
