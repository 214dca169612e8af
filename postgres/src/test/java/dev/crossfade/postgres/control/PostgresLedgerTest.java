package dev.crossfade.postgres.control;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.DeadLetter;
import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.LoadFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresLedgerTest {
  private static final CollectionPlan PLAN =
      plan("items", List.of(), column("a", Kind.MIXED_TEXT), column("b", Kind.TEXT_JSONB));

  private LoadFixture fixture;
  private Ledger ledger;

  @BeforeEach
  void open() {
    fixture = new LoadFixture();
    ledger = fixture.target.ledger();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aRunComesBackAsItWasSavedLast() {
    RunRecord run = LoadFixture.run("run-2", RunRecord.State.LOADING);
    ledger.save(run);
    assertThat(ledger.run("run-2")).contains(run);
    RunRecord proven =
        new RunRecord(
            run.id(),
            RunRecord.State.PROVEN,
            "söurce 'x'",
            run.sourceDigest(),
            run.schema(),
            run.stagingSchema(),
            run.planText(),
            run.options(),
            run.startedAt(),
            Instant.parse("2026-01-02T03:05:00Z"),
            "{\"b\":1, \"a\":2}");
    ledger.save(proven);
    assertThat(ledger.run("run-2")).contains(proven);
    assertThat(ledger.run("run-3")).isEmpty();
  }

  @Test
  void runsAreListedNewestFirst() {
    ledger.save(LoadFixture.run("run-2", RunRecord.State.LOADED));
    assertThat(ledger.runs()).extracting(RunRecord::id).containsExactly("run-2", "run-1");
  }

  @Test
  void aCheckpointComesBackAsItWasCommitted() {
    fixture.createTable(PLAN);
    Checkpoint first =
        new Checkpoint(
            0, new Position("rowid 7"), 9, 2, new Digest(0, -1, Long.MIN_VALUE), 5, null, false);
    Checkpoint second =
        new Checkpoint(1, Position.START, 0, 0, Digest.EMPTY, 0, new byte[] {3, 0}, true);
    try (BulkLoader loader =
        fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, r -> {})) {
      loader.commit(first);
      loader.commit(second);
    }
    assertThat(ledger.checkpoints(LoadFixture.RUN, "items"))
        .usingRecursiveComparison()
        .isEqualTo(List.of(first, second));
    assertThat(ledger.checkpoints(LoadFixture.RUN, "others")).isEmpty();
    ledger.forgetProgress(LoadFixture.RUN);
    assertThat(ledger.checkpoints(LoadFixture.RUN, "items")).isEmpty();
  }

  @Test
  void aDeadLetterKeepsTheRawRowToTheLastBit() {
    fixture.createTable(PLAN);
    List<Value> row =
        List.of(new Value.Bytes(new byte[] {-1, 0}, true), new Value.Text("{\"a\":\"\\u0000\"}"));
    fixture.load(PLAN, List.of(row, row));
    RowBatch encoded = LoadFixture.batch(List.of(row));
    RowDigester digester = new RowDigester(PLAN.jsonColumns());
    digester.hash(encoded.data(), encoded.start(0), encoded.end(0));
    List<DeadLetter> letters = new ArrayList<>();
    ledger.deadLetters(LoadFixture.RUN, "items", letters::add);
    assertThat(letters).hasSize(2);
    DeadLetter letter = letters.get(0);
    assertThat(letter.record().row()).isEqualTo(Arrays.copyOf(encoded.data(), encoded.size()));
    assertThat(letter.record().code()).isEqualTo(ErrorCode.CF_5004);
    assertThat(letter.record().locator()).isEqualTo("row 1 of the chunk");
    assertThat(letter.digestHex()).isEqualTo(new Digest(1, digester.high(), digester.low()).hex());
    assertThat(fixture.lines("SELECT row_readable FROM crossfade.dead_letters LIMIT 1"))
        .containsExactly(
            "{\"a\": {\"$malformed\": \"/wA=\"}, \"b\": \"{\\\"a\\\":\\\"\\\\u0000\\\"}\"}");
    ledger.removeDeadLetters(LoadFixture.RUN, List.of(letter.id()));
    List<DeadLetter> left = new ArrayList<>();
    ledger.deadLetters(LoadFixture.RUN, "", left::add);
    assertThat(left).extracting(DeadLetter::id).containsExactly(letters.get(1).id());
  }

  @Test
  void onlyOneHoldsTheLockOfASchema() {
    Optional<Ledger.Lock> first = ledger.lock("public");
    assertThat(first).isPresent();
    assertThat(ledger.lock("public")).isEmpty();
    try (Ledger.Lock other = ledger.lock("Public").orElseThrow()) {
      assertThat(other).isNotNull();
    }
    first.get().close();
    try (Ledger.Lock again = ledger.lock("public").orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void aKilledHolderLeavesTheLockFree() {
    try (Ledger.Lock killed = ledger.lock("public").orElseThrow()) {
      assertThat(killed).isNotNull();
      // pg_terminate_backend with a time-out waits until the process is gone.
      assertThat(
              fixture.lines(
                  "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks"
                      + " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"))
          .containsExactly("t");
      try (Ledger.Lock next = ledger.lock("public").orElseThrow()) {
        assertThat(next).isNotNull();
      }
    }
  }
}
