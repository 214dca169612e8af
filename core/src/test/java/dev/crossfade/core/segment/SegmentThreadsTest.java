package dev.crossfade.core.segment;

import static dev.crossfade.core.segment.Segments.OPTIONS;
import static dev.crossfade.core.segment.Segments.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.fault.FaultPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentThreadsTest {
  private static final int THREADS = 6;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void theOrderInTheFileIsThatOfTheNumbers(Durability durability) throws Exception {
    int each = durability == Durability.PROCESS ? 3000 : 100;
    SegmentOptions options = OPTIONS.with(durability).withRollBytes(8 << 10);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
    try (Segment segment = Segment.open(folder, options)) {
      Future<Map<Long, String>> read = pool.submit(() -> follow(segment, done));
      List<Future<Map<Long, String>>> writers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        writers.add(pool.submit(writer(segment, thread, each)));
      }
      Map<Long, String> written = new HashMap<>();
      for (Future<Map<Long, String>> writer : writers) {
        written.putAll(writer.get());
      }
      done.set(true);
      assertThat(written).hasSize(THREADS * each);
      assertThat(read.get()).isEqualTo(written);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Callable<Map<Long, String>> writer(Segment segment, int thread, int each) {
    return () -> {
      Map<Long, String> written = new HashMap<>();
      long last = 0;
      for (int i = 0; i < each; i++) {
        String members =
            "\"t\":" + thread + ",\"i\":" + i + ",\"x\":\"" + "y".repeat(i % 90) + "\"";
        long number = segment.append(bytes(members));
        assertThat(number).isGreaterThan(last);
        last = number;
        written.put(number, members);
      }
      return written;
    };
  }

  /** Reads all the while; whatever it gets must be whole and in order. */
  private static Map<Long, String> follow(Segment segment, AtomicBoolean done) throws Exception {
    Map<Long, String> read = new HashMap<>();
    long expected = 1;
    try (SegmentReader reader = segment.read(1)) {
      while (true) {
        boolean last = done.get();
        SegmentItem item = reader.poll();
        if (item == null) {
          if (last) {
            return read;
          }
          Thread.onSpinWait();
          continue;
        }
        assertThat(((SegmentRecord) item).number()).isEqualTo(expected++);
        read.put(((SegmentRecord) item).number(), Segments.members(item));
      }
    }
  }

  /**
   * While one thread forces, others write and wait: their next force is one for all of them. The
   * first force is held until all have written.
   */
  @Test
  void waitingThreadsShareAForce() throws Exception {
    AtomicInteger forces = new AtomicInteger();
    AtomicInteger written = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (Segment segment = Segment.open(folder, OPTIONS.with(Durability.GROUP))) {
      FaultPoints.install(
          name -> {
            if (name.equals("segment.written")) {
              written.incrementAndGet();
            }
            if (name.equals("segment.force") && forces.incrementAndGet() == 1) {
              while (written.get() < THREADS) {
                Thread.onSpinWait();
              }
            }
          });
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(pool.submit(() -> segment.append(bytes("\"a\":1"))));
      }
      for (Future<Long> one : all) {
        one.get();
      }
      assertThat(forces.get()).isBetween(1, 2);
    } finally {
      FaultPoints.install(name -> {});
      pool.shutdownNow();
    }
  }

  @Test
  void eachEventIsForcedBeforeTheNextIsWritten() throws Exception {
    List<String> steps = new ArrayList<>();
    try (Segment segment = Segment.open(folder, OPTIONS.with(Durability.EVENT))) {
      FaultPoints.install(steps::add);
      segment.append(bytes("\"a\":1"));
      segment.append(bytes("\"a\":2"));
    } finally {
      FaultPoints.install(name -> {});
    }
    List<String> one =
        List.of("segment.write", "segment.written", "segment.force", "segment.forced");
    List<String> two = new ArrayList<>(one);
    two.addAll(one);
    assertThat(steps).isEqualTo(two);
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void anInterruptNeitherEndsACallNorClosesTheFile(Durability durability) throws Exception {
    SegmentOptions options = OPTIONS.with(durability).withRollBytes(1024);
    try (Segment segment = Segment.open(folder, options)) {
      AtomicBoolean stop = new AtomicBoolean();
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  segment.append(bytes("\"a\":1"));
                }
                stop.set(true);
              });
      writer.start();
      while (!stop.get() && writer.isAlive()) {
        writer.interrupt();
      }
      writer.join();
      assertThat(stop).isTrue();
      Thread.currentThread().interrupt();
      try {
        assertThat(segment.append(bytes("\"a\":1"))).isEqualTo(201);
        segment.sync();
        segment.deleteBelow(100);
      } finally {
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
      }
    }
    assertThat(Segments.items(folder, 150)).hasSize(52);
  }
}
