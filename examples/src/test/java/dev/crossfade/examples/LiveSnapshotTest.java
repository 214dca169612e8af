package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.demo.program.LiveJudge;
import dev.crossfade.cli.demo.program.Writers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows a file by snapshots, with nothing installed in it, by processes of the command line. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveSnapshotTest {
  @TempDir Path folder;

  private LiveFixture live;
  private Path data;

  @BeforeEach
  void begin() throws Exception {
    data = Files.createDirectory(folder.resolve("data"));
    live = new LiveFixture(folder, "data/app.sqlite", "shop", LiveData.Target.scratch());
    live.sqlite(LiveShop.tables(3000));
    live.sqlite(
        "CREATE TABLE tag (name TEXT COLLATE NOCASE PRIMARY KEY, note TEXT)",
        "INSERT INTO tag VALUES ('b', 'x'), ('A', 'y'), ('c', NULL)");
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  /** Text keys of UTF-16 are ordered otherwise than digests are kept; triggers need no order. */
  @Test
  void aFileOfUtf16WithTextKeysIsRefusedBeforeAnythingAndFollowedByTriggers() throws Exception {
    Path wide = data.resolve("wide.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + wide);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA encoding = 'UTF-16le'");
      statement.execute("CREATE TABLE word (name TEXT PRIMARY KEY, note TEXT)");
      statement.execute(
          "INSERT INTO word VALUES ('\uff5e', 'x'), ('\ud83d\ude00', 'y'), ('a', 'z')");
    }
    for (String way : List.of("--dry-run", "--detach")) {
      Console.Result refused =
          live.run(1, "follow", wide.toString(), "--into", "wide", "--no-triggers", "--yes", way);
      assertThat(refused.err()).contains("CF-6101").contains("table word").contains("UTF-16");
    }
    assertThat(live.run(0, "status").out()).contains("Nothing is followed");
    live.followBy("Caught up", "follow", wide.toString(), "--into", "wide", "--yes");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + wide);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE word SET note = 'n' WHERE name > 'b'");
    }
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    live.run(0, "switch", "--yes");
    live.run(0, "back", "--yes");
  }

  @Test
  void theFileStaysUntouchedAndTheTargetFollows() throws Exception {
    String before = hash();
    live.detach("--no-triggers", "--every", "1s");
    live.run(0, "verify", "--live");
    assertThat(hash()).isEqualTo(before);
    assertThat(besides()).containsExactly("app.sqlite");

    live.sqlite(
        "INSERT OR REPLACE INTO customer VALUES (1, 'c2')",
        "UPDATE sale SET no = no + 10000 WHERE no > 400",
        "DELETE FROM sale WHERE no < 3",
        "UPDATE tag SET name = 'B' WHERE name = 'b'");
    String written = hash();
    live.awaitRows(
        "SELECT count(*) || ' ' || count(*) FILTER (WHERE no > 10000) FROM shop.sale", "2998 2600");
    // Each statement is a transaction, and a snapshot may lie between two.
    live.awaitRows(
        "SELECT string_agg(name, ',' ORDER BY name COLLATE \"C\") FROM shop.tag", "A,B,c");
    assertThat(live.rows("SELECT name FROM shop.customer WHERE id = 1")).isEqualTo("c2");
    Console.Result verified = live.run(0, "verify", "--live", "--json");
    assertThat(verified.field("equal")).isEqualTo("true");
    assertThat(verified.field("rows")).isEqualTo("6000");
    assertThat(live.run(0, "status").out()).contains("snapshots").contains("every 1 s");
    assertThat(live.run(2, "stage", "LEGACY_ONLY", "--yes").err())
        .contains("CF-6323")
        .contains("crossfade retire");
    assertThat(live.run(0, "status", "--json").field("stage")).isEqualTo("DUAL_WRITE");

    live.run(0, "retire", "--yes");
    assertThat(hash()).isEqualTo(written);
    // Where a snapshot was being read as the program closed the file, its log is still there.
    live.cell("SELECT count(*) FROM tag");
    assertThat(besides()).containsExactly("app.sqlite");
    try (var left = Files.list(folder.resolve(".crossfade"))) {
      assertThat(left.map(one -> one.getFileName().toString()))
          .noneMatch(
              name -> name.startsWith("snapshot-") || name.matches("follow-.*-2.*Z?-......"));
    }
    assertThat(live.rows("INSERT INTO shop.customer VALUES (9003, 'free') RETURNING id"))
        .isEqualTo("9003");
  }

  /** Root may write everywhere, but not in a user namespace of its own. */
  private ChildProcess withoutRights() throws Exception {
    boolean root = ProcessHandle.current().info().user().orElse("").equals("root");
    return new ChildProcess(
        Files.createDirectory(folder.resolve("rights")),
        live.database().url(),
        root ? List.of("unshare", "-U") : List.of());
  }

  @Test
  void theRightToReadIsEnough() throws Exception {
    Files.setPosixFilePermissions(
        Path.of(live.file()), PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
    ChildProcess reader = withoutRights();
    String before = hash();
    try (ChildProcess.Started follower =
        reader.start(
            "", "follow", live.file(), "--into", "shop", "--no-triggers", "--every", "1s")) {
      live.awaitRows("SELECT count(*) FROM pg_tables WHERE schemaname = 'shop'", "3");
      assertThat(hash()).isEqualTo(before);
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(
          Path.of(live.file()), PosixFilePermissions.fromString("rw-r--r--"));
      // A program that has the file open has made the side files.
      try (Connection program = DriverManager.getConnection("jdbc:sqlite:" + live.file());
          Statement statement = program.createStatement()) {
        statement.execute("DELETE FROM sale WHERE no < 3");
        for (String side : List.of("", "-wal", "-shm")) {
          Files.setPosixFilePermissions(
              Path.of(live.file() + side), PosixFilePermissions.fromString("r--r--r--"));
        }
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
        live.awaitRows("SELECT count(*) FROM shop.sale", "2998");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
            Path.of(live.file()), PosixFilePermissions.fromString("rw-r--r--"));
        statement.execute("DELETE FROM sale WHERE no < 5");
      }
      live.awaitRows("SELECT count(*) FROM shop.sale", "2996");
      assertThat(follower.process().isAlive()).isTrue();
    }
  }

  /** Writers' notes decide what a past state is; the follower dies again and again. */
  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void everySampledStateIsAPastStateOfTheFile(String mode) throws Exception {
    Path own = Files.createDirectory(folder.resolve("judged"));
    Path file = own.resolve("app.sqlite");
    LiveJudge.seed(own, file, "2000");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = " + mode);
    }
    List<String> violations = Collections.synchronizedList(new ArrayList<>());
    String jdbcUrl = live.database().jdbcUrl();
    LiveSampler sampler = new LiveSampler(new LiveJudge(own, file, jdbcUrl), violations);
    LiveJudge judge = new LiveJudge(own, file, jdbcUrl);
    String[] follow = {
      "follow", file.toString(), "--into", "demo", "--no-triggers", "--every", "1s"
    };
    Process writers = writers(own, file, jdbcUrl);
    live.followBy("Following", follow);
    try {
      live.awaitRows("SELECT count(*) FROM pg_tables WHERE schemaname = 'demo'", "7");
      sampler.start();
      for (String point :
          List.of("live.snapshot.prepared:1", "live.pass.committed:1", "live.pass.applied:2")) {
        live.kill();
        live.die(point, follow);
        long seen = passes();
        live.followBy("Following", follow);
        awaitPasses(seen + 2);
      }
      assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
      live.await("samples", () -> sampler.samples() > 4 || !violations.isEmpty());
      live.await("many changes", () -> judge.acknowledged() > 500);
      writers.getOutputStream().close();
      assertThat(writers.waitFor(10, TimeUnit.MINUTES)).isTrue();
      live.await("whole", () -> judge.whole().isEmpty());
    } finally {
      sampler.end();
      writers.destroyForcibly().onExit().join();
    }
    assertThat(violations).isEmpty();
    assertThat(sampler.samples()).isGreaterThan(4);
    assertThat(judge.acknowledged()).isGreaterThan(500);
  }

  private static Process writers(Path own, Path file, String jdbcUrl) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writers.class.getName(),
            "write",
            own.toString(),
            file.toString(),
            "3",
            "120",
            "7");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(Writers.TARGET, jdbcUrl);
    return builder
        .redirectOutput(own.resolve("writers.out").toFile())
        .redirectError(own.resolve("writers.err").toFile())
        .start();
  }

  private long passes() throws Exception {
    return Long.parseLong(live.rows("SELECT count(*) FROM crossfade.live_passes"));
  }

  private void awaitPasses(long wanted) throws Exception {
    live.awaitRows("SELECT count(*) >= " + wanted + " FROM crossfade.live_passes", "t");
  }

  @Test
  void anEmptiedFilePausesUntilAPersonAccepts() throws Exception {
    follow("1s");
    // At once: a snapshot between the two would count the first alone.
    live.sqlite("BEGIN", "DELETE FROM sale", "DELETE FROM customer WHERE id > 1000", "COMMIT");
    awaitPaused("CF-6501");
    assertThat(live.rows("SELECT count(*) FROM shop.sale")).isEqualTo("3000");
    // The pause is in the record before the event is written.
    live.awaitEvent("5000 of 6003");
    assertThat(live.events()).contains("CF-6501");
    assertThat(live.run(1, "verify", "--live").err()).contains("CF-6501");
    assertThat(live.rows("SELECT count(*) FROM shop.sale")).isEqualTo("3000");
    live.run(0, "resume");
    live.awaitRows("SELECT count(*) FROM shop.customer", "1000");
    assertThat(live.rows("SELECT count(*) FROM shop.sale")).isEqualTo("0");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  @Test
  void lostDigestsAreToldAndMadeAgain() throws Exception {
    follow("1s");
    live.stop();
    live.sqlite("DELETE FROM customer WHERE id = 5", "UPDATE sale SET price = 0 WHERE no = 7");
    try (var files = Files.list(folder.resolve(".crossfade"))) {
      for (Path one : files.filter(path -> isSidecar(path)).toList()) {
        Files.delete(one);
      }
    }
    live.followBy("Paused: CF-6502", "follow", live.file(), "--no-triggers", "--into", "shop");
    assertThat(live.rows("SELECT count(*) FROM shop.customer")).isEqualTo("3000");
    live.run(0, "resume");
    live.awaitRows("SELECT count(*) FROM shop.customer", "2999");
    assertThat(live.rows("SELECT price FROM shop.sale WHERE no = 7")).isEqualTo("0");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  private static boolean isSidecar(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith("follow-app.sqlite-20");
  }

  @Test
  void triggersTakeOverAndThenItIsSwitched() throws Exception {
    follow("1d");
    assertThat(live.run(1, "switch", "--yes").err()).contains("CF-6503").contains("--no-triggers");
    live.sqlite("DELETE FROM customer WHERE id = 5", "INSERT INTO tag VALUES ('new', '1')");
    for (String point : List.of("installed", "entered", "recorded")) {
      live.dieFollowing("live.takeover." + point);
      live.sqlite("INSERT INTO tag VALUES ('" + point + "', '1')");
    }
    live.stop();
    live.follow();
    live.sqlite("INSERT INTO tag VALUES ('by trigger', '1')");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.rows("SELECT count(*) FROM shop.tag")).isEqualTo("8");
    assertThat(live.rows("SELECT count(*) FROM shop.customer")).isEqualTo("2999");
    assertThat(live.run(0, "events", "--json").out()).contains("\"kind\":\"taken-over\"");
    live.run(0, "switch", "--yes");
    live.rows("INSERT INTO shop.customer VALUES (9001, 'new') RETURNING id");
    live.caughtUp();
    live.run(0, "back", "--yes");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.run(1, "follow", live.file(), "--into", "shop", "--no-triggers").err())
        .contains("CF-6301");
  }

  @Test
  void whateverDiesGoesOn() throws Exception {
    for (String point :
        List.of(
            "live.snapshot.installed",
            "live.backfill.copied",
            "live.snapshot.copied",
            "live.snapshot.compared",
            "live.backfill.published")) {
      halt(point);
      live.sqlite("INSERT INTO customer (name) VALUES ('" + point + "')");
    }
    for (String point :
        List.of(
            "live.snapshot.prepared",
            "live.pass.taken",
            "live.pass.before-commit",
            "live.pass.committed",
            "live.pass.applied",
            "live.pass.trimmed")) {
      halt(point);
      // What the pass brought over, and nobody confirmed, is as it was before again.
      live.sqlite("DELETE FROM customer WHERE id = (SELECT max(id) FROM customer)");
      halt(point);
      live.sqlite(
          "INSERT INTO customer (name) VALUES ('" + point + "')",
          "UPDATE sale SET price = price + 1 WHERE no % 100 = 7");
    }
    follow("1s");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.rows("SELECT count(*) FROM shop.customer")).isEqualTo("3005");
  }

  private void halt(String point) throws Exception {
    live.dieFollowing(point, "--no-triggers", "--every", "1s");
  }

  private void follow(String every) throws Exception {
    live.follow("--no-triggers", "--every", every);
  }

  private void awaitPaused(String code) throws Exception {
    live.awaitRows(
        "SELECT count(*) FROM crossfade.live_migrations WHERE paused LIKE '" + code + "%'", "1");
  }

  private String hash() throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(live.file()))));
  }

  private List<String> besides() throws Exception {
    try (var files = Files.list(data)) {
      return files.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }
}
