package dev.crossfade.postgres.store;

import static dev.crossfade.testkit.Documents.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.connect.TargetUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A failure says whether a write was done, or that nobody knows. */
class StoreFailureTest {
  private static final String HOLD_ROW = "UPDATE application.documents SET rest = '0'";
  private static final String HOLD_WRITES = "LOCK TABLE application.documents IN SHARE MODE";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final StoreFixture fixture = new StoreFixture(StoreFixture.one());
  private final PostgresStore store = fixture.open();

  @AfterEach
  void close() {
    threads.shutdownNow();
    store.close();
    fixture.close();
  }

  private static void fails(ErrorCode code, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error).hasMessageNotContaining("secret");
            });
  }

  private void killedGives(ErrorCode code, String hold, Runnable call) throws Exception {
    store.put("secret", number(1));
    try (Blocker blocker = new Blocker(fixture, hold)) {
      Future<?> waiting = threads.submit(call);
      blocker.awaitWaiting(1);
      blocker.kill();
      fails(
          code,
          () -> {
            try {
              return waiting.get(2, TimeUnit.MINUTES);
            } catch (java.util.concurrent.ExecutionException e) {
              throw (Exception) e.getCause();
            }
          });
    }
    assertThat(store.get("secret")).isEqualTo(number(1));
  }

  @Test
  void aKilledWriteIsOfUnknownOutcome() throws Exception {
    killedGives(ErrorCode.CF_7304, HOLD_ROW, () -> store.put("secret", number(2)));
    killedGives(ErrorCode.CF_7304, HOLD_ROW, () -> store.delete("secret"));
    killedGives(ErrorCode.CF_7304, HOLD_WRITES, () -> store.update("secret", old -> number(2)));
  }

  @Test
  void whatWasKilledBeforeItCommittedMayBeRepeated() throws Exception {
    killedGives(ErrorCode.CF_7303, HOLD_ROW, () -> store.update("secret", old -> number(2)));
    killedGives(
        ErrorCode.CF_7303,
        HOLD_WRITES,
        () ->
            store.inTransaction(
                work -> {
                  work.put("secret", number(2));
                  work.put("b", number(2));
                  return true;
                }));
    killedGives(
        ErrorCode.CF_7303,
        "LOCK TABLE application.documents IN ACCESS EXCLUSIVE MODE",
        () -> store.get("secret"));
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void whatTakesTooLongIsNotDone() {
    StorePool impatient =
        fixture.pool(new StorePool.Limits(2, Duration.ofSeconds(60), Duration.ofMillis(300)));
    store.put("secret", number(1));
    try (PostgresStore limited = fixture.open(impatient);
        Blocker held = new Blocker(fixture, HOLD_ROW)) {
      for (Callable<?> call :
          List.<Callable<?>>of(
              () -> {
                limited.put("secret", number(2));
                return true;
              },
              () -> limited.delete("secret"),
              () -> limited.update("secret", old -> number(2)))) {
        fails(ErrorCode.CF_7305, call);
      }
      assertThat(limited.get("secret")).isEqualTo(number(1));
    }
    assertThat(store.get("secret")).isEqualTo(number(1));
  }

  @Test
  void aServerThatIsAwayIsToldAsSuchAndNothingWasWritten() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Connector away =
        Connector.to(TargetUrl.parse("postgresql://u:password@127.0.0.1:" + port + "/x"));
    try (StorePool pool =
            new StorePool(
                away, new StorePool.Limits(2, Duration.ofMillis(500), Duration.ofSeconds(60)));
        PostgresStore gone = fixture.open(pool)) {
      for (Callable<?> call :
          List.<Callable<?>>of(
              () -> gone.get("secret"),
              gone::snapshot,
              () -> gone.update("secret", old -> number(1)),
              () -> {
                gone.put("secret", number(1));
                return true;
              })) {
        assertThatThrownBy(call::call)
            .hasMessageContaining("CF-7303")
            .hasMessageContaining("CF-3004")
            .hasMessageNotContaining("password");
      }
    }
  }

  /** Sessions that ended while nobody used them: a read may fail once, and then finds new ones. */
  @Test
  void newConnectionsTakeThePlaceOfLostOnes() {
    store.put("secret", number(1));
    fixture.one(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    try {
      store.get("secret");
    } catch (CrossfadeException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CF_7303);
    }
    assertThat(store.get("secret")).isEqualTo(number(1));
  }
}
