package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk that holds the tables is full in the middle of a copy; then there is room again. Needs
 * the right to mount a file system.
 */
class FullDiskFaultTest {
  private static final String PLACE =
      "SELECT current_setting('server_version_num'), pg_size_pretty(pg_database_size('small'))";

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    // The server may run as another user than the tests do.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    run("mount", "-t", "tmpfs", "-o", "size=32m,mode=0777", "tmpfs", disk.toString());
    try (Sql server = Sql.postgres(jdbc(ScratchServer.url()))) {
      server.execute("CREATE TABLESPACE small LOCATION '" + disk + "'");
      server.execute("CREATE DATABASE small TABLESPACE small");
    }
    try (Sql source = Sql.sqlite(folder.resolve("data.sqlite"))) {
      source.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT)");
      source.execute(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
              + " INSERT INTO a SELECT i, 'x' || i || hex(zeroblob(500)) FROM n");
    }
  }

  @AfterEach
  void unmount() throws Exception {
    try (Sql server = Sql.postgres(jdbc(ScratchServer.url()))) {
      server.execute("DROP DATABASE IF EXISTS small WITH (FORCE)");
      server.execute("DROP TABLESPACE IF EXISTS small");
    } finally {
      run("umount", disk.toString());
    }
  }

  private static String jdbc(String url) {
    return new ScratchDatabase("small", url).jdbcUrl();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  @Test
  void saysThatTheDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    String base = ScratchServer.url();
    String url = base.substring(0, base.lastIndexOf('/') + 1) + "small";
    Console console = new Console(folder, url);
    String[] move = {"move", "data.sqlite", "--chunk-rows", "2000", "--json"};
    Console.Result full = console.run(move);
    assertThat(full.status()).as(full.toString()).isEqualTo(1);
    assertThat(full.toString()).contains("CF-5052").contains("--resume");
    run("mount", "-o", "remount,size=512m", disk.toString());
    try (Sql target = Sql.postgres(jdbc(url))) {
      assertThat(target.rows("SELECT 1 FROM pg_class WHERE oid = to_regclass('public.a')"))
          .isEmpty();
      int committed = Integer.parseInt(target.one("SELECT count(*) FROM crossfade.checkpoints"));
      assertThat(committed).as(target.rows(PLACE).toString()).isPositive();
      move[move.length - 1] = "--resume";
      Console.Result resumed = console.run(move);
      assertThat(resumed.status()).as(resumed.toString()).isZero();
      assertThat(target.one("SELECT count(*), sum(length(x)) FROM a"))
          .isEqualTo("60000|" + (60000L * 1001 + digits(60000)));
      assertThat(target.one("SELECT state FROM crossfade.runs")).isEqualTo("PROVEN");
    }
  }

  private static long digits(int last) {
    long digits = 0;
    for (int i = 1; i <= last; i++) {
      digits += Integer.toString(i).length();
    }
    return digits;
  }
}
