package dev.crossfade.postgres.live;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the outbox's entries once they were read, and how new ones are noticed. */
final class Outbox {
  private static final String PREPARE = SqlText.read(Outbox.class, "prepare_pass.sql");
  private static final String CONFIRM = SqlText.read(Outbox.class, "confirm_pass.sql");
  private static final String ADOPT = SqlText.read(Outbox.class, "adopt_pass.sql");
  private static final String PREPARED = SqlText.read(Outbox.class, "prepared_passes.sql");
  private static final String SYNC = SqlText.read(Outbox.class, "sync.sql");
  private static final int IDS = 10_000;
  private static final long FIRST_MICROS = 1_000;
  private static final long LAST_MICROS = 50_000;

  private final String migration;
  private final LiveSession session;
  private long taken;

  Outbox(String migration, LiveSession session) {
    this.migration = migration;
    this.session = session;
  }

  /** Notes durably that a pass was read, and with it whatever was committed before. */
  boolean prepare(Connection connection, String pass) throws SQLException {
    try (PreparedStatement insert = LiveSession.first(connection, PREPARE)) {
      insert.setString(1, migration);
      insert.setString(2, pass);
      insert.execute();
      return true;
    }
  }

  /** Writes something, so that the commit makes everything before it durable. */
  boolean sync(Connection connection) throws SQLException {
    try (PreparedStatement write = LiveSession.first(connection, SYNC)) {
      write.setString(1, migration);
      write.execute();
      return true;
    }
  }

  /** Says that entries were read, which {@link #awaitMore} then does not wait for. */
  void taken(EntryIds ids) {
    taken = ids.size();
  }

  /** Removes exactly the entries of a pass and notes it as confirmed. */
  void trim(Connection connection, Changes changes) throws SQLException {
    EntryIds ids = changes.entries();
    try (PreparedStatement confirm = LiveSession.first(connection, CONFIRM)) {
      confirm.setString(1, migration);
      confirm.setString(2, changes.passId());
      confirm.execute();
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM crossfade.live_outbox WHERE id = ANY (?)")) {
      for (int from = 0; from < ids.size(); from += IDS) {
        Long[] some = new Long[Math.min(IDS, ids.size() - from)];
        for (int i = 0; i < some.length; i++) {
          some[i] = ids.get(from + i);
        }
        delete.setArray(1, connection.createArrayOf("bigint", some));
        taken -= delete.executeUpdate();
      }
    }
    taken = Math.max(0, taken);
  }

  /** See {@link dev.crossfade.core.live.LiveStore#adopt}. */
  boolean adopt(Connection connection, @Nullable String passId) throws SQLException {
    try (PreparedStatement adopt = LiveSession.first(connection, ADOPT)) {
      adopt.setString(1, migration);
      adopt.setString(2, passId);
      adopt.setString(3, migration);
      adopt.execute();
      return true;
    }
  }

  /** See {@link dev.crossfade.core.live.LiveStore#preparedPasses}. */
  PreparedPasses prepared(Connection connection) throws SQLException {
    String confirmed = null;
    List<String> prepared = new ArrayList<>();
    try (PreparedStatement query = LiveSession.first(connection, PREPARED)) {
      query.setString(1, migration);
      LiveSession.second(query);
      try (ResultSet row = query.getResultSet()) {
        while (row.next()) {
          confirmed = row.getString(1);
          String pass = row.getString(2);
          if (pass != null) {
            prepared.add(pass);
          }
        }
      }
    }
    return new PreparedPasses(confirmed, prepared);
  }

  /**
   * Waits until there are more entries than were read and not yet removed. Asks the server, soon at
   * first and then ever more seldom: notifications do not come through a pooler.
   */
  boolean awaitMore(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    long wait = FIRST_MICROS;
    while (!more()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      try {
        long nanos = Math.min(wait * 1_000, left);
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      wait = Math.min(LAST_MICROS, wait + wait / 2);
    }
    return true;
  }

  private boolean more() {
    String sql =
        taken == 0
            ? "SELECT count(*) FROM (SELECT FROM crossfade.live_outbox WHERE migration = ? LIMIT 1)"
                + " AS e"
            : "SELECT count(*) FROM crossfade.live_outbox WHERE migration = ?";
    @Nullable String entries = session.value(sql, migration);
    return entries != null && Long.parseLong(entries) > taken;
  }
}
