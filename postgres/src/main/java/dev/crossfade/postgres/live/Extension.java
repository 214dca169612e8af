package dev.crossfade.postgres.live;

import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Brings the tables of a closed store up to a plan that was extended; each in one transaction. */
public final class Extension {
  private static final String FORGET = SqlText.read(Extension.class, "forget_table.sql");

  private final LiveTarget target;
  private final LiveSession session;
  private final ControlRow control;
  private final Gatekeeper gatekeeper;
  private final Guard guard;

  Extension(
      LiveTarget target,
      LiveSession session,
      ControlRow control,
      Gatekeeper gatekeeper,
      Guard guard) {
    this.target = target;
    this.session = session;
    this.control = control;
    this.gatekeeper = gatekeeper;
    this.guard = guard;
  }

  /**
   * Makes what is missing, claims tables that are new, and installs the triggers again. Foreign
   * keys are parked at once. All or nothing, apart from what may fail.
   *
   * @param required must not fail
   * @param mayFail each is left out when it fails
   * @return what failed, a sentence each
   * @throws dev.crossfade.core.error.CrossfadeException CF-5204 when a table of the name of a new
   *     one is there, CF-5057 when a lock is not to be had in time
   */
  public List<String> extend(List<String> required, List<String> mayFail) {
    List<String> failed = new ArrayList<>();
    session.<Boolean>transact(
        "taking a change of the schema over to schema " + target.schema(),
        connection -> {
          boolean open = control.lock(connection).state().open();
          gatekeeper.lockTimeout(connection);
          Sessions.unlimited(connection);
          new Registration(target).claimNew(connection, target.schema());
          for (String sql : required) {
            Parking.execute(connection, sql);
          }
          for (String sql : mayFail) {
            attempt(connection, sql, failed);
          }
          guard.install(connection);
          if (!open) {
            new Parking(target.migration()).away(connection);
          }
          return true;
        });
    return failed;
  }

  private static void attempt(Connection connection, String sql, List<String> failed)
      throws SQLException {
    Parking.execute(connection, "SAVEPOINT crossfade_extension");
    try {
      Parking.execute(connection, sql);
    } catch (SQLException e) {
      failed.add("not made, the server says " + e.getSQLState() + ": " + sql);
      Parking.execute(connection, "ROLLBACK TO SAVEPOINT crossfade_extension");
    }
  }

  /**
   * Drops tables that are to be made anew or are gone for good, with all that is known of them.
   *
   * @param tables names in the target; those that are not this migration's are passed over
   */
  public void drop(Collection<String> tables) {
    session.<Boolean>transact(
        "dropping tables of schema " + target.schema(),
        connection -> {
          control.lock(connection);
          gatekeeper.lockTimeout(connection);
          for (String table : tables) {
            if (forget(connection, table)) {
              Parking.execute(
                  connection, "DROP TABLE IF EXISTS " + Identifiers.quote(target.schema(), table));
            }
          }
          return true;
        });
  }

  private boolean forget(Connection connection, String table) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setString(1, target.migration());
      delete.setString(2, target.schema());
      delete.setString(3, table);
      try (var row = delete.executeQuery()) {
        row.next();
        return row.getInt(1) > 0;
      }
    }
  }
}
