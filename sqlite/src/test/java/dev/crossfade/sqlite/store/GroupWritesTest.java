package dev.crossfade.sqlite.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.sqlite.Databases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that come while another one is committed share the next commit, but no failure. */
class GroupWritesTest {
  private static final int WRITERS = 8;

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final AtomicInteger begun = new AtomicInteger();
  private final List<Thread> writers = new ArrayList<>();
  @TempDir Path folder;
  private SqliteStore store;

  @BeforeEach
  void open() {
    store =
        SqliteStore.open(
            folder.resolve("app.sqlite"),
            SqliteStoreOptions.defaults().withDurability(Durability.GROUP));
  }

  @AfterEach
  void close() {
    FaultPoints.install(name -> {});
    pool.shutdownNow();
    store.close();
  }

  /** All of the writers come while the first transaction is held; the others' are counted. */
  private List<Future<Boolean>> together(String fault, RuntimeException thrown) throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    FaultPoints.install(
        name -> {
          if (name.equals("sqlite.store.begun") && begun.incrementAndGet() == 1) {
            first.countDown();
            awaitUndisturbed(go);
          } else if (name.equals(fault) && begun.get() == 2) {
            throw thrown;
          }
        });
    Future<Boolean> holder = pool.submit(() -> put("first"));
    first.await();
    List<Future<Boolean>> results = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String key = "k" + i;
      CountDownLatch started = new CountDownLatch(1);
      results.add(
          pool.submit(
              () -> {
                writers.add(Thread.currentThread());
                started.countDown();
                return put(key);
              }));
      started.await();
    }
    for (Thread writer : writers) {
      while (writer.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    go.countDown();
    holder.get();
    return results;
  }

  private static void awaitUndisturbed(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean put(String key) {
    store.put(key, new Document.Text(key));
    return true;
  }

  @Test
  void oneCommitServesAllWhoWait() throws Exception {
    for (Future<Boolean> result : together("none", new IllegalStateException())) {
      assertThat(result.get()).isTrue();
    }
    assertThat(begun).hasValue(2);
    assertThat(store.count()).isEqualTo(WRITERS + 1L);
  }

  @Test
  void oneThatFailsFailsAlone() throws Exception {
    Databases.run(
        folder.resolve("app.sqlite"),
        "CREATE TRIGGER no BEFORE INSERT ON documents WHEN new.key = 'k3'"
            + " BEGIN SELECT RAISE(ROLLBACK, 'no'); END");
    List<Future<Boolean>> results = together("none", new IllegalStateException());
    for (int i = 0; i < WRITERS; i++) {
      Future<Boolean> result = results.get(i);
      if (i == 3) {
        assertThatThrownBy(result::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(CrossfadeException.class);
        assertThat(store.get("k" + i)).isNull();
      } else {
        assertThat(result.get()).isTrue();
        assertThat(store.get("k" + i)).isNotNull();
      }
    }
  }

  /** A leader that dies of something else leaves nobody waiting and nothing written. */
  @Test
  void whatIsThrownReachesAll() throws Exception {
    int failed = 0;
    for (Future<Boolean> result :
        together("sqlite.store.written", new IllegalStateException("planted"))) {
      try {
        result.get();
      } catch (ExecutionException e) {
        failed++;
        assertThat(e).hasStackTraceContaining("planted");
      }
    }
    assertThat(failed).isEqualTo(WRITERS);
    FaultPoints.install(name -> {});
    assertThat(store.count()).isEqualTo(1);
    put("k1");
    assertThat(store.count()).isEqualTo(2);
  }
}
