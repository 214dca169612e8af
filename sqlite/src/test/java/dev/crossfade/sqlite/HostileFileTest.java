package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class HostileFileTest {
  private static final String FILL =
      "INSERT INTO t (v) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
          + " WHERE i < 2000) SELECT 'row number ' || i || ' with some text behind it' FROM n";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("hostile.db");
  }

  private Path filled() throws Exception {
    return Databases.run(file(), "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)", FILL);
  }

  private static void inspect(Path file) {
    try (SqliteSource source = SqliteSource.open(file)) {
      source.inspect(0, Events.NONE);
    }
  }

  private static void refused(ErrorCode code, Path file) {
    assertThatExceptionOfType(CrossfadeException.class)
        .isThrownBy(() -> inspect(file))
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .withMessageContaining(file.getFileName().toString());
  }

  @Test
  void anAbsentFileIsRefused() {
    refused(ErrorCode.CF_2001, directory.resolve("absent.db"));
    assertThat(directory.resolve("absent.db")).doesNotExist();
  }

  @Test
  void aDirectoryIsRefused() {
    refused(ErrorCode.CF_2010, directory);
  }

  @Test
  void anEmptyFileIsADatabaseWithoutTablesAndSaysSo() throws Exception {
    Files.createFile(file());
    try (SqliteSource source = SqliteSource.open(file())) {
      SourceShape shape = source.inspect(0, Events.NONE);
      assertThat(shape.collections()).isEmpty();
      assertThat(shape.problems()).extracting(Problem::code).containsExactly(ErrorCode.CF_2030);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "id,name\n1,a\n", "BEGIN TRANSACTION;\nCREATE TABLE t (a);\nCOMMIT;\n"})
  void aFileOfAnotherKindIsRefused(String content) throws Exception {
    Files.writeString(file(), content.repeat(200));
    refused(ErrorCode.CF_2011, file());
  }

  @Test
  void aFileWithRandomPagesIsTakenForEncrypted() throws Exception {
    byte[] random = new byte[8192];
    new Random(7).nextBytes(random);
    Files.write(file(), random);
    refused(ErrorCode.CF_2012, file());
  }

  @Test
  void anArchiveIsNotTakenForEncrypted() throws Exception {
    byte[] random = new byte[8192];
    new Random(7).nextBytes(random);
    random[0] = 0x1f;
    random[1] = (byte) 0x8b;
    Files.write(file(), random);
    refused(ErrorCode.CF_2011, file());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 60, 99, 100, 1000, 4096, 4097, 20_000})
  void aTruncatedFileIsRefused(int length) throws Exception {
    byte[] whole = Files.readAllBytes(filled());
    Files.write(file(), Arrays.copyOf(whole, length));
    refused(ErrorCode.CF_2013, file());
  }

  @Test
  void aCorruptPageIsFoundWhenItsTableIsRead() throws Exception {
    filled();
    try (RandomAccessFile access = new RandomAccessFile(file().toFile(), "rw")) {
      access.seek(8 * 4096L);
      access.write(new byte[4096]);
    }
    assertThatExceptionOfType(CrossfadeException.class)
        .isThrownBy(() -> inspect(file()))
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.CF_2014))
        .withMessageContaining("table t");
  }

  @Test
  void randomDamageNeverEndsInAnotherKindOfError() throws Exception {
    byte[] whole = Files.readAllBytes(filled());
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      byte[] damaged = whole.clone();
      for (int i = 0; i < 1 + random.nextInt(20); i++) {
        damaged[random.nextInt(random.nextBoolean() ? 4096 : damaged.length)] =
            (byte) random.nextInt();
      }
      Files.write(file(), damaged);
      try {
        inspect(file());
      } catch (CrossfadeException e) {
        assertThat(e.code()).as("seed " + seed).isNotEqualTo(ErrorCode.CF_9001);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void aLockedDatabaseIsReportedAfterTheTimeOut() throws Exception {
    filled();
    try (Connection writer = Databases.connect(file());
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("DELETE FROM t");
      SqliteSource.Options options = new SqliteSource.Options(false, Duration.ofMillis(50));
      assertThatExceptionOfType(CrossfadeException.class)
          .isThrownBy(() -> SqliteSource.open(file(), options))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_2015));
      SqliteSource.Options copy = new SqliteSource.Options(true, Duration.ofMillis(50));
      assertThatExceptionOfType(CrossfadeException.class)
          .isThrownBy(() -> SqliteSource.open(file(), copy))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_2015));
    }
  }

  @Test
  void aFileWithoutRightsIsRefusedUnlessTheUserMayReadAnyFile() throws Exception {
    filled();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("---------"));
    if (Files.isReadable(file())) {
      inspect(file());
    } else {
      refused(ErrorCode.CF_2016, file());
    }
  }

  @Test
  void aHotRollbackJournalIsRefusedAndNothingIsChanged() throws Exception {
    filled();
    Path crashed = directory.resolve("crashed.db");
    try (Connection writer = Databases.connect(file());
        Statement statement = writer.createStatement()) {
      statement.execute("PRAGMA cache_size = 1");
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("UPDATE t SET v = 'changed'");
      Files.copy(file(), crashed);
      Files.copy(directory.resolve("hostile.db-journal"), directory.resolve("crashed.db-journal"));
    }
    String before = Databases.hash(crashed);
    refused(ErrorCode.CF_2017, crashed);
    assertThat(Databases.hash(crashed)).isEqualTo(before);
    assertThat(directory.resolve("crashed.db-journal")).exists();
  }

  @Test
  void theLogOfACrashedWriterIsRead() throws Exception {
    Databases.run(file(), "PRAGMA journal_mode = WAL", "CREATE TABLE t (v)");
    Path crashed = directory.resolve("crashed.db");
    try (Connection writer = Databases.connect(file());
        Statement statement = writer.createStatement()) {
      statement.execute("INSERT INTO t VALUES ('committed')");
      Files.copy(file(), crashed);
      Files.copy(directory.resolve("hostile.db-wal"), directory.resolve("crashed.db-wal"));
    }
    String before = Databases.hash(crashed);
    String log = Databases.hash(directory.resolve("crashed.db-wal"));
    try (SqliteSource source = SqliteSource.open(crashed)) {
      assertThat(Databases.scan(source, Databases.plan("t", "v"))).hasSize(1);
      assertThat(source.sideFiles()).containsExactly(directory.resolve("crashed.db-shm"));
      assertThat(source.inspect(0, Events.NONE).problems())
          .extracting(Problem::code)
          .containsExactly(ErrorCode.CF_2041);
    }
    assertThat(Databases.hash(crashed)).isEqualTo(before);
    assertThat(Databases.hash(directory.resolve("crashed.db-wal"))).isEqualTo(log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"READONLY_RECOVERY", "READONLY_CANTINIT", "READONLY_DIRECTORY"})
  void aLogThatCannotBeOpenedHasItsOwnCode(String result) throws Exception {
    filled();
    SQLiteErrorCode code = SQLiteErrorCode.valueOf("SQLITE_" + result);
    assertThat(new SqliteErrors(file()).of(new SQLiteException("said", code), "").code())
        .isEqualTo(ErrorCode.CF_2018);
  }

  @Test
  void aDatabaseInWalModeThatCannotBeOpenedHasItsOwnCode() throws Exception {
    Databases.run(file(), "PRAGMA journal_mode = WAL", "CREATE TABLE t (v)");
    SQLiteException failure = new SQLiteException("said", SQLiteErrorCode.SQLITE_CANTOPEN);
    assertThat(new SqliteErrors(file()).of(failure, "").code()).isEqualTo(ErrorCode.CF_2018);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a?b.db",
        "a%41#b.db",
        "file:x.db",
        ":memory:",
        "häß 日本 'x'.db",
        "m=ro&cache=shared"
      })
  void anyFileNameIsReadAsAName(String name) throws Exception {
    Path odd = directory.resolve(name);
    Files.copy(filled(), odd);
    Files.delete(file());
    inspect(odd);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(odd);
    }
  }

  @Test
  void aFileThatOnlyBeginsLikeSqliteIsTruncated() throws Exception {
    Files.write(file(), "SQLite".getBytes(StandardCharsets.US_ASCII));
    refused(ErrorCode.CF_2013, file());
  }
}
