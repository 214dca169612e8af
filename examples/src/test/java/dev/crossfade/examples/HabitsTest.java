package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Habits of foreign programs. Each runs on a followed file and on one that nobody follows: the
 * program must see the same answers, counts and errors in both; then the files must hold the same
 * rows, and the target must equal the source. All run by JDBC; where sqlite3 and Python are there,
 * some run by them too.
 */
@Execution(ExecutionMode.CONCURRENT)
final class HabitsTest {
  private static final List<String> BY_OTHERS =
      List.of(
          "an ORM's upsert with RETURNING",
          "INSERT OR REPLACE over a unique value",
          "savepoints and rollbacks to them",
          "foreign keys with cascades",
          "last_insert_rowid() and changes()",
          "CREATE TABLE by a migration");
  private static final String PYTHON =
      """
      import sqlite3, sys
      db = sqlite3.connect(sys.argv[1], timeout=300, isolation_level=None)
      for sql in sys.stdin.read().splitlines():
          try:
              print([tuple(row) for row in db.execute(sql).fetchall()])
          except sqlite3.Error as error:
              print(error)
      with sqlite3.connect(sys.argv[1], timeout=300) as other:
          other.executemany("INSERT INTO person (email) VALUES (?)", [("py%d" % i,) for i in range(9)])
          other.execute("UPDATE person SET age = 77 WHERE email = 'py3'")
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.crossfade.examples.Habit#all")
  void theProgramSeesNoDifferenceAndTheTargetNeitherDoes(Habit habit) throws Exception {
    check(habit, (file, statements) -> byJdbc(file, statements));
  }

  static Stream<Arguments> others() {
    List<Arguments> runs = new ArrayList<>();
    runs.add(Arguments.of("jdbc", Habit.all().findFirst().orElseThrow()));
    for (String program : List.of("sqlite3", "python3")) {
      if (isThere(program)) {
        Habit.all()
            .filter(habit -> BY_OTHERS.contains(habit.name()))
            .forEach(habit -> runs.add(Arguments.of(program, habit)));
      }
    }
    return runs.stream();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("others")
  void otherProgramsSeeNoneEither(String program, Habit habit) throws Exception {
    check(
        habit,
        (file, statements) ->
            switch (program) {
              case "sqlite3" -> byProcess(file, statements, "sqlite3", file.toString());
              case "python3" ->
                  byProcess(file, statements, "python3", "-c", PYTHON, file.toString());
              default -> byJdbc(file, statements);
            });
  }

  private interface Runner {
    List<String> run(Path file, List<String> statements) throws Exception;
  }

  private void check(Habit habit, Runner runner) throws Exception {
    Path alone = Files.createDirectory(folder.resolve("alone")).resolve("app.sqlite");
    Path followed = Files.createDirectory(folder.resolve("followed"));
    List<String> before = new ArrayList<>(List.of("PRAGMA journal_mode = " + habit.mode()));
    before.addAll(Habit.BEFORE);
    byJdbc(alone, before);
    try (LiveFixture live = new LiveFixture(followed, "shop")) {
      live.sqlite(before.toArray(String[]::new));
      live.follow();
      List<String> expected = runner.run(alone, habit.statements(alone.getParent().toString()));
      List<String> seen = runner.run(Path.of(live.file()), habit.statements(followed.toString()));
      assertThat(seen).isEqualTo(expected);
      live.equal();
      assertThat(rows(Path.of(live.file()))).isEqualTo(rows(alone));
      assertThat(live.status()).contains("\"deadKeys\":0").contains("\"paused\":null");
    }
  }

  @Test
  void aFileReplacedUnderUsIsNoticedAndPutBack() throws Exception {
    List<String> before = new ArrayList<>(Habit.BEFORE);
    try (LiveFixture live = new LiveFixture(folder, "shop")) {
      live.sqlite(before.toArray(String[]::new));
      live.follow();
      // A verification borrows the follower's place: only who has the file open sees another there.
      live.sqlite("INSERT INTO person (email) VALUES ('seen')");
      live.awaitRows("SELECT count(*) FROM shop.person", "61");
      Path away = folder.resolve("away.sqlite");
      Path other = folder.resolve("other.sqlite");
      byJdbc(other, List.of("CREATE TABLE person (id INTEGER PRIMARY KEY)"));
      // In one step: who finds no file in between opens the other one as one that lost its tables.
      Files.createLink(away, Path.of(live.file()));
      Files.move(other, Path.of(live.file()), StandardCopyOption.ATOMIC_MOVE);
      assertThat(live.paused()).contains("CF-6115");
      Files.move(away, Path.of(live.file()), StandardCopyOption.REPLACE_EXISTING);
      live.sqlite("INSERT INTO person (email) VALUES ('back')");
      live.run(0, "resume");
      live.equal();
      assertThat(live.rows("SELECT count(*) FROM shop.person")).isEqualTo("62");
    }
  }

  @Test
  void aRestoredBackupIsNotApplied() throws Exception {
    List<String> before = new ArrayList<>(List.of("PRAGMA journal_mode = WAL"));
    before.addAll(Habit.BEFORE);
    try (LiveFixture live = new LiveFixture(folder, "shop")) {
      live.sqlite(before.toArray(String[]::new));
      live.follow();
      live.sqlite("UPDATE person SET age = 1");
      live.equal();
      live.sqlite("VACUUM INTO '" + folder.resolve("backup.sqlite") + "'");
      for (int i = 0; i < 3; i++) {
        live.sqlite("INSERT INTO person (email) VALUES ('lost " + i + "')");
        live.equal();
      }
      live.sqlite("restore from " + folder.resolve("backup.sqlite"));
      live.sqlite("DELETE FROM post");
      assertThat(live.paused()).contains("CF-6001");
      assertThat(live.rows("SELECT count(*) FROM shop.person")).isEqualTo("63");
      assertThat(live.rows("SELECT count(*) FROM shop.post")).isEqualTo("60");
    }
  }

  private static List<String> byJdbc(Path file, List<String> statements) throws SQLException {
    List<String> seen = new ArrayList<>();
    try (Connection first = connect(file);
        Connection second = connect(file)) {
      for (String line : statements) {
        boolean other = line.startsWith("#2 ");
        String answer = run(other ? second : first, other ? line.substring(3) : line);
        seen.add(answer.replace(String.valueOf(file.getParent()), "${dir}"));
      }
    }
    return seen;
  }

  private static Connection connect(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 300000");
    }
    return connection;
  }

  /** What a statement answers: rows, a count, or an error. */
  private static String run(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return sql + ": " + statement.getUpdateCount();
      }
      try (ResultSet row = statement.getResultSet()) {
        // How many pages the log has is no matter of the program.
        return sql + ": " + (sql.contains("checkpoint(") ? row.getString(1) : rows(row));
      }
    } catch (SQLException e) {
      return sql + ": " + e.getMessage();
    }
  }

  private static List<String> rows(ResultSet row) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (row.next()) {
      List<String> cells = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        cells.add(String.valueOf(row.getString(i)));
      }
      rows.add(String.join("|", cells));
    }
    return rows;
  }

  /** Every row of the program's tables. */
  private static List<String> rows(Path file) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      List<String> tables;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'crossfade%'"
                  + " AND name NOT LIKE 'sqlite%' ORDER BY name")) {
        tables = rows(row);
      }
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
          rows(row).forEach(text -> all.add(table + "|" + text));
        }
      }
    }
    return all;
  }

  private static List<String> byProcess(Path file, List<String> statements, String... command)
      throws IOException, InterruptedException {
    boolean shell = command[0].equals("sqlite3");
    Path script = file.resolveSibling("script.sql");
    Path out = file.resolveSibling("script.out");
    String end = shell ? ";\n" : "\n";
    Files.writeString(
        script, (shell ? ".timeout 300000\n" : "") + String.join(end, statements) + end);
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(script.toFile())
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    List<String> seen = new ArrayList<>(Files.readAllLines(out, StandardCharsets.UTF_8));
    seen.add("status " + status);
    return seen;
  }

  private static boolean isThere(String program) {
    try {
      Process process =
          new ProcessBuilder(program, program.equals("sqlite3") ? "-version" : "--version")
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
