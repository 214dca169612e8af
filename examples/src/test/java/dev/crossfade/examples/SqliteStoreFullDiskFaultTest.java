package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.sqlite.store.SqliteStore;
import dev.crossfade.sqlite.store.SqliteStoreOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk under a store in SQLite is full, cannot be written, or loses its power. Needs the right
 * to mount a file system.
 */
class SqliteStoreFullDiskFaultTest {
  private static final int WRITES = 40;

  @TempDir Path folder;

  private static SqliteStoreOptions with(Durability durability) {
    return SqliteStoreOptions.defaults().withDurability(durability);
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void aFullDiskIsSaidAndNothingIsLost(Durability durability) throws Exception {
    try (LiveDisk disk = LiveDisk.inMemory(folder.resolve("disk"), 1)) {
      Path file = disk.place().resolve("app.sqlite");
      int written = 0;
      try (SqliteStore store = SqliteStore.open(file, with(durability))) {
        for (int megabytes = 2; megabytes <= 3; megabytes++) {
          written = fill(store, written);
          assertThat(store.count()).isEqualTo(written);
          assertRefused(() -> store.put("large", new Document.Text("x".repeat(1_500_000))));
          LiveDisk.run("mount", "-o", "remount,size=" + megabytes + "m", disk.place().toString());
          store.put("k" + written, text(written));
          written++;
        }
      }
      try (SqliteStore again = SqliteStore.open(file, with(durability))) {
        assertThat(again.count()).isEqualTo(written);
        for (int i = 0; i < written; i++) {
          assertThat(again.get("k" + i)).isEqualTo(text(i));
        }
      }
    }
  }

  private static Document text(int number) {
    return new Document.Text("y".repeat(number * 37 % 9000) + number);
  }

  private static int fill(SqliteStore store, int from) {
    for (int next = from; ; next++) {
      try {
        store.put("k" + next, text(next));
      } catch (CrossfadeException full) {
        assertThat(full.code()).isIn(ErrorCode.CF_7324, ErrorCode.CF_7323);
        return next;
      }
    }
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run).hasMessageContaining("CF-7324");
  }

  @Test
  void aFileThatCannotBeWrittenIsNoStore() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Path plain = data.resolve("plain.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + plain);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t(x)");
    }
    SqliteStore.open(data.resolve("store.sqlite")).close();
    LiveDisk.run("mount", "--bind", data.toString(), locked.toString());
    try {
      LiveDisk.run("mount", "-o", "remount,bind,ro", locked.toString());
      for (String name : List.of("plain.sqlite", "store.sqlite", "new.sqlite")) {
        assertRefused(() -> SqliteStore.open(locked.resolve(name)));
      }
    } finally {
      LiveDisk.run("umount", "-l", locked.toString());
    }
  }

  /** Writes, says so behind each write, and dies without closing. */
  public static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      Durability durability = Durability.valueOf(arguments[1]);
      SqliteStore store = SqliteStore.open(Path.of(arguments[0]), with(durability));
      for (int i = 0; i < WRITES; i++) {
        store.put("k" + i, text(i));
      }
      if (durability == Durability.PROCESS) {
        store.sync();
      }
      Runtime.getRuntime().halt(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void whatIsDurableOutlivesThePower(Durability durability) throws Exception {
    try (LiveDisk disk = LiveDisk.inFile(folder.resolve("power"), 16)) {
      Path file = disk.place().resolve("app.sqlite");
      LiveDisk.run(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx64m",
          "-cp",
          System.getProperty("java.class.path"),
          Program.class.getName(),
          file.toString(),
          durability.name());
      disk.losePower();
      try (SqliteStore store = SqliteStore.open(file)) {
        assertThat(store.count()).isEqualTo(WRITES);
        for (int i = 0; i < WRITES; i++) {
          assertThat(store.get("k" + i)).isEqualTo(text(i));
        }
      }
    }
  }
}
