package dev.crossfade.files.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.store.StoreEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random writes, rewritings, reopenings and edits by hand, and a process that dies at a random
 * named point of any of them: what was acknowledged is there, what was under way is there as a
 * whole or not at all.
 */
class CrashTest {
  private static final int RUNS = 44;
  private static final int STEPS = 60;
  private static final List<String> POINTS =
      List.of(
          "segment.write",
          "segment.written",
          "segment.force",
          "segment.forced",
          "segment.sealed",
          "segment.created",
          "segment.headed",
          "segment.begun",
          "segment.delete",
          "store.open.keys",
          "store.open.noted",
          "store.open.recorded",
          "store.journal",
          "store.journaled",
          "store.published",
          "store.rewrite.backed-up",
          "store.rewrite.prepared",
          "store.rewrite.keys",
          "store.rewrite.noted",
          "store.rewrite.document",
          "store.rewrite.published",
          "store.rewrite.confirmed",
          "store.rewrite.dropped");

  @TempDir Path temporary;

  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** One run: the store, and what it must hold. */
  private static final class Run {
    final Random random;
    final Path file;
    final FileStoreOptions options;
    final FileFormat format;
    final Set<String> points;
    TreeMap<String, Long> sure = new TreeMap<>();
    TreeMap<String, Long> maybe = new TreeMap<>();
    FileStore store;

    Run(long seed, Path folder, FileFormat format, Set<String> points) {
      random = new Random(seed);
      this.format = format;
      this.points = points;
      file = folder.resolve("s" + seed + (format == FileFormat.EDN ? ".edn" : ".json"));
      options =
          FileStoreOptions.defaults()
              .withFormat(format)
              .withPause(Duration.ofDays(1))
              .withJournalBytes(1024)
              .withDurability(Durability.values()[random.nextInt(3)]);
    }

    /** The next death: at one point, or at whichever comes after so many. */
    void arm() {
      boolean aimed = random.nextBoolean();
      arm(
          aimed ? POINTS.get(random.nextInt(POINTS.size())) : null,
          random.nextInt(aimed ? 3 : 120));
    }

    void arm(String aim, int passes) {
      AtomicInteger left = new AtomicInteger(passes + 1);
      FaultPoints.install(
          point -> {
            if ((aim == null || point.equals(aim)) && left.decrementAndGet() == 0) {
              points.add(point);
              throw new Died();
            }
          });
    }

    void reopen() {
      while (true) {
        try {
          store = FileStore.open(file, options);
          break;
        } catch (Died died) {
          arm();
        }
      }
      TreeMap<String, Long> found = content(store);
      if (!found.equals(sure)) {
        assertThat(found).isEqualTo(maybe);
      }
      sure = found;
      maybe = new TreeMap<>(sure);
    }

    void step() throws IOException {
      int kind = random.nextInt(20);
      if (kind < 2) {
        store.rewrite();
      } else if (kind == 2) {
        store.close();
        edit();
        reopen();
      } else {
        maybe = new TreeMap<>(sure);
        int changes = kind < 14 ? 1 : 1 + random.nextInt(4);
        TreeMap<String, Long> next = maybe;
        for (int i = 0; i < changes; i++) {
          String key = "k" + random.nextInt(8) + (random.nextBoolean() ? "/x" : "");
          if (random.nextInt(3) == 0) {
            next.remove(key);
          } else {
            next.put(key, random.nextLong() >> 40);
          }
        }
        write(next);
        sure = new TreeMap<>(next);
      }
    }

    private void write(TreeMap<String, Long> next) {
      store.inTransaction(
          work -> {
            for (String key : sure.keySet()) {
              if (!next.containsKey(key)) {
                work.delete(key);
              }
            }
            next.forEach((key, value) -> work.put(key, new Document.Int(value)));
            return true;
          });
    }

    /** A person changes the file while the store is closed. */
    private void edit() throws IOException {
      if (random.nextBoolean() || sure.isEmpty() || format != FileFormat.JSON) {
        return;
      }
      TreeMap<String, Long> edited = new TreeMap<>(sure);
      edited.remove(edited.firstKey());
      edited.put("hand", random.nextLong() >> 40);
      StringBuilder text = new StringBuilder();
      for (Map.Entry<String, Long> entry : edited.entrySet()) {
        text.append(text.length() == 0 ? "{" : ",");
        text.append(PlainJson.write(new Document.Text(entry.getKey())));
        text.append(':').append(entry.getValue());
      }
      Files.writeString(file, text + "}");
      sure = edited;
      maybe = new TreeMap<>(edited);
    }
  }

  private static TreeMap<String, Long> content(FileStore store) {
    TreeMap<String, Long> content = new TreeMap<>();
    try (Stream<StoreEntry> scan = store.scan("")) {
      scan.forEach(entry -> content.put(entry.key(), ((Document.Int) entry.value()).value()));
    }
    return content;
  }

  @AfterEach
  void disarm() {
    FaultPoints.install(name -> {});
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void everyDeathLeavesAStoreThatOpensWithoutLoss(FileFormat format) throws IOException {
    Set<String> points = new TreeSet<>();
    for (long seed = 1; seed <= RUNS; seed++) {
      Run run = new Run(seed, temporary, format, points);
      run.arm(POINTS.get((int) seed % POINTS.size()), 0);
      try {
        run.reopen();
        for (int i = 0; i < STEPS; i++) {
          try {
            run.step();
          } catch (Died died) {
            run.store.abandon();
            run.arm();
            run.reopen();
          }
        }
        FaultPoints.install(name -> {});
        run.store.close();
        run.maybe = run.sure;
        run.reopen();
        run.store.close();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(format + " seed " + seed, e);
      }
    }
    Set<String> expected = new TreeSet<>(POINTS);
    if (format != FileFormat.JSON) {
      expected.remove("store.open.recorded");
    }
    if (format != FileFormat.JSON_FOLDER) {
      expected.remove("store.rewrite.document");
    }
    assertThat(points).containsAll(expected);
  }
}
