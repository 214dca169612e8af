package dev.crossfade.files.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
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
 * whole or not at all. Notes are written along with entries, and agree with them after each death.
 */
class CrashTest {
  private static final int RUNS = 56;
  private static final int STEPS = 60;
  private static final String WRITES = StoreKeys.SIDE + "writes";
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
          "store.hold.keys",
          "store.hold.notes",
          "store.hold.entries",
          "store.open.keys",
          "store.open.noted",
          "store.open.recorded",
          "store.journal",
          "store.journal.noted",
          "store.journaled",
          "store.published",
          "store.rewrite.backed-up",
          "store.rewrite.prepared",
          "store.rewrite.keys",
          "store.rewrite.same",
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
    final boolean mayHaveNotes;
    boolean hasNotes;
    final Set<String> points;
    TreeMap<String, Document> sure = new TreeMap<>();
    TreeMap<String, Document> maybe = new TreeMap<>();
    FileStore store;

    Run(long seed, Path folder, FileFormat format, Set<String> points) {
      random = new Random(seed);
      this.format = format;
      this.points = points;
      mayHaveNotes = random.nextInt(3) > 0;
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
      TreeMap<String, Document> found = content(store);
      if (!found.equals(sure)) {
        assertThat(found).isEqualTo(maybe);
      }
      sure = found;
      maybe = new TreeMap<>(sure);
    }

    void step() throws IOException {
      int kind = random.nextInt(20);
      hasNotes |= mayHaveNotes && random.nextInt(10) == 0;
      if (kind < 2) {
        store.rewrite();
      } else if (kind == 2) {
        store.close();
        edit();
        reopen();
      } else {
        maybe = new TreeMap<>(sure);
        int changes = kind < 14 ? 1 : 1 + random.nextInt(4);
        TreeMap<String, Document> next = maybe;
        for (int i = 0; i < changes; i++) {
          String key = "k" + random.nextInt(8) + (random.nextBoolean() ? "/x" : "");
          if (random.nextInt(3) == 0) {
            next.remove(key);
          } else {
            next.put(key, new Document.Int(random.nextLong() >> 40));
          }
          if (hasNotes) {
            next.put(StoreKeys.SIDE + "out/" + key, new Document.Text("changed"));
          }
        }
        if (hasNotes && kind == 13) {
          // Only notes change: those before are done with.
          next = new TreeMap<>(sure);
          next.keySet().removeIf(key -> key.startsWith(StoreKeys.SIDE + "out/"));
          maybe = next;
        }
        if (hasNotes) {
          long writes = sure.get(WRITES) instanceof Document.Int count ? count.value() : 0;
          next.put(WRITES, new Document.Int(writes + 1));
        }
        write(next);
        sure = new TreeMap<>(next);
        if (hasNotes && kind == 13) {
          store.rewrite();
        }
      }
    }

    private void write(TreeMap<String, Document> next) {
      store.inTransaction(
          work -> {
            for (String key : sure.keySet()) {
              if (!next.containsKey(key)) {
                work.delete(key);
              }
            }
            next.forEach(work::put);
            return true;
          });
    }

    /** A person changes the file while the store is closed. */
    private void edit() throws IOException {
      if (random.nextBoolean() || sure.isEmpty() || format != FileFormat.JSON) {
        return;
      }
      TreeMap<String, Document> edited = new TreeMap<>(sure);
      boolean marks = edited.keySet().removeIf(StoreKeys::isSide);
      for (String key : List.of(edited.isEmpty() ? "hand" : edited.firstKey(), "hand")) {
        edited.remove(key);
      }
      edited.put("hand", new Document.Int(random.nextLong() >> 40));
      StringBuilder text = new StringBuilder();
      for (Map.Entry<String, Document> entry : edited.entrySet()) {
        text.append(text.length() == 0 ? "{" : ",");
        text.append(PlainJson.write(new Document.Text(entry.getKey()))).append(':');
        text.append(PlainJson.write(entry.getValue()));
      }
      Files.writeString(file, text + "}");
      TreeMap<String, Document> before = sure;
      before.forEach(
          (key, value) -> {
            if (StoreKeys.isSide(key)) {
              edited.put(key, value);
            } else if (marks && !value.equals(edited.get(key))) {
              edited.putIfAbsent(
                  FileStore.EDITED + key,
                  before.getOrDefault(
                      FileStore.EDITED + key, new Document.VectorOf(List.of(value))));
            }
          });
      if (marks && !before.containsKey("hand")) {
        edited.putIfAbsent(FileStore.EDITED + "hand", new Document.VectorOf(List.of()));
      }
      sure = edited;
      maybe = new TreeMap<>(edited);
    }
  }

  private static TreeMap<String, Document> content(FileStore store) {
    TreeMap<String, Document> content = new TreeMap<>();
    try (Stream<StoreEntry> scan = store.scan("")) {
      scan.forEach(entry -> content.put(entry.key(), entry.value()));
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
