package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.fault.FaultPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run leaves no thread, connection or open file, however it ends. */
class LeakTest {
  private static final long PATIENCE_MILLIS = 300_000;

  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void make() {
    fixture = new Fixture(folder.resolve("data.sqlite"));
    fixture.source(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT)",
        "CREATE TABLE b (x TEXT)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            + " INSERT INTO a SELECT i, 'x' || i FROM n",
        "INSERT INTO b SELECT x FROM a");
  }

  @AfterEach
  void close() {
    FaultPoints.install(name -> {});
    fixture.close();
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  private void assertNothingIsLeft(Set<Thread> before) throws Exception {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    for (Thread thread : threads()) {
      if (!before.contains(thread) && !thread.getName().startsWith("PostgreSQL-JDBC")) {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        assertThat(thread.isAlive()).as(thread.toString()).isFalse();
      }
    }
    fixture.target().close();
    // The server takes note of a closed connection a moment later.
    List<String> others;
    do {
      others =
          fixture.rows(
              "SELECT state, query FROM pg_stat_activity WHERE datname = current_database()"
                  + " AND pid <> pg_backend_pid()");
    } while (!others.isEmpty() && System.nanoTime() < end);
    assertThat(others).isEmpty();
    assertThat(openFiles()).noneMatch(name -> name.startsWith(folder.toString()));
  }

  private static Set<String> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.map(LeakTest::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  @Test
  void afterARunThatEnds() throws Exception {
    Set<Thread> before = threads();
    fixture.move();
    assertNothingIsLeft(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"move.created", "copy.before-commit", "copy.after-commit", "move.constrained"})
  void afterARunThatFails(String point) throws Exception {
    Set<Thread> before = threads();
    FaultPoints.install(
        name -> {
          if (name.equals(point)) {
            throw new IllegalStateException("planted at " + name);
          }
        });
    assertThatThrownBy(fixture::move).hasStackTraceContaining("planted at " + point);
    assertNothingIsLeft(before);
  }

  @Test
  void afterAStop() throws Exception {
    Set<Thread> before = threads();
    FaultPoints.install(
        name -> {
          if (name.equals("copy.after-commit")) {
            fixture.cancellation.request();
          }
        });
    assertThatThrownBy(fixture::move).hasStackTraceContaining("CF-5201");
    assertNothingIsLeft(before);
  }
}
