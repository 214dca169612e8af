package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final int ROWS = 20_000;
  private static final SqliteSource.Options COPY =
      new SqliteSource.Options(true, Duration.ofSeconds(5));

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void fill() throws Exception {
    file =
        Databases.run(
            directory.resolve("live.db"),
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
            "INSERT INTO t (v) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                + " WHERE i < "
                + ROWS
                + ") SELECT 'old' FROM n");
  }

  private static List<List<Value>> scanWhileWriting(Path file, String write) throws Exception {
    try (SqliteSource source = SqliteSource.open(file);
        RowScan scan = source.scan(Databases.plan("t", "v"), Position.START, rejected -> {})) {
      RowBatch batch = new RowBatch(1024);
      assertThat(scan.next(batch)).isTrue();
      List<List<Value>> rows = Databases.rows(batch);
      Databases.run(file, write);
      rows.addAll(Databases.rows(scan));
      return rows;
    }
  }

  @Test
  void aWriterInWalModeIsNotSeen() throws Exception {
    Databases.run(file, "PRAGMA journal_mode = WAL");
    List<List<Value>> rows = scanWhileWriting(file, "UPDATE t SET v = 'new'");
    assertThat(rows).hasSize(ROWS).containsOnly(List.of(new Value.Text("old")));
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(Databases.scan(source, Databases.plan("t", "v")))
          .containsOnly(List.of(new Value.Text("new")));
    }
  }

  @Test
  void theSnapshotBeginsWhenTheSourceIsOpenedAndEndsWhenItIsClosed() throws Exception {
    Databases.run(file, "PRAGMA journal_mode = WAL");
    try (SqliteSource source = SqliteSource.open(file)) {
      Databases.run(file, "DELETE FROM t", "CREATE TABLE later (a)");
      SourceShape shape = source.inspect(0, Events.NONE);
      assertThat(shape.collections()).hasSize(1);
      assertThat(shape.collections().get(0).rows()).isEqualTo(ROWS);
      assertThat(Databases.scan(source, Databases.plan("t", "v"))).hasSize(ROWS);
    }
  }

  @Test
  void aWriterWithARollbackJournalWaitsForTheReader() throws Exception {
    try (SqliteSource source = SqliteSource.open(file);
        Connection writer = Databases.connect(file);
        Statement statement = writer.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 20");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute("UPDATE t SET v = 'new'"))
          .withMessageContaining("SQLITE_BUSY");
      assertThat(Databases.scan(source, Databases.plan("t", "v")))
          .hasSize(ROWS)
          .containsOnly(List.of(new Value.Text("old")));
    }
  }

  @Test
  void aCopyLetsTheWriterGoOnAndIsPrivateAndRemoved() throws Exception {
    Set<Path> before = copies();
    try (SqliteSource source = SqliteSource.open(file, COPY)) {
      Set<Path> made = copies();
      made.removeAll(before);
      assertThat(made).hasSize(1);
      Path copy = made.iterator().next();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
          .isEqualTo("rwx------");
      try (var inside = Files.list(copy)) {
        for (Path one : inside.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
              .isEqualTo("rw-------");
        }
      }
      Databases.run(file, "UPDATE t SET v = 'new'");
      assertThat(Databases.scan(source, Databases.plan("t", "v")))
          .hasSize(ROWS)
          .containsOnly(List.of(new Value.Text("old")));
    }
    assertThat(copies()).isEqualTo(before);
  }

  @Test
  void aCopyHoldsWhatStandsInTheLogOnly() throws Exception {
    Databases.run(file, "PRAGMA journal_mode = WAL");
    try (Connection writer = Databases.connect(file);
        Statement statement = writer.createStatement()) {
      statement.execute("UPDATE t SET v = 'new'");
      try (SqliteSource source = SqliteSource.open(file, COPY)) {
        assertThat(Databases.scan(source, Databases.plan("t", "v")))
            .containsOnly(List.of(new Value.Text("new")));
      }
    }
  }

  @Test
  void theBytesOfTheSourceNeverChange() throws Exception {
    for (String mode : List.of("DELETE", "WAL")) {
      Databases.run(file, "PRAGMA journal_mode = " + mode);
      String before = Databases.hash(file);
      try (SqliteSource source = SqliteSource.open(file)) {
        source.inspect(0, Events.NONE);
        source.schemaReader().read();
        Databases.scan(source, Databases.plan("t", "id", "v"));
      }
      assertThat(Databases.hash(file)).as(mode).isEqualTo(before);
    }
  }

  @Test
  void sideFilesThatSqliteMakesAreNamed() throws Exception {
    Databases.run(file, "PRAGMA journal_mode = WAL");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(source.sideFiles())
          .containsExactlyInAnyOrder(
              directory.resolve("live.db-wal"), directory.resolve("live.db-shm"));
    }
  }

  // Copies of other tests that run at the same time would disturb; none does within this module.
  private static Set<Path> copies() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (var files = Files.list(temporary)) {
      return files
          .filter(path -> path.getFileName().toString().startsWith("crossfade-sqlite-"))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }
}
