package dev.crossfade.postgres.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.PostgresTarget;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.postgres.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigratorTest {
  private ScratchDatabase database;
  private Sessions sessions;

  @BeforeEach
  void open() {
    database = ScratchServer.createDatabase();
    sessions = new Sessions(this::connect);
  }

  @AfterEach
  void close() {
    sessions.close();
    database.close();
  }

  private Connection connect() {
    try {
      return database.connect();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> history() {
    List<String> rows = new ArrayList<>();
    try (PostgresTarget target = new PostgresTarget(this::connect)) {
      target.query(
          "SELECT version || ' ' || name FROM crossfade.migrations ORDER BY version",
          List.of(),
          row -> rows.add(row.get(0)));
    }
    return rows;
  }

  private void migrate(Migration... migrations) {
    new Migrator(sessions, List.of(migrations)).migrate();
  }

  private static Migration table(int version, String name) {
    return Migration.of(
        String.format("%04d_%s.sql", version, name), "CREATE TABLE crossfade." + name + " ()");
  }

  private static void assertCode(Runnable work, ErrorCode code) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void theFilesAreNumberedWithoutGaps() {
    List<Migration> known = Migration.known();
    for (int i = 0; i < known.size(); i++) {
      assertThat(known.get(i).version()).isEqualTo(i + 1);
    }
  }

  @Test
  void migratingTwiceChangesNothing() {
    migrate(table(1, "one"));
    migrate(table(1, "one"));
    assertThat(history()).containsExactly("1 one");
  }

  @Test
  void onlyWhatIsMissingIsApplied() {
    migrate(table(1, "one"));
    migrate(table(1, "one"), table(2, "two"), table(3, "three"));
    assertThat(history()).containsExactly("1 one", "2 two", "3 three");
  }

  @Test
  void severalAtOnceApplyEachFileOnce() throws Exception {
    int count = 8;
    CyclicBarrier start = new CyclicBarrier(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  migrate(table(1, "one"), table(2, "two"), table(3, "three"));
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(history()).containsExactly("1 one", "2 two", "3 three");
  }

  @Test
  void aNewerSchemaIsRefused() {
    migrate(table(1, "one"), table(2, "two"));
    assertCode(() -> migrate(table(1, "one")), ErrorCode.CF_5061);
  }

  @Test
  void aFileThatChangedIsRefused() {
    migrate(table(1, "one"));
    Migration other = Migration.of("0001_one.sql", "CREATE TABLE crossfade.one (a integer)");
    assertCode(() -> migrate(other), ErrorCode.CF_5062);
    assertCode(() -> migrate(other, table(2, "two")), ErrorCode.CF_5062);
  }

  @Test
  void aFileThatFailsLeavesTheOnesBeforeIt() {
    Migration broken = Migration.of("0002_two.sql", "CREATE TABLE crossfade.two (); SELECT 1 / 0");
    assertCode(() -> migrate(table(1, "one"), broken), ErrorCode.CF_5058);
    assertThat(history()).containsExactly("1 one");
    migrate(table(1, "one"), table(2, "two"));
    assertThat(history()).containsExactly("1 one", "2 two");
  }

  @Test
  void aLedgerWithoutItsSchemaSaysSo() {
    try (PostgresTarget target = new PostgresTarget(this::connect)) {
      assertCode(() -> target.ledger().runs(), ErrorCode.CF_5064);
    }
  }

  @Test
  void anOrdinaryRoleWithCreateOnTheDatabaseIsEnoughAndWithoutItIsTold() throws SQLException {
    String role = "role_of_" + database.name();
    run("CREATE ROLE " + role);
    Sessions limited =
        new Sessions(
            () -> {
              Connection connection = connect();
              try (Statement statement = connection.createStatement()) {
                statement.execute("SET ROLE " + role);
                return connection;
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    try (limited) {
      assertCode(() -> new PostgresLedger(limited).migrate(), ErrorCode.CF_5063);
      run("GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
      new PostgresLedger(limited).migrate();
      assertThat(new PostgresLedger(limited).runs()).isEmpty();
    } finally {
      run("DROP OWNED BY " + role);
      run("DROP ROLE " + role);
    }
  }
}
