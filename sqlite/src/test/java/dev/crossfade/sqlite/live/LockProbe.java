package dev.crossfade.sqlite.live;

import dev.crossfade.sqlite.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A process of its own that says by its status whether it can get the right to write. */
final class LockProbe {
  static final int LOCKED = 5;

  private LockProbe() {}

  /** The file. */
  public static void main(String[] args) throws SQLException {
    try (Connection connection = Databases.connect(Path.of(args[0]));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute("BEGIN IMMEDIATE");
    } catch (SQLException e) {
      System.exit(e.getErrorCode() == LOCKED ? LOCKED : 1);
    }
  }
}
