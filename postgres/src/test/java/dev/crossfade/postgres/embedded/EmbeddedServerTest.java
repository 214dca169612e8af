package dev.crossfade.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  /** A stopped server, made once: the tests start from copies of it. */
  @TempDir static Path template;

  @TempDir Path temporary;

  private Path directory;
  private EmbeddedServer server;

  @BeforeAll
  static void makeTemplate() {
    EmbeddedServer made = EmbeddedServer.in(template, Map.of("fsync", "off"));
    made.start();
    made.stop();
  }

  @BeforeEach
  void chooseADirectoryThatAShellWouldTrip() throws IOException {
    directory = Files.createDirectory(temporary.resolve("it's a \"$HOME\" `x`"));
    server = EmbeddedServer.in(directory);
  }

  /** Makes the next start one of a server that ran before. */
  private void copyTemplate() throws IOException {
    Command.run(
        List.of("cp", "-Rp", template.resolve(".crossfade").toString(), directory.toString()),
        directory,
        "");
  }

  @AfterEach
  void stop() {
    server.reset();
  }

  @Test
  void keepsItsFilesToItsOwnerAndOutOfRepositories() throws IOException {
    Files.createDirectory(directory.resolve(".crossfade"));
    Running running = server.start();

    Path home = directory.resolve(".crossfade");
    assertThat(server.home()).isEqualTo(home);
    assertThat(permissions(home)).isEqualTo("rwx------");
    assertThat(permissions(home.resolve("data"))).isEqualTo("rwx------");
    assertThat(permissions(home.resolve("password"))).isEqualTo("rw-------");
    assertThat(Files.readString(home.resolve(".gitignore"))).isEqualTo("*\n");
    assertThat(running.toString()).doesNotContain(Files.readString(home.resolve("password")));
    assertThat(commandLine(running.pid()))
        .doesNotContain(Files.readString(home.resolve("password")));
  }

  @Test
  void isDurableAndOnLoopbackOnlyAndAsksForAPassword() throws Exception {
    copyTemplate();
    Running running = server.start();

    assertThat(show(running.url(), "fsync")).isEqualTo("on");
    assertThat(show(running.url(), "synchronous_commit")).isEqualTo("on");
    assertThat(show(running.url(), "full_page_writes")).isEqualTo("on");
    assertThat(show(running.url(), "listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(show(running.url(), "unix_socket_directories")).isEmpty();
    assertThat(show(running.url(), "password_encryption")).isEqualTo("scram-sha-256");
    assertThat(
            value(running.url(), "SELECT rolpassword FROM pg_authid WHERE rolname = 'crossfade'"))
        .startsWith("SCRAM-SHA-256$1:");
    assertThat(show(running.url(), "server_encoding")).isEqualTo("UTF8");
    assertThat(show(running.url(), "max_wal_size")).isEqualTo("4GB");
    assertThat(
            value(
                running.url(),
                "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
        .isEqualTo("scram-sha-256");
    assertThat(
            value(running.url(), "SELECT datlocale FROM pg_database WHERE datname = 'crossfade'"))
        .isEqualTo("C.UTF-8");
  }

  @Test
  void findsTheRunningServerAgainAndKeepsItsPortOverRestarts() throws IOException {
    copyTemplate();
    Running first = server.start();
    Running second = EmbeddedServer.in(directory).start();

    assertThat(first.started()).isTrue();
    assertThat(second.started()).isFalse();
    assertThat(second.pid()).isEqualTo(first.pid());
    assertThat(second.url()).isEqualTo(first.url());
    assertThat(server.stop()).isTrue();
    assertThat(server.stop()).isFalse();
    assertThat(server.running()).isEmpty();

    Running third = server.start();
    assertThat(third.started()).isTrue();
    assertThat(third.url()).isEqualTo(first.url());
  }

  @Test
  void takesAnotherPortWhenTheOldOneIsTaken() throws Exception {
    copyTemplate();
    Running first = server.start();
    server.stop();
    try (ServerSocket taken = new ServerSocket(first.port(), 1, InetAddress.getLoopbackAddress())) {
      Running second = server.start();

      assertThat(second.port()).isNotEqualTo(taken.getLocalPort());
      assertThat(show(second.url(), "port")).isEqualTo(Integer.toString(second.port()));
    }
  }

  @Test
  void isHealedAfterKillWithWhatWasCommitted() throws Exception {
    copyTemplate();
    Running first = server.start();
    try (Connection connection = connect(first.url());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
      kill(first);

      Running second = server.start();

      assertThat(second.pid()).isNotEqualTo(first.pid());
      assertThat(value(second.url(), "SELECT count(*) FROM t")).isEqualTo("1000");
    }
  }

  /** After a restart of the machine the id in the file may be anybody's, here this JVM's. */
  @Test
  void isHealedWhenItsProcessIdBelongsToAnotherProgram() throws Exception {
    copyTemplate();
    Running first = server.start();
    kill(first);
    Path file = directory.resolve(".crossfade/data/postmaster.pid");
    String content = Files.readString(file);
    Files.writeString(
        file, content.replaceFirst("^\\d+", Long.toString(ProcessHandle.current().pid())));

    assertThat(server.running()).isEmpty();
    assertThat(server.stop()).isFalse();
    assertThat(show(server.start().url(), "fsync")).isEqualTo("on");
  }

  @Test
  void isStartedOnceByManyThreads() throws Exception {
    copyTemplate();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Running> start = () -> EmbeddedServer.in(directory).start();
      List<Future<Running>> all = threads.invokeAll(List.of(start, start, start, start));
      int started = 0;
      for (Future<Running> one : all) {
        assertThat(one.get().pid()).isEqualTo(all.get(0).get().pid());
        started += one.get().started() ? 1 : 0;
      }
      assertThat(started).isOne();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void isStartedOnceByTwoProcessesAndOutlivesThem() throws Exception {
    Process one = StartingProcess.launch(directory);
    Process other = StartingProcess.launch(directory);
    List<String> first = StartingProcess.answer(one);
    List<String> second = StartingProcess.answer(other);

    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    assertThat(second.subList(0, 2)).isEqualTo(first.subList(0, 2));
    assertThat(List.of(first.get(2), second.get(2))).containsExactlyInAnyOrder("true", "false");

    Running running = server.start();
    assertThat(running.started()).isFalse();
    assertThat(Long.toString(running.pid())).isEqualTo(first.get(0));
    assertThat(value(running.url(), "SELECT 1")).isEqualTo("1");
  }

  /** Ctrl-C goes to the process group of the command. */
  @Test
  void isOutOfReachOfCtrlC() throws IOException {
    copyTemplate();
    Running running = server.start();

    assertThat(processGroup(running.pid())).isEqualTo(Long.toString(running.pid()));
    assertThat(processGroup(ProcessHandle.current().pid()))
        .isNotEqualTo(Long.toString(running.pid()));
  }

  @Test
  void losesEverythingByReset() throws Exception {
    copyTemplate();
    Running first = server.start();
    value(first.url(), "CREATE TABLE t (); SELECT 1");
    server.reset();

    assertThat(server.running()).isEmpty();
    assertThat(directory.resolve(".crossfade/data")).doesNotExist();
    Running second = server.start();
    assertThat(second.url()).isNotEqualTo(first.url());
    assertThat(value(second.url(), "SELECT to_regclass('t')")).isNull();
  }

  @Test
  void takesSettingsThatReplaceItsOwn() throws Exception {
    copyTemplate();
    server = EmbeddedServer.in(directory, Map.of("work_mem", "7MB", "cluster_name", "it's"));
    Running running = server.start();

    assertThat(show(running.url(), "work_mem")).isEqualTo("7MB");
    assertThat(show(running.url(), "cluster_name")).isEqualTo("it's");
  }

  @Test
  void makesTheDataAnewWhenTheFirstTimeWasCutShort() throws Exception {
    Path halfMade = Files.createDirectories(directory.resolve(".crossfade/data.new/base"));
    Files.writeString(halfMade.resolve("1"), "half");

    assertThat(value(server.start().url(), "SELECT 1")).isEqualTo("1");
    assertThat(directory.resolve(".crossfade/data.new")).doesNotExist();
  }

  @Test
  void saysWhyItDoesNotStart() throws IOException {
    copyTemplate();
    Files.writeString(directory.resolve(".crossfade/data/global/pg_control"), "damaged");

    CrossfadeException failed = catchThrowableOfType(CrossfadeException.class, server::start);

    assertThat(failed.code()).isEqualTo(ErrorCode.CF_3035);
    assertThat(failed.detail()).contains("global/pg_control");
  }

  @Test
  void refusesDataOfAnotherVersion() throws IOException {
    copyTemplate();
    Files.writeString(directory.resolve(".crossfade/data/PG_VERSION"), "11\n");

    CrossfadeException failed = catchThrowableOfType(CrossfadeException.class, server::start);

    assertThat(failed.code()).isEqualTo(ErrorCode.CF_3038);
    assertThat(failed.detail()).contains("version 11").contains("18");
  }

  @Test
  void saysThatItsDirectoryCannotBeUsed() throws IOException {
    Path other = Files.createDirectory(temporary.resolve("other"));
    Files.writeString(other.resolve(".crossfade"), "a file");

    CrossfadeException failed =
        catchThrowableOfType(CrossfadeException.class, () -> EmbeddedServer.in(other).start());

    assertThat(failed.code()).isEqualTo(ErrorCode.CF_3037);
    assertThat(failed.detail()).contains(other.toString());
  }

  @Test
  void readsNothingAndMakesNothingWhenAskedForItsState() {
    assertThat(server.running()).isEmpty();
    assertThat(server.stop()).isFalse();
    assertThat(directory).isEmptyDirectory();
  }

  /** Returns when the process is gone; the signal alone is only a request to the system. */
  private void kill(Running running) throws IOException {
    Postmaster postmaster = Postmaster.of(directory.resolve(".crossfade/data")).orElseThrow();
    Command.run(List.of("kill", "-KILL", Long.toString(running.pid())), directory, "");
    while (postmaster.isAlive()) {
      Thread.onSpinWait();
    }
  }

  static String value(String url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static String show(String url, String setting) throws SQLException {
    return value(url, "SELECT current_setting('" + setting + "')");
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(ScratchDatabase.jdbcUrl(url));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private String commandLine(long pid) throws IOException {
    return Command.run(List.of("ps", "-o", "args=", "-p", Long.toString(pid)), directory, "")
        .output();
  }

  private String processGroup(long pid) throws IOException {
    return Command.run(List.of("ps", "-o", "pgid=", "-p", Long.toString(pid)), directory, "")
        .output()
        .strip();
  }
}
