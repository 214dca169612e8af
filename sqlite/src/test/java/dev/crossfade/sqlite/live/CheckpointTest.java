package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes move the log into the file before the program's own commit would have to. */
final class CheckpointTest {
  private static final List<CollectionPlan> PLANS =
      List.of(Mirror.plan("a", List.of("id"), "id", "n"));

  /** SQLite's own limit, from which on a commit checkpoints. */
  private static final int OWN_LIMIT = 1000;

  @TempDir private Path directory;

  @Test
  void theProgramsCommitsNeverReachTheLimit() throws Exception {
    Path file =
        Databases.run(
            directory.resolve("app.sqlite"),
            "PRAGMA journal_mode = wal",
            "CREATE TABLE a (id INTEGER PRIMARY KEY, n BLOB)");
    try (Mirror app = Mirror.follow(file, PLANS)) {
      // Were it the program that checkpoints, the log would grow on.
      app.run("PRAGMA wal_autocheckpoint = 0");
      long longest = 0;
      for (int i = 0; i < 40; i++) {
        app.run("INSERT INTO a (n) VALUES (zeroblob(200000))");
        longest = Math.max(longest, logPages(app));
        app.pass();
      }
      assertThat(longest).isGreaterThan(OWN_LIMIT / 2).isLessThan(OWN_LIMIT);
    }
  }

  /** What was committed is forced to the disk behind the lock, not under it. */
  @Test
  void theWriterSyncsNothingUnderItsLock() throws SQLException {
    Path file =
        Databases.run(
            directory.resolve("app.sqlite"),
            "PRAGMA journal_mode = wal",
            "CREATE TABLE a (id INTEGER PRIMARY KEY, n BLOB)");
    try (LiveFile live = new LiveFile(file, Duration.ofSeconds(1))) {
      assertThat(live.write(() -> level(live))).isEqualTo("1");
    }
    Databases.run(file, "PRAGMA journal_mode = delete");
    try (LiveFile live = new LiveFile(file, Duration.ofSeconds(1))) {
      assertThat(live.write(() -> level(live))).isEqualTo("3");
    }
  }

  /** The log lies beside the file, not beside a link to it. */
  @Test
  void aFileBehindALinkIsSynced() throws Exception {
    Path real = Files.createDirectory(directory.resolve("real")).resolve("data.sqlite");
    Databases.run(
        real, "PRAGMA journal_mode = wal", "CREATE TABLE a (id INTEGER PRIMARY KEY, n BLOB)");
    Path link = Files.createSymbolicLink(directory.resolve("app.sqlite"), real);
    try (Mirror app = Mirror.follow(link, PLANS)) {
      app.check("INSERT INTO a (n) VALUES (x'00')");
      app.check("DELETE FROM a");
    }
  }

  private static String level(LiveFile live) {
    return LiveFile.text(live.writer(), "PRAGMA synchronous");
  }

  private static long logPages(Mirror app) throws SQLException {
    try (Statement statement = app.program.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
      row.next();
      return row.getLong(2);
    }
  }
}
