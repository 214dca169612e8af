package dev.crossfade.postgres.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.EventRecord;
import dev.crossfade.core.live.LiveLedger.Field;
import dev.crossfade.core.live.LiveLedger.Lease;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.LiveLedger.Throttled;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.postgres.LoadFixture;
import dev.crossfade.postgres.session.Sessions;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresLiveLedgerTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

  private LoadFixture fixture;
  private Sessions sessions;
  private LiveLedger ledger;

  @BeforeEach
  void open() {
    fixture = new LoadFixture();
    sessions = new Sessions(fixture::connect);
    ledger = new PostgresLiveLedger(sessions);
  }

  @AfterEach
  void close() {
    sessions.close();
    fixture.close();
  }

  private static MigrationRecord migration(String id, String stage, Instant at) {
    return new MigrationRecord(
        id, "/data/a b.sqlite", "public", "plan: 1\n", stage, null, null, at);
  }

  @Test
  void aMigrationComesBackAsItWasSavedLast() {
    ledger.save(migration("b", "LEGACY_ONLY", AT.plusSeconds(1)));
    ledger.save(migration("a", "LEGACY_ONLY", AT));
    MigrationRecord paused =
        new MigrationRecord(
            "b", "s", "x", "plan", "DUAL_WRITE", "the schema changed", "rows=5", AT.plusSeconds(2));
    ledger.save(paused);
    assertThat(ledger.migrations()).containsExactly(migration("a", "LEGACY_ONLY", AT), paused);
  }

  @Test
  void aControlSchemaOfANewerProgramIsRefused() {
    fixture.target.execute(
        java.util.List.of(
            "INSERT INTO crossfade.migrations (version, name, checksum)"
                + " VALUES (9999, 'later', 'x')"));
    assertThatThrownBy(ledger::migrations)
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_5061));
  }

  @Test
  void oneFieldIsChangedAndNoOther() {
    ledger.save(migration("a", "LEGACY_ONLY", AT));
    ledger.save(migration("b", "LEGACY_ONLY", AT.plusSeconds(1)));
    ledger.set("a", Field.PAUSED, "by hand");
    ledger.set("a", Field.THROTTLE, "rows=5");
    ledger.set("a", Field.STAGE, "DUAL_WRITE");
    ledger.set("gone", Field.STAGE, "DUAL_WRITE");
    assertThat(ledger.migrations())
        .containsExactly(
            new MigrationRecord(
                "a",
                "/data/a b.sqlite",
                "public",
                "plan: 1\n",
                "DUAL_WRITE",
                "by hand",
                "rows=5",
                AT),
            migration("b", "LEGACY_ONLY", AT.plusSeconds(1)));
    ledger.set("a", Field.PAUSED, null);
    assertThat(ledger.migrations().get(0).paused()).isNull();
    assertThat(ledger.migrations().get(0).throttle()).isEqualTo("rows=5");
  }

  @Test
  void aFieldIsReplacedOnlyWhereItIsAsExpected() {
    ledger.save(migration("a", "LEGACY_ONLY", AT));
    ledger.save(migration("b", "LEGACY_ONLY", AT.plusSeconds(1)));
    assertThat(ledger.replace("a", Field.PAUSED, "by hand", null)).isFalse();
    assertThat(ledger.replace("a", Field.PAUSED, null, "by hand")).isTrue();
    assertThat(ledger.replace("a", Field.PAUSED, null, "by another hand")).isFalse();
    assertThat(ledger.replace("a", Field.STAGE, "DUAL_WRITE", "NEW_FIRST")).isFalse();
    assertThat(ledger.replace("gone", Field.PAUSED, null, "by hand")).isFalse();
    assertThat(ledger.migrations().get(0).paused()).isEqualTo("by hand");
    assertThat(ledger.migrations().get(0).stage()).isEqualTo("LEGACY_ONLY");
    assertThat(ledger.replace("a", Field.PAUSED, "by hand", null)).isTrue();
    assertThat(ledger.migrations().get(0).paused()).isNull();
    assertThat(ledger.migrations().get(1).paused()).isNull();
  }

  @Test
  void whyPassesWaitIsKnownSinceItBegan() {
    assertThat(ledger.throttled("a")).isNull();
    ledger.throttled("a", "max-load: 7");
    Throttled first = Objects.requireNonNull(ledger.throttled("a"));
    ledger.throttled("a", "max-load: 9");
    assertThat(ledger.throttled("a")).isEqualTo(new Throttled(first.since(), "max-load: 9"));
    assertThat(ledger.throttled("b")).isNull();
    ledger.throttled("a", null);
    assertThat(ledger.throttled("a")).isNull();
    ledger.throttled("a", "rows: 5");
    ledger.forget("a");
    assertThat(ledger.throttled("a")).isNull();
  }

  @Test
  void eventsComeInTheirOrderAndStayWhenAMigrationIsForgotten() {
    ledger.save(migration("a", "LEGACY_ONLY", AT));
    for (String kind : new String[] {"installed", "backfilled", "following"}) {
      ledger.add(new EventRecord(0, "a", AT, kind, "me@host:1", "It did.", null));
    }
    ledger.add(new EventRecord(0, "other", AT, "gate", "me@host:1", "Shut.", "a reason"));
    long first = ledger.events("a", 0, 1).get(0).id();
    assertThat(ledger.events("a", first, 10))
        .extracting(EventRecord::kind)
        .containsExactly("backfilled", "following");
    assertThat(ledger.lastEvents("a", 2))
        .extracting(EventRecord::kind)
        .containsExactly("following", "backfilled");
    EventRecord other = ledger.lastEvents("other", 5).get(0);
    assertThat(other)
        .isEqualTo(
            new EventRecord(other.id(), "other", AT, "gate", "me@host:1", "Shut.", "a reason"));
    ledger.forget("a");
    assertThat(ledger.migrations()).isEmpty();
    assertThat(ledger.events("a", 0, 10)).hasSize(3);
  }

  @Test
  void verificationsComeNewestFirst() {
    VerificationRecord running = new VerificationRecord("v1", "a", AT, null, 0, 0, 1, "{}");
    VerificationRecord later =
        new VerificationRecord("v2", "a", AT.plusSeconds(9), AT.plusSeconds(10), 7, 1, 5, "[1]");
    ledger.save(running);
    ledger.save(later);
    assertThat(ledger.verifications("a", 9)).containsExactly(later, running);
    VerificationRecord done =
        new VerificationRecord("v1", "a", AT, AT.plusSeconds(1), 12, 0, 2, "{\"b\": 1, \"a\": 2}");
    ledger.save(done);
    assertThat(ledger.verifications("a", 9)).containsExactly(later, done);
  }

  @Test
  void oneProcessHoldsTheLeaseUntilItClosesItOrDies() {
    assertThat(ledger.leaseHolder("a")).isNull();
    Lease first = ledger.lease("a", "host:1").orElseThrow();
    assertThat(ledger.lease("a", "host:2")).isEmpty();
    assertThat(ledger.leaseHolder("a")).isEqualTo("host:1");
    assertThat(first.held()).isTrue();
    Optional<Lease> other = ledger.lease("b", "host:2");
    assertThat(other).isPresent();
    other.get().close();
    assertThat(ledger.leaseHolder("b")).isNull();
    assertThat(
            fixture.lines(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks"
                    + " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"))
        .containsExactly("t");
    assertThat(first.held()).isFalse();
    assertThat(ledger.leaseHolder("a")).isNull();
    try (Lease second = ledger.lease("a", "host:2").orElseThrow()) {
      assertThat(ledger.leaseHolder("a")).isEqualTo("host:2");
      assertThat(second.held()).isTrue();
    }
    first.close();
  }

  @Test
  void aMissingControlSchemaHasItsCode() {
    fixture.target.execute(java.util.List.of("DROP SCHEMA crossfade CASCADE"));
    assertThatThrownBy(ledger::migrations)
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_5064));
    ledger.migrate();
    assertThat(ledger.migrations()).isEmpty();
  }
}
