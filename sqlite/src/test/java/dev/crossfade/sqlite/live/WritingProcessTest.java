package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Databases;
import dev.crossfade.sqlite.DurableFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes write the file, are killed, and are refused by the fence. */
final class WritingProcessTest {
  private static final List<CollectionPlan> PLANS =
      List.of(
          Mirror.plan("a", List.of("id"), "id", "u", "n"),
          Mirror.plan("b", List.of("k"), "k", "n"));

  @TempDir private Path directory;

  private Mirror follow(String journal) throws SQLException {
    Path file = directory.resolve("app.sqlite");
    Databases.run(file, "PRAGMA journal_mode = " + journal);
    Databases.run(file, Writer.SCHEMA);
    return Mirror.follow(file, PLANS);
  }

  @ParameterizedTest
  @CsvSource({"wal, OFF", "wal, NORMAL", "delete, FULL", "persist, OFF"})
  void everyPassShowsWholeTransactions(String journal, String synchronous) throws Exception {
    long seed = System.nanoTime();
    try (Mirror app = follow(journal)) {
      for (int killed = 0; killed < 2; killed++) {
        Process writer = Writer.start(app.file, seed + killed, journal, synchronous);
        try {
          long acknowledged = followUntil(app, writer, 150);
          writer.destroyForcibly();
          writer.waitFor();
          app.check();
          assertThat(last(app, "a")).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged);
        } finally {
          writer.destroyForcibly();
        }
      }
      Process writer = Writer.start(app.file, seed, journal, synchronous);
      try {
        long acknowledged = followUntil(app, writer, 50);
        StoreState state = app.store.state();
        app.store.change(now -> Rules.close(now, state.epoch(), 1));
        long rest = lastLine(writer);
        assertThat(writer.waitFor()).isEqualTo(Writer.REFUSED);
        app.check();
        assertThat(last(app, "a")).isEqualTo(Math.max(acknowledged, rest));
      } finally {
        writer.destroyForcibly();
      }
    }
  }

  /** Passes until so many writes are acknowledged; each pass shows both tables at one moment. */
  private static long followUntil(Mirror app, Process writer, long writes) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII));
    long acknowledged = 0;
    while (acknowledged < writes) {
      String line = lines.readLine();
      assertThat(line).as("the writer goes on").isNotNull();
      acknowledged = Long.parseLong(line);
      while (lines.ready()) {
        acknowledged = Long.parseLong(lines.readLine());
      }
      app.store.awaitCommit(Duration.ofMillis(100));
      app.pass();
      assertThat(last(app, "a")).isEqualTo(last(app, "b")).isGreaterThanOrEqualTo(acknowledged);
    }
    return acknowledged;
  }

  private static long lastLine(Process writer) throws IOException {
    long last = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.isEmpty() ? last : Long.parseLong(line);
      }
    }
    return last;
  }

  /** The number in the row that every transaction writes: the last cell is an integer. */
  private static long last(Mirror app, String table) {
    Map<String, String> rows = app.copy().get(table);
    String key = table.equals("a") ? "03fffffffffffffff9" : "06000000046c617374";
    String row = rows.get(key);
    return row == null ? 0 : HexFormat.fromHexDigitsToLong(row.substring(row.length() - 16));
  }

  /** Closing any descriptor of the file would drop the locks of all connections here. */
  @Test
  void locksOfOtherConnectionsOfThisProcessStay() throws Exception {
    try (Mirror app = follow("delete")) {
      app.store.sync();
      app.run("BEGIN IMMEDIATE", "DELETE FROM a");
      try (SqliteLiveStore other = Mirror.open(app.file, PLANS);
          LiveSqliteSource source =
              LiveSqliteSource.open(app.file, Duration.ofSeconds(1), app.store::sync)) {
        assertThat(source.scansInKeyOrder(PLANS.get(0))).isTrue();
        DurableFile.force(app.file);
        assertThat(other.backlog()).isZero();
      }
      Process probe = Writer.java(LockProbe.class, app.file.toString());
      assertThat(probe.waitFor()).isEqualTo(LockProbe.LOCKED);
      app.run("COMMIT");
    }
  }

  @Test
  void aCommitOfAnotherProcessIsNoticedAndOurOwnIsNot() throws Exception {
    try (Mirror app = follow("wal")) {
      app.pass();
      app.store.sync();
      assertThat(app.store.awaitCommit(Duration.ofMillis(60))).isFalse();
      Process writer = Writer.start(app.file, 1, "wal", "NORMAL");
      try {
        assertThat(app.store.awaitCommit(Duration.ofSeconds(60))).isTrue();
      } finally {
        writer.destroyForcibly();
        writer.waitFor();
      }
      app.check();
      app.run("CREATE TABLE c(x)", "DROP TABLE c");
      assertThat(app.store.awaitCommit(Duration.ofMillis(60))).isFalse();
      app.run("DELETE FROM a");
      assertThat(app.store.awaitCommit(Duration.ZERO)).isTrue();
    }
  }
}
