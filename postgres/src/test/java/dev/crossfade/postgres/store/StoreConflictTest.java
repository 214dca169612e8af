package dev.crossfade.postgres.store;

import static dev.crossfade.testkit.Documents.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who meets others on the same keys. The server looks for circles of waiting after an hour only, so
 * that a test hangs where one is left to it.
 */
class StoreConflictTest {
  private static final int LIMIT_MINUTES = 2;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final StoreFixture fixture = new StoreFixture(StoreFixture.one());
  private final PostgresStore store = fixture.open();
  private final KeyLock locks = new KeyLock(StoreFixture.SCHEMA, "documents");

  @BeforeEach
  void leaveCircles() {
    fixture.sql("ALTER DATABASE " + fixture.database.name() + " SET deadlock_timeout = '1h'");
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    store.close();
    fixture.close();
  }

  private static long value(Document document) {
    return document instanceof Document.Int number ? number.value() : 0;
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(LIMIT_MINUTES, TimeUnit.MINUTES);
  }

  private String lockSql(String key) {
    long lock = locks.of(key);
    return "SELECT pg_advisory_xact_lock(" + KeyLock.high(lock) + ", " + KeyLock.low(lock) + ")";
  }

  /** Between its read of nothing and its write, nobody else's write comes. */
  @Test
  void aWriteWaitsForWhoSawNothing() throws Exception {
    List<Callable<Boolean>> writes =
        List.of(
            () -> {
              store.put("k", number(7));
              return true;
            },
            () -> store.delete("k"),
            () -> store.update("k", old -> number(value(old) + 7)) != null,
            () ->
                store.inTransaction(
                    work -> {
                      work.put("k", number(7));
                      work.put("other", number(7));
                      return true;
                    }));
    List<Long> expected = List.of(7L, 0L, 8L, 7L);
    for (int i = 0; i < writes.size(); i++) {
      Callable<Boolean> write = writes.get(i);
      store.delete("k");
      List<Future<Boolean>> waiting = new ArrayList<>();
      store.inTransaction(
          work -> {
            assertThat(work.get("k")).isNull();
            waiting.add(threads.submit(write));
            try (Blocker watching = new Blocker(fixture)) {
              watching.awaitWaiting(1);
            }
            work.put("k", number(1));
            return true;
          });
      assertThat(get(waiting.get(0))).as("write %d", i).isTrue();
      assertThat(value(store.get("k"))).as("write %d", i).isEqualTo(expected.get(i));
    }
  }

  /** The key is there at every moment, so deleting it finds it, whichever row it is. */
  @Test
  void aDeleteThatWaitedSeesWhatCameMeanwhile() throws Exception {
    store.put("k", number(1));
    try (Blocker other =
        new Blocker(
            fixture,
            lockSql("k"),
            "DELETE FROM application.documents",
            "INSERT INTO application.documents (key, rest) VALUES ('k', '2')")) {
      Future<Boolean> deleted = threads.submit(() -> store.delete("k"));
      other.awaitWaiting(1);
      other.commit();
      assertThat(get(deleted)).isTrue();
    }
    assertThat(store.get("k")).isNull();
  }

  /** Two transactions take two keys in opposite orders, both having taken the first one. */
  @Test
  void transactionsInOppositeOrdersBothEnd() throws Exception {
    CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    List<Future<Integer>> both = new ArrayList<>();
    for (List<String> keys : List.of(List.of("a", "b"), List.of("b", "a"))) {
      both.add(
          threads.submit(
              () -> {
                AtomicInteger tries = new AtomicInteger();
                store.inTransaction(work -> addOne(work, keys, tries, bothHaveOne));
                return tries.get();
              }));
    }
    assertThat(get(both.get(0)) + get(both.get(1))).isGreaterThan(2);
    assertThat(store.get("a")).isEqualTo(number(2));
    assertThat(store.get("b")).isEqualTo(number(2));
  }

  private static boolean addOne(
      StoreTransaction work, List<String> keys, AtomicInteger tries, CyclicBarrier barrier) {
    for (int i = 0; i < keys.size(); i++) {
      work.put(keys.get(i), number(value(work.get(keys.get(i))) + 1));
      if (i == 0 && tries.incrementAndGet() == 1) {
        try {
          barrier.await(LIMIT_MINUTES, TimeUnit.MINUTES);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return true;
  }

  /** Whatever is read, written, read before it is written, or written blindly, in any order. */
  @Test
  void manyTransactionsOverFewKeysAllEndAndNoneIsLost() throws Exception {
    int writers = 8;
    int rounds = 60;
    List<Future<Long>> all = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      Random random = new Random(writer);
      all.add(
          threads.submit(
              () -> {
                long added = 0;
                for (int i = 0; i < rounds; i++) {
                  int first = random.nextInt(6);
                  int second = random.nextInt(6);
                  String blind = "blind" + random.nextInt(6);
                  added +=
                      store.inTransaction(
                          work -> {
                            work.put(blind, number(1));
                            work.put("k" + first, number(value(work.get("k" + first)) + 1));
                            work.put("k" + second, number(value(work.get("k" + second)) + 1));
                            return 2L;
                          });
                }
                return added;
              }));
    }
    long added = 0;
    for (Future<Long> one : all) {
      added += get(one);
    }
    long sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += value(store.get("k" + i));
    }
    assertThat(sum).isEqualTo(added).isEqualTo((long) writers * rounds * 2);
  }

  /**
   * Who writes by SQL and the store wait for each other: the server ends one, which tries again.
   */
  @Test
  void aCircleWithSomebodyElseIsTriedAgain() throws Exception {
    fixture.sql("ALTER DATABASE " + fixture.database.name() + " SET deadlock_timeout = '100ms'");
    String first = locks.of("a") < locks.of("b") ? "a" : "b";
    String second = first.equals("a") ? "b" : "a";
    AtomicInteger tries = new AtomicInteger();
    try (PostgresStore fresh = fixture.open();
        Blocker other = new Blocker(fixture, "SET deadlock_timeout = '1h'")) {
      fresh.put(first, number(1));
      fresh.put(second, number(1));
      other.execute(row(second));
      List<Future<?>> waiting = new ArrayList<>();
      Future<Boolean> own =
          threads.submit(
              () ->
                  fresh.inTransaction(
                      work -> {
                        work.get(first);
                        if (tries.incrementAndGet() == 1) {
                          waiting.add(threads.submit(() -> other.execute(row(first), "COMMIT")));
                          try (Blocker watching = new Blocker(fixture)) {
                            watching.awaitWaiting(1);
                          }
                        }
                        work.put(second, number(value(work.get(second)) + 1));
                        return true;
                      }));
      assertThat(get(own)).isTrue();
      get(waiting.get(0));
      assertThat(tries.get()).isGreaterThan(1);
      assertThat(fresh.get(second)).isEqualTo(number(51));
      assertThat(fresh.get(first)).isEqualTo(number(50));
    }
  }

  private static String row(String key) {
    return "UPDATE application.documents SET rest = '50' WHERE key = '" + key + "'";
  }
}
