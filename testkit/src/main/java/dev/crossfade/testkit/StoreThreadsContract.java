package dev.crossfade.testkit;

import static dev.crossfade.testkit.Documents.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Store} does for many threads. A store's test extends this. */
public abstract class StoreThreadsContract {
  private static final int WRITERS = 4;

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private Store store;

  /** For subclasses; the store is opened before each test. */
  @SuppressWarnings("NullAway.Init")
  protected StoreThreadsContract() {}

  /** Opens the store of this test: empty at first, then with what was written before. */
  protected abstract Store open();

  /** How often each writer writes. */
  protected int rounds() {
    return 300;
  }

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    pool.shutdownNow();
    store.close();
  }

  private static long number0(@Nullable Document value) {
    return value instanceof Document.Int number ? number.value() : 0;
  }

  private void all(List<Callable<Boolean>> tasks) throws Exception {
    for (Future<Boolean> task : pool.invokeAll(tasks)) {
      task.get();
    }
  }

  @Test
  void noUpdateIsLost() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      writers.add(
          () -> {
            for (int i = 0; i < rounds(); i++) {
              store.update("n" + i % 3, old -> number(number0(old) + 1));
            }
            return true;
          });
    }
    all(writers);
    assertCount();
    store.close();
    store = open();
    assertCount();
  }

  private void assertCount() {
    long sum = number0(store.get("n0")) + number0(store.get("n1")) + number0(store.get("n2"));
    assertThat(sum).isEqualTo((long) WRITERS * rounds());
  }

  /**
   * One writer a key counts up; readers never see a number go down, nor one that was not begun, nor
   * miss one that was acknowledged before they asked.
   */
  @Test
  void singleKeysAreLinearizable() throws Exception {
    long[][] acknowledged = new long[WRITERS][1];
    Object[] locks = new Object[WRITERS];
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Boolean>> writers = new ArrayList<>();
    List<Future<Boolean>> readers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int own = writer;
      locks[own] = new Object();
      writers.add(
          () -> {
            for (int i = 1; i <= rounds(); i++) {
              store.put("k" + own, number(i));
              synchronized (locks[own]) {
                acknowledged[own][0] = i;
              }
            }
            return true;
          });
    }
    for (int reader = 0; reader < 2; reader++) {
      readers.add(pool.submit(() -> read(acknowledged, locks, done)));
    }
    all(writers);
    done.set(true);
    for (Future<Boolean> reader : readers) {
      reader.get();
    }
  }

  private boolean read(long[][] acknowledged, Object[] locks, AtomicBoolean done) {
    long[] seen = new long[WRITERS];
    while (!done.get()) {
      for (int key = 0; key < WRITERS; key++) {
        long least;
        synchronized (locks[key]) {
          least = Math.max(seen[key], acknowledged[key][0]);
        }
        long now = number0(store.get("k" + key));
        long most;
        synchronized (locks[key]) {
          most = acknowledged[key][0] + 1;
        }
        assertThat(now).isBetween(least, most);
        seen[key] = now;
      }
    }
    return true;
  }

  /** Money moves between accounts; its sum never changes, in transactions, scans and at the end. */
  @Test
  void transactionsKeepAnInvariantAndScansSeeIt() throws Exception {
    int accounts = 10;
    for (int i = 0; i < accounts; i++) {
      store.put("account/" + i, number(100));
    }
    AtomicBoolean done = new AtomicBoolean();
    Future<Boolean> auditor = pool.submit(() -> audit(accounts, done));
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      Random random = new Random(writer);
      writers.add(
          () -> {
            for (int i = 0; i < rounds(); i++) {
              transfer(random.nextInt(accounts), random.nextInt(accounts), random.nextInt(50));
            }
            return true;
          });
    }
    all(writers);
    done.set(true);
    auditor.get();
    assertThat(sum()).isEqualTo(100L * accounts);
    store.close();
    store = open();
    assertThat(sum()).isEqualTo(100L * accounts);
  }

  private boolean transfer(int from, int to, int amount) {
    return store.inTransaction(
        work -> {
          work.put("account/" + from, number(number0(work.get("account/" + from)) - amount));
          work.put("account/" + to, number(number0(work.get("account/" + to)) + amount));
          return true;
        });
  }

  private boolean audit(int accounts, AtomicBoolean done) {
    while (!done.get()) {
      assertThat(sum()).isEqualTo(100L * accounts);
      long read =
          store.inTransaction(
              work -> {
                long sum = 0;
                for (int i = 0; i < accounts; i++) {
                  sum += number0(work.get("account/" + i));
                }
                return sum;
              });
      assertThat(read).isEqualTo(100L * accounts);
    }
    return true;
  }

  private long sum() {
    try (Stream<StoreEntry> scan = store.scan("account/")) {
      return scan.mapToLong(entry -> number0(entry.value())).sum();
    }
  }

  @Test
  void closingWhileOthersWriteKeepsWhatWasAcknowledged() throws Exception {
    List<Future<Long>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int own = writer;
      writers.add(pool.submit(() -> writeUntilClosed(own)));
    }
    while (store.count() < WRITERS) {
      Thread.onSpinWait();
    }
    store.close();
    List<Long> last = new ArrayList<>();
    for (Future<Long> writer : writers) {
      last.add(writer.get());
    }
    store = open();
    for (int writer = 0; writer < WRITERS; writer++) {
      assertThat(number0(store.get("w" + writer))).isEqualTo(last.get(writer));
    }
  }

  private long writeUntilClosed(int writer) {
    Store open = store;
    for (long i = 1; ; i++) {
      try {
        open.put("w" + writer, number(i));
      } catch (dev.crossfade.core.error.CrossfadeException closed) {
        assertThat(closed.code()).isEqualTo(dev.crossfade.core.error.ErrorCode.CF_7001);
        return i - 1;
      }
    }
  }
}
