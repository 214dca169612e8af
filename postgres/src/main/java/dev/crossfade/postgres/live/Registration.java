package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes the control rows of a migration and claims its tables. */
final class Registration {
  private static final String STORE = SqlText.read(Registration.class, "register_store.sql");
  private static final String FENCE = SqlText.read(Registration.class, "register_fence.sql");
  private static final String MEND = SqlText.read(Registration.class, "mend_fence.sql");
  private static final String TABLE = SqlText.read(Registration.class, "register_table.sql");
  private static final String OWNER = SqlText.read(Registration.class, "table_owner.sql");

  private final LiveTarget target;

  Registration(LiveTarget target) {
    this.target = target;
  }

  /**
   * Makes what is not there yet.
   *
   * @param published the schema in which applications see the tables
   * @param elsewhere where the other store is, for the error that the fence gives
   * @param identity of the server, or null when it is not to be had
   */
  void run(
      Connection connection,
      StoreState first,
      String published,
      String elsewhere,
      @Nullable String identity)
      throws SQLException {
    Sessions.begin(connection);
    try (PreparedStatement insert = connection.prepareStatement(STORE)) {
      insert.setString(1, target.migration());
      insert.setBoolean(2, first.open());
      insert.setLong(3, first.epoch());
      insert.setLong(4, first.promise());
      insert.setLong(5, first.ballot());
      insert.setLong(6, first.version());
      insert.setBoolean(7, first.complete());
      insert.setString(8, identity);
      insert.executeUpdate();
    }
    try (PreparedStatement insert = connection.prepareStatement(FENCE)) {
      insert.setString(1, target.migration());
      insert.setBoolean(2, first.open());
      insert.setString(3, elsewhere);
      insert.executeUpdate();
    }
    for (CollectionPlan plan : target.collections()) {
      claim(connection, published, plan.target());
    }
  }

  /** Makes the flag of the fence what the locked control row says. */
  void mendFence(Connection connection, String elsewhere) throws SQLException {
    try (PreparedStatement mend = connection.prepareStatement(MEND)) {
      mend.setString(1, elsewhere);
      mend.setString(2, target.migration());
      mend.executeUpdate();
    }
    for (CollectionPlan plan : target.collections()) {
      claim(connection, target.schema(), plan.target());
    }
  }

  /**
   * Claims the tables that came to the plan, within a transaction that makes them.
   *
   * @throws CrossfadeException CF-5204 when there is one of that name which is not ours
   */
  void claimNew(Connection connection, String published) throws SQLException {
    for (CollectionPlan plan : target.collections()) {
      if (claim(connection, published, plan.target())) {
        requireAbsent(connection, published, plan.target());
      }
    }
  }

  private static void requireAbsent(Connection connection, String schema, String table)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?)")) {
      query.setString(1, Identifiers.quote(schema, table));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        if (row.getString(1) != null) {
          throw new CrossfadeException(ErrorCode.CF_5204, schema + "." + table);
        }
      }
    }
  }

  /** Whether it was not claimed before. */
  private boolean claim(Connection connection, String schema, String table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OWNER)) {
      query.setString(1, schema);
      query.setString(2, table);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          if (!row.getString(1).equals(target.migration())) {
            throw new CrossfadeException(
                ErrorCode.CF_6202, schema + "." + table + " belongs to " + row.getString(1));
          }
          return false;
        }
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(TABLE)) {
      insert.setString(1, target.migration());
      insert.setString(2, schema);
      insert.setString(3, table);
      if (insert.executeUpdate() == 0) {
        // Somebody else claimed it in between, and has committed.
        return claim(connection, schema, table);
      }
      return true;
    }
  }
}
