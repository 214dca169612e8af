package dev.crossfade.postgres.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value.Int;
import dev.crossfade.core.value.Value.Text;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReadBackSessionTest {
  private static final CollectionPlan PLAN =
      Tables.plan(
          "t", List.of("id"), Tables.column("id", Kind.INTEGER), Tables.column("v", Kind.TEXT));

  private static ScratchDatabase database;

  private final List<Connection> opened = new ArrayList<>();

  @BeforeAll
  static void create() {
    database = ScratchServer.createDatabase();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @BeforeEach
  void fill() throws SQLException {
    Tables.execute(
        database,
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id bigint PRIMARY KEY, v text NOT NULL)",
        "INSERT INTO t SELECT n, repeat('x', 100) FROM generate_series(1, 50000) n");
  }

  @Test
  void readsTheRowsOfOneMoment() throws SQLException {
    RowBatch batch = new RowBatch(1 << 20);
    long rows = 0;
    try (RowScan scan = readBack("public", null)) {
      assertThat(scan.next(batch)).isTrue();
      rows += batch.rows();
      Tables.execute(database, "DELETE FROM t", "INSERT INTO t VALUES (60000, 'later')");
      while (scan.next(batch)) {
        rows += batch.rows();
      }
      assertThat(scan.next(batch)).isFalse();
      assertThat(scan.position().token()).isEqualTo("50000");
    }
    assertThat(rows).isEqualTo(50_000);
    assertThat(Tables.rows(database, PLAN, KeyRange.ALL))
        .containsExactly(List.of(new Int(60_000), new Text("later")));
  }

  @Test
  void anEmptyTableHasNoRows() throws SQLException {
    Tables.execute(database, "TRUNCATE t");
    assertThat(Tables.rows(database, PLAN, KeyRange.ALL)).isEmpty();
  }

  @Test
  void aScanClosedHalfWayLeavesAConnectionThatIsFitForUse() throws SQLException {
    try (Connection kept = database.connect()) {
      for (int round = 0; round < 20; round++) {
        RowScan scan =
            new PostgresReadBack(() -> Tables.unclosable(kept))
                .readBack(PLAN, "public", KeyRange.ALL);
        RowBatch batch = new RowBatch(1024);
        assertThat(scan.next(batch)).isTrue();
        scan.close();
        scan.close();
        assertThat(scan.next(batch)).isFalse();
        assertThat(kept.getAutoCommit()).isTrue();
        assertThat(one(kept, "SELECT current_setting('row_security')")).isEqualTo("on");
        assertThat(one(kept, "SELECT current_setting('transaction_read_only')")).isEqualTo("off");
      }
    }
  }

  @Test
  void everyConnectionIsClosedHoweverAScanEnds() throws SQLException {
    try (RowScan scan = readBack("public", null)) {
      assertThat(scan.next(new RowBatch(1024))).isTrue();
    }
    try (RowScan scan = readBack("public", null)) {
      assertThat(Tables.rows(scan)).hasSize(50_000);
    }
    catchThrowableOfType(CrossfadeException.class, () -> readBack("nowhere", null));
    Tables.execute(database, "ALTER TABLE t ALTER v TYPE varchar(200)");
    catchThrowableOfType(CrossfadeException.class, () -> readBack("public", null));
    assertThat(opened).hasSize(4);
    for (Connection connection : opened) {
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void rowsHiddenByAPolicyAreAnError() throws SQLException {
    Tables.execute(
        database,
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY half ON t USING (id < 25000)",
        "DROP ROLE IF EXISTS half_blind",
        "CREATE ROLE half_blind",
        "GRANT USAGE ON SCHEMA public TO half_blind",
        "GRANT SELECT ON t TO half_blind");
    try {
      assertThat(codeOf("public", "half_blind")).isEqualTo(ErrorCode.CF_5103);
      assertThat(Tables.rows(database, PLAN, KeyRange.ALL)).hasSize(50_000);
    } finally {
      Tables.execute(database, "DROP OWNED BY half_blind", "DROP ROLE half_blind");
    }
  }

  @Test
  void aMissingRightIsAnError() throws SQLException {
    Tables.execute(database, "DROP ROLE IF EXISTS blind", "CREATE ROLE blind");
    try {
      assertThat(codeOf("public", "blind")).isEqualTo(ErrorCode.CF_5104);
    } finally {
      Tables.execute(database, "DROP ROLE blind");
    }
  }

  @Test
  void aMissingTableAndAMissingSchemaAreErrors() throws SQLException {
    assertThat(codeOf("nowhere", null)).isEqualTo(ErrorCode.CF_5101);
    Tables.execute(database, "DROP TABLE t");
    assertThat(codeOf("public", null)).isEqualTo(ErrorCode.CF_5101);
  }

  @Test
  void aColumnOfAnotherTypeOrNameIsNamed() throws SQLException {
    Tables.execute(database, "ALTER TABLE t ALTER v TYPE bytea USING v::bytea");
    CrossfadeException type =
        catchThrowableOfType(CrossfadeException.class, () -> readBack("public", null));
    assertThat(type.code()).isEqualTo(ErrorCode.CF_5102);
    assertThat(type.detail()).isEqualTo("expected text but was bytea at public.t.v");
    Tables.execute(database, "ALTER TABLE t RENAME v TO w");
    CrossfadeException name =
        catchThrowableOfType(CrossfadeException.class, () -> readBack("public", null));
    assertThat(name.code()).isEqualTo(ErrorCode.CF_5102);
    assertThat(name.detail()).isEqualTo("expected text but was missing at public.t.v");
  }

  @Test
  void theTableCannotBeAlteredWhileItIsRead() throws SQLException {
    try (RowScan scan = readBack("public", null);
        Connection other = database.connect();
        Statement statement = other.createStatement()) {
      assertThat(scan.next(new RowBatch(1024))).isTrue();
      statement.execute("SET lock_timeout = '50ms'");
      SQLException refused =
          catchThrowableOfType(
              SQLException.class, () -> statement.execute("ALTER TABLE t DROP COLUMN v"));
      assertThat(refused.getSQLState()).isEqualTo("55P03");
    }
    Tables.execute(database, "ALTER TABLE t DROP COLUMN v");
  }

  @Test
  void aServerThatCutsTheConnectionIsAnError() throws SQLException {
    RowBatch batch = new RowBatch(1024);
    try (RowScan scan = readBack("public", null)) {
      assertThat(scan.next(batch)).isTrue();
      Tables.execute(
          database,
          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      CrossfadeException cut =
          catchThrowableOfType(
              CrossfadeException.class,
              () -> {
                while (scan.next(batch)) {}
              });
      assertThat(cut.code()).isEqualTo(ErrorCode.CF_5105);
    }
    assertThat(opened.get(0).isClosed()).isTrue();
  }

  private RowScan readBack(String schema, String role) {
    return new PostgresReadBack(
            () -> {
              Connection connection = database.connect();
              opened.add(connection);
              if (role != null) {
                try (Statement statement = connection.createStatement()) {
                  statement.execute("SET ROLE " + role);
                }
              }
              return connection;
            })
        .readBack(PLAN, schema, KeyRange.ALL);
  }

  private ErrorCode codeOf(String schema, String role) {
    return catchThrowableOfType(CrossfadeException.class, () -> readBack(schema, role)).code();
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
