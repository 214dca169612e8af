package dev.crossfade.postgres.store;

import static dev.crossfade.testkit.Documents.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.postgres.control.PostgresLiveLedger;
import dev.crossfade.postgres.live.LiveTarget;
import dev.crossfade.postgres.live.PostgresLiveStore;
import dev.crossfade.postgres.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store under the fence of a live migration. */
class StoreFenceTest {
  private static final String MIGRATION = "live-1";
  private static final StoreStanding CLOSED = new StoreStanding(true, false, -1);
  private static final StoreStanding OPEN = new StoreStanding(true, true, 1);
  private static final StoreStanding SHUT = new StoreStanding(true, false, 1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final StoreFixture fixture = new StoreFixture(StoreFixture.several());
  private final Sessions sessions = new Sessions(fixture::connect);
  private final HybridTable followed = fixture.table("folders");
  private final PostgresLiveStore live =
      new PostgresLiveStore(
          sessions,
          new LiveTarget(MIGRATION, StoreFixture.SCHEMA, List.of(followed.plan())),
          Duration.ofMinutes(5));
  private final PostgresStore store =
      new PostgresStore(
          fixture.pool(StoreFixture.LIMITS),
          StoreFixture.SCHEMA,
          fixture.router,
          table -> table == followed ? MIGRATION : null);

  @BeforeEach
  void follow() {
    assertThat(store.standing(followed).open()).isFalse();
    new PostgresLiveLedger(sessions).migrate();
    assertThat(store.standing(followed).open()).isFalse();
    live.register(StoreState.SECOND, StoreFixture.SCHEMA, "/home/app/app.edn");
    live.install();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    store.close();
    live.close();
    sessions.close();
    fixture.close();
  }

  private void open() {
    live.change(Rules::complete);
    StoreState promised = live.change(state -> Rules.promise(state, 0)).orElseThrow();
    live.change(state -> Rules.open(state, promised.promise())).orElseThrow();
  }

  private void shut() {
    StoreState open = live.state();
    live.change(state -> Rules.close(state, open.epoch(), open.ballot() + 1)).orElseThrow();
  }

  private static void fails(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.CF_7306));
  }

  @Test
  void aClosedStoreTakesNoWritesOfItsTables() {
    fails(() -> store.put("a/1", number(1)));
    fails(() -> store.delete("a/1"));
    fails(() -> store.update("a/1", old -> number(1)));
    fails(
        () ->
            store.inTransaction(
                work -> {
                  work.put("other", number(1));
                  work.put("a/1", number(1));
                  return true;
                }));
    assertThat(store.count()).isZero();
    assertThat(store.read("a/1")).isEqualTo(new StoreReading(null, CLOSED));
    store.put("other", number(2));
    assertThat(store.read("other")).isEqualTo(new StoreReading(number(2), StoreStanding.UNKNOWN));
    fails(() -> store.<Document>inTransaction(work -> work.get("a/1")));
  }

  @Test
  void anOpenStoreRecordsEachKeyAndSaysThatItIsOpen() {
    open();
    assertThat(store.standing(followed).open()).isTrue();
    assertThat(store.standing(fixture.table("rest")).open()).isFalse();
    store.put("a/1", number(1));
    store.put("a/1", number(2));
    store.update("a/2", old -> number(3));
    assertThat(store.delete("a/1")).isTrue();
    assertThat(store.delete("a/3")).isFalse();
    store.put("other", number(2));
    assertThat(store.read("a/2")).isEqualTo(new StoreReading(number(3), OPEN));
    assertThat(store.read("a/1")).isEqualTo(new StoreReading(null, OPEN));
    assertThat(fixture.one("SELECT string_agg(k[1], ' ' ORDER BY id) FROM crossfade.live_outbox"))
        .isEqualTo("a/1 a/1 a/2 a/1");
    shut();
    assertThat(store.read("a/2")).isEqualTo(new StoreReading(number(3), SHUT));
    fails(() -> store.put("a/1", number(1)));
  }

  /** Each writer stops at its first refusal; what it wrote before is there, and nothing else. */
  /** Whoever ends a live migration drops its tables; a writer may still think of them. */
  @Test
  void aFollowedTableThatIsGoneTakesNoWrites() {
    open();
    fixture.sql("DROP TABLE " + StoreFixture.SCHEMA + ".folders");
    fails(() -> store.put("a/1", number(1)));
    fails(() -> store.delete("a/1"));
    fails(() -> store.update("a/1", old -> number(1)));
    fails(
        () ->
            store.inTransaction(
                work -> {
                  work.put("other", number(1));
                  work.put("a/1", number(1));
                  return true;
                }));
    store.put("other", number(2));
    assertThat(store.get("other")).isEqualTo(number(2));
  }

  @Test
  void closingLetsWritersInFlightEndAndNoneBegin() throws Exception {
    open();
    List<Future<Long>> writers = new ArrayList<>();
    for (int writer = 0; writer < 6; writer++) {
      int own = writer;
      writers.add(threads.submit(() -> writeUntilRefused(own)));
    }
    for (int writer = 0; writer < 6; writer++) {
      String key = "w/" + writer;
      Blocker.await(() -> store.get(key) != null);
    }
    shut();
    List<Long> states = new ArrayList<>();
    for (Future<Long> writer : writers) {
      states.add(writer.get(2, TimeUnit.MINUTES));
    }
    for (int writer = 0; writer < 6; writer++) {
      long state = states.get(writer);
      // One that began too late wrote nothing.
      assertThat(store.get("w/" + writer)).isEqualTo(state == 0 ? null : number(state));
    }
  }

  private long writeUntilRefused(int writer) {
    String key = "w/" + writer;
    for (long i = 1; ; i++) {
      long value = i;
      try {
        if (writer % 3 == 0) {
          store.put(key, number(value));
        } else if (writer % 3 == 1) {
          store.update(key, old -> number(value));
        } else {
          store.inTransaction(
              work -> {
                work.get("shared/" + value % 3);
                work.put("shared/" + value % 3, number(value));
                work.put(key, number(value));
                return true;
              });
        }
      } catch (CrossfadeException refused) {
        assertThat(refused.code()).isEqualTo(ErrorCode.CF_7306);
        return i - 1;
      }
    }
  }
}
