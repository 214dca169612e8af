package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the file lies there and is held by its program. */
final class LiveFileStateTest {
  @TempDir Path folder;

  private Path apart;
  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    apart = Files.createDirectory(folder.resolve("apart"));
    live = new LiveFixture(folder, "apart/app.sqlite", "shop", LiveFixture.Target.scratch());
    live.sqlite(LiveShop.numbered(500));
  }

  @AfterEach
  void end() throws Exception {
    permit(apart, "rwxr-xr-x");
    permit(Path.of(live.file()), "rw-r--r--");
    live.close();
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** A command without the power to pass over permissions, which only root has. */
  private ChildProcess mortal() throws IOException {
    boolean root = Files.getOwner(folder).getName().equals("root");
    return new ChildProcess(
        folder,
        live.database().url(),
        root
            ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")
            : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "WAL, r--r--r--, rwxr-xr-x",
    "DELETE, r--r--r--, rwxr-xr-x",
    "WAL, rw-r--r--, r-xr-xr-x",
    "DELETE, rw-r--r--, r-xr-xr-x"
  })
  void aFileOrFolderThatTakesNoWritesIsRefusedAndLeftAlone(
      String journal, String file, String directory) throws Exception {
    live.sqlite("PRAGMA journal_mode=" + journal);
    byte[] before = Files.readAllBytes(Path.of(live.file()));
    permit(Path.of(live.file()), file);
    permit(apart, directory);
    for (String way : List.of("--detach", "--dry-run")) {
      Console.Result refused =
          mortal().run("", "follow", live.file(), "--into", "shop", "--yes", way);
      assertThat(refused.status()).as(refused.toString()).isEqualTo(1);
      assertThat(refused.err()).as(refused.toString()).containsAnyOf("CF-6103", "CF-2018");
    }
    permit(apart, "rwxr-xr-x");
    assertThat(Files.readAllBytes(Path.of(live.file()))).isEqualTo(before);
    assertThat(live.run(0, "status").out()).contains("Nothing is followed");
  }

  @Test
  void aFolderThatTakesNoWritesAnyMoreIsToldAndWaitedFor() throws Exception {
    live.sqlite("PRAGMA journal_mode=DELETE");
    ChildProcess mortal = mortal();
    try {
      Console.Result followed =
          mortal.run("", "follow", live.file(), "--into", "shop", "--yes", "--detach");
      assertThat(followed.status()).as(followed.toString()).isZero();
      permit(apart, "r-xr-xr-x");
      // Needs no journal beside the file.
      live.sqlite("PRAGMA journal_mode=MEMORY", "INSERT INTO customer (name) VALUES ('still')");
      live.awaitEvent("CF-6103");
      permit(apart, "rwxr-xr-x");
      assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
      assertThat(live.rows("SELECT count(*) FROM shop.customer WHERE name = 'still'"))
          .isEqualTo("1");
    } finally {
      permit(apart, "rwxr-xr-x");
      mortal.run("", "follow", live.file(), "--stop");
    }
  }

  @Test
  void aLogThatBecomesAJournalIsFollowedAsBefore() throws Exception {
    live.follow();
    // With a follower beside it SQLite refuses to leave WAL mode; the program sees that at once.
    assertThat(mode("DELETE")).isIn("wal", "locked");
    live.sqlite("INSERT INTO customer (name) VALUES ('still')");
    live.stop();
    assertThat(mode("DELETE")).isEqualTo("delete");
    live.sqlite("INSERT INTO customer (name) VALUES ('between')");
    live.follow();
    live.sqlite("INSERT INTO customer (name) VALUES ('journal')");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    // The follower reads now and then, and only a file that nobody reads can be changed so.
    live.await("write-ahead log", () -> mode("WAL").equals("wal"));
    live.sqlite("INSERT INTO customer (name) VALUES ('log')");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    live.run(0, "switch", "--yes");
    assertThat(
            live.rows(
                "SELECT count(*) FROM shop.customer WHERE name IN"
                    + " ('still', 'between', 'journal', 'log')"))
        .isEqualTo("4");
  }

  private String mode(String wanted) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + live.file());
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA journal_mode=" + wanted)) {
      row.next();
      return row.getString(1);
    } catch (java.sql.SQLException busy) {
      assertThat(busy.getMessage()).contains("locked");
      return "locked";
    }
  }

  @Test
  void aProgramThatHoldsTheFileForItselfIsToldAndWaitedFor() throws Exception {
    try (Connection program = exclusive();
        Statement statement = program.createStatement()) {
      statement.execute("INSERT INTO customer (name) VALUES ('mine')");
      Console.Result refused =
          live.run(1, "follow", live.file(), "--into", "shop", "--yes", "--detach");
      assertThat(refused.err()).contains("CF-2015").contains("locking_mode");
    }
    live.follow();
    live.stop();
    try (Connection program = exclusive();
        Statement statement = program.createStatement()) {
      statement.execute("INSERT INTO customer (name) VALUES ('again')");
      live.followBy("trying again", "follow", live.file(), "--into", "shop", "--yes");
      program.close();
      live.awaitFollower("Caught up");
      assertThat(live.rows("SELECT count(*) FROM shop.customer")).isEqualTo("502");
    }
  }

  private Connection exclusive() throws Exception {
    Connection program = DriverManager.getConnection("jdbc:sqlite:" + live.file());
    try (Statement statement = program.createStatement()) {
      statement.execute("PRAGMA locking_mode=EXCLUSIVE");
      statement.execute("UPDATE sale SET price = 1 WHERE no = 1");
    }
    return program;
  }

  @Test
  void theProgramsTriggersAreNotLostWithTheListOfThem() throws Exception {
    live.sqlite(
        "CREATE TABLE log (no INTEGER PRIMARY KEY, what TEXT)",
        "CREATE TRIGGER own AFTER INSERT ON customer BEGIN"
            + " INSERT INTO log (what) VALUES (NEW.name); END");
    live.follow();
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
    assertThat(live.cell("SELECT count(*) FROM sqlite_schema WHERE name = 'own'")).isEqualTo("0");
    live.awaitStatus("\"stage\":\"NEW_FIRST\"");
    live.sqlite("DROP TABLE crossfade_parked");
    live.awaitStatus("\"paused\":\"CF-6106");
    live.run(0, "resume", "--reinstall");
    live.mend();
    live.run(0, "back", "--yes");
    live.sqlite("INSERT INTO customer (name) VALUES ('logged')");
    assertThat(live.cell("SELECT what FROM log")).isEqualTo("logged");
    assertThat(live.events())
        .doesNotContain("trigger own was dropped")
        .doesNotContain("trigger own is new");
  }
}
