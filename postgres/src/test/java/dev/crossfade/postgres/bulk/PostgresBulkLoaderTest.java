package dev.crossfade.postgres.bulk;

import static dev.crossfade.postgres.LoadFixture.batch;
import static dev.crossfade.postgres.LoadFixture.checkpoint;
import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.LoadFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresBulkLoaderTest {
  private static final CollectionPlan PLAN =
      plan(
          "Order items",
          List.of("id"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("name", Kind.TEXT));

  private LoadFixture fixture;

  @BeforeEach
  void open() {
    fixture = new LoadFixture();
    fixture.createTable(PLAN);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<Value> row(long id, String name) {
    return List.of(new Value.Int(id), new Value.Text(name));
  }

  private List<String> rows() {
    return fixture.lines("SELECT * FROM staging.\"Order items\" ORDER BY id");
  }

  @Test
  void rowsOfSeveralBatchesAndChunksArrive() {
    try (BulkLoader loader =
        fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, r -> {})) {
      RowBatch batch = batch(List.of(row(1, "a"), row(2, "ü")));
      loader.write(batch);
      loader.write(batch(List.of(row(3, ""))));
      assertThat(loader.bytes()).isPositive();
      loader.commit(checkpoint(0, 3, PLAN, batch, 0));
      assertThat(loader.bytes()).isZero();
      assertThat(rows()).containsExactly("1|a", "2|ü", "3|");
      loader.write(batch(List.of(row(4, "not committed"))));
    }
    assertThat(rows()).hasSize(3);
  }

  @Test
  void aRowThatDoesNotFitIsTakenOutOfTheBatchAndBecomesADeadLetter() {
    List<RejectedRecord> rejected = new ArrayList<>();
    RowBatch batch = batch(List.of(row(1, "a"), row(2, "b\0c"), row(3, "d")));
    try (BulkLoader loader =
        fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, rejected::add)) {
      loader.write(batch);
      loader.commit(checkpoint(0, 3, PLAN, batch, 1));
    }
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(rows()).containsExactly("1|a", "3|d");
    assertThat(rejected)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.code()).isEqualTo(ErrorCode.CF_5003);
              assertThat(record.column()).isEqualTo("name");
              assertThat(record.locator()).isEqualTo("id=2");
              assertThat(record.detail()).doesNotContain("b");
            });
    assertThat(
            fixture.lines(
                "SELECT column_name, code, locator, row_readable FROM crossfade.dead_letters"))
        .containsExactly("name|CF-5003|id=2|{\"id\": 2, \"name\": {\"$text\": \"b\\\\0c\"}}");
  }

  private BulkLoader loader() {
    return fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, r -> {});
  }

  private static RowBatch many(int from, int count) {
    RowBatch batch = new RowBatch(1024);
    for (int i = 0; i < count; i++) {
      batch.beginRow();
      batch.putLong(from + i);
      batch.putText("x".repeat(500));
    }
    return batch;
  }

  private void terminateTheLoader() {
    fixture.lines(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE query LIKE 'COPY staging%' AND pid <> pg_backend_pid()");
  }

  @Test
  void aKilledServerProcessIsACodedErrorAndLeavesWhatIsCommitted() {
    try (BulkLoader loader = loader()) {
      RowBatch batch = batch(List.of(row(1, "a")));
      loader.write(batch);
      loader.commit(checkpoint(0, 1, PLAN, batch, 0));
      loader.write(many(10, 1000));
      terminateTheLoader();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  loader.write(many(10_000 + i * 1000, 1000));
                }
              })
          .isInstanceOfSatisfying(
              CrossfadeException.class,
              e ->
                  assertThat(e.code())
                      .isIn(ErrorCode.CF_5054, ErrorCode.CF_5055, ErrorCode.CF_3019));
    }
    assertThat(rows()).containsExactly("1|a");
    assertThat(fixture.target.ledger().checkpoints(LoadFixture.RUN, "Order items")).hasSize(1);
    try (BulkLoader loader = loader()) {
      RowBatch batch = batch(List.of(row(2, "b")));
      loader.write(batch);
      loader.commit(checkpoint(1, 1, PLAN, batch, 0));
    }
    assertThat(rows()).containsExactly("1|a", "2|b");
  }

  @Test
  void checkpointDeadLettersAndRowsAreCommittedTogetherOrNotAtAll() {
    RowBatch good = batch(List.of(row(1, "a"), row(2, "\0")));
    RowBatch lost = batch(List.of(row(3, "c"), row(4, "\0")));
    FaultPoints.install(
        name -> {
          if (name.equals("load.before-commit")) {
            throw new IllegalStateException("planted");
          }
        });
    try (BulkLoader loader = loader()) {
      loader.write(lost);
      assertThatThrownBy(() -> loader.commit(checkpoint(0, 2, PLAN, lost, 1)))
          .hasMessage("planted");
    } finally {
      FaultPoints.install(name -> {});
    }
    assertThat(rows()).isEmpty();
    assertThat(fixture.lines("SELECT 1 FROM crossfade.checkpoints")).isEmpty();
    assertThat(fixture.lines("SELECT 1 FROM crossfade.dead_letters")).isEmpty();
    try (BulkLoader loader = loader()) {
      loader.write(good);
      loader.commit(checkpoint(0, 2, PLAN, good, 1));
    }
    assertThat(rows()).containsExactly("1|a");
    assertThat(fixture.lines("SELECT rows_read, rows_written FROM crossfade.checkpoints"))
        .containsExactly("2|1");
    assertThat(fixture.lines("SELECT locator FROM crossfade.dead_letters")).containsExactly("id=2");
  }

  @Test
  void aSinkThatStopsTheRunLeavesNothing() {
    RejectSink stop =
        rejected -> {
          throw new CrossfadeException(rejected.code(), rejected.locator());
        };
    RowBatch batch = batch(List.of(row(1, "a"), row(2, "\0")));
    try (BulkLoader loader =
        fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, stop)) {
      assertThatThrownBy(() -> loader.write(batch)).isInstanceOf(CrossfadeException.class);
      assertThatThrownBy(() -> loader.commit(checkpoint(0, 2, PLAN, batch, 0)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(rows()).isEmpty();
  }

  @Test
  void aViolatedConstraintNamesItselfAndNoValue() {
    fixture.target.execute(
        List.of("ALTER TABLE staging.\"Order items\" ADD CONSTRAINT one_name UNIQUE (name)"));
    RowBatch batch = batch(List.of(row(1, "secret"), row(2, "secret")));
    try (BulkLoader loader = loader()) {
      assertThatThrownBy(
              () -> {
                loader.write(batch);
                loader.commit(checkpoint(0, 2, PLAN, batch, 0));
              })
          .hasMessageContaining("one_name")
          .hasMessageContaining("staging.Order items")
          .satisfies(PostgresBulkLoaderTest::tellsNoValue)
          .extracting(e -> ((CrossfadeException) e).code())
          .isEqualTo(ErrorCode.CF_5059);
    }
  }

  private static void tellsNoValue(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain("secret");
    }
  }

  @Test
  void aTableThatWasDroppedOrAlteredIsTold() {
    fixture.target.execute(List.of("ALTER TABLE staging.\"Order items\" DROP COLUMN name"));
    RowBatch batch = batch(List.of(row(1, "a")));
    try (BulkLoader loader = loader()) {
      assertThatThrownBy(() -> loader.write(batch))
          .isInstanceOfSatisfying(
              CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_5056));
    }
  }

  @Test
  void aTriggerThatDropsRowsIsNoticed() {
    fixture.target.execute(
        List.of(
            "CREATE FUNCTION staging.drop_it() RETURNS trigger LANGUAGE plpgsql"
                + " AS 'BEGIN RETURN NULL; END'",
            "CREATE TRIGGER drop_it BEFORE INSERT ON staging.\"Order items\""
                + " FOR EACH ROW EXECUTE FUNCTION staging.drop_it()"));
    RowBatch batch = batch(List.of(row(1, "a")));
    try (BulkLoader loader = loader()) {
      loader.write(batch);
      assertThatThrownBy(() -> loader.commit(checkpoint(0, 1, PLAN, batch, 0)))
          .isInstanceOfSatisfying(
              CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_5060));
    }
    assertThat(rows()).isEmpty();
  }

  @Test
  void aRecordThatIsNoRowBecomesADeadLetterOfTheChunk() {
    RejectedRecord unreadable =
        new RejectedRecord(
            "items", "line 17", null, ErrorCode.CF_2002, "No row.", new byte[0], new byte[] {-1});
    try (BulkLoader loader = loader()) {
      loader.deadLetter(unreadable);
      loader.commit(checkpoint(3, 1, PLAN, batch(List.of()), 1));
    }
    assertThat(fixture.lines("SELECT chunk, locator, raw FROM crossfade.dead_letters"))
        .containsExactly("3|line 17|\\xff");
  }

  @Test
  void nullInAColumnThatForbidsItIsARejectOfThatColumn() {
    List<RejectedRecord> rejected =
        fixture.load(PLAN, List.of(List.of(new Value.Null(), new Value.Text("a"))));
    assertThat(rejected)
        .singleElement()
        .satisfies(record -> assertThat(record.code()).isEqualTo(ErrorCode.CF_5001))
        .satisfies(record -> assertThat(record.column()).isEqualTo("id"));
  }

  @Test
  void largeCellsAndRejectsAmongThemKeepTheirPlaces() {
    RowBatch batch = new RowBatch(1024);
    for (int i = 0; i < 60; i++) {
      batch.beginRow();
      batch.putLong(i);
      String text = Integer.toString(i).repeat(30_000 + i * 1000);
      batch.putText(i % 7 == 3 ? text + "\0" : text);
    }
    List<RejectedRecord> rejected = new ArrayList<>();
    try (BulkLoader loader =
        fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, rejected::add)) {
      loader.write(batch);
      loader.commit(checkpoint(0, 60, PLAN, batch, rejected.size()));
    }
    assertThat(rejected).hasSize(9);
    assertThat(batch.rows()).isEqualTo(51);
    assertThat(
            fixture.lines(
                "SELECT count(*) FROM staging.\"Order items\""
                    + " WHERE name = repeat(id::text, (30000 + id * 1000)::int)"))
        .containsExactly("51");
  }
}
