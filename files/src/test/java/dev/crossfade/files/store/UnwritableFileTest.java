package dev.crossfade.files.store;

import static dev.crossfade.testkit.Documents.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.ops.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that cannot be replaced is tried again, ever less often, and costs no more each time. */
class UnwritableFileTest {
  @TempDir Path folder;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final FileStoreOptions options =
      FileStoreOptions.defaults()
          .withPause(Duration.ofDays(1))
          .withEvents(event -> told.add(((Event.Note) event).text()));

  @AfterEach
  void disarm() {
    FaultPoints.install(name -> {});
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void noHoldIsAddedWhereNothingWasReplaced(FileFormat format) throws IOException {
    Path file = folder.resolve("store");
    Path inTheWay = file.resolve(format == FileFormat.JSON_FOLDER ? "a.json/x" : "x");
    Path state = folder.resolve("store.crossfade");
    FileStore store = FileStore.open(file, options.withFormat(format));
    store.put("a", number(0));
    store.put("crossfade:a", number(0));
    store.rewrite();
    Files.delete(format == FileFormat.JSON_FOLDER ? file.resolve("a.json") : file);
    Files.createDirectories(inTheWay);
    String before = Files.readString(state.resolve("state"));
    for (int i = 1; i <= 5; i++) {
      store.put("a", number(i));
      store.put("crossfade:a", number(i));
      assertThatThrownBy(store::rewrite).hasMessageContaining("CF-7016");
      assertThat(Files.readString(state.resolve("state"))).isEqualTo(before);
    }
    try (Stream<Path> all = Files.list(state)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.matches("(keys|notes|entries)-.*"))
          .hasSize(3);
    }
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    store.rewrite();
    store.put("b", number(1));
    store.close();
    try (FileStore again = FileStore.open(file, options.withFormat(format))) {
      assertThat(again.get("a")).isEqualTo(number(5));
      assertThat(again.count()).isEqualTo(3);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void isToldOnceAndWhenItIsWrittenAgain() throws IOException {
    Path file = folder.resolve("store.json");
    AtomicInteger attempts = new AtomicInteger();
    FaultPoints.install(
        name -> {
          if (name.equals("store.rewrite.taken-back")) {
            attempts.incrementAndGet();
          }
        });
    try (FileStore store = FileStore.open(file, options.withPause(Duration.ofMillis(1)))) {
      store.put("a", number(0));
      store.rewrite();
      Files.delete(file);
      Path inTheWay = Files.createDirectories(folder.resolve("store.json/x"));
      store.put("a", number(1));
      while (attempts.get() < 6) {
        Thread.onSpinWait();
      }
      assertThat(told).hasSize(1).allMatch(text -> text.contains("tried again"));
      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
      while (told.size() < 2) {
        Thread.onSpinWait();
      }
      assertThat(told.get(1)).contains("rewritten again");
      assertThat(Files.readString(file)).contains("\"a\": 1");
    }
    assertThat(told).hasSize(2);
  }

  @Test
  void thePauseGrowsToAMinuteAndIsATwentiethAtMostElsewhere() {
    RetryPause pause = new RetryPause(Duration.ofMillis(500));
    long second = TimeUnit.SECONDS.toNanos(1);
    assertThat(pause.after(true, 0)).isEqualTo(second / 2);
    assertThat(pause.after(true, second)).isEqualTo(19 * second);
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      pauses.add(pause.after(false, 0) * 2 / second);
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 120L, 120L, 120L);
    assertThat(pause.after(false, 10 * second)).isEqualTo(190 * second);
    assertThat(pause.after(true, 0)).isEqualTo(second / 2);
    RetryPause none = new RetryPause(Duration.ZERO);
    assertThat(none.after(true, 0)).isZero();
    assertThat(none.after(false, 0)).isEqualTo(second / 1000);
    assertThat(new RetryPause(Duration.ofDays(1)).after(false, 0)).isEqualTo(86_400 * second);
  }
}
