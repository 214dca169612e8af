package dev.crossfade.core.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One transaction of the application, a statement a step, on whichever store is open. */
final class WritingActor extends Actor {
  private final Twin twin;
  private final int number;
  private final Random random;
  private @Nullable Connection connection;
  private boolean first;
  private final List<String> left = new ArrayList<>();

  /**
   * @param number what it writes; no other writes the same
   */
  WritingActor(Twin twin, int number, Random random) {
    super("write " + number);
    this.twin = twin;
    this.number = number;
    this.random = random;
  }

  @Override
  boolean step() throws SQLException {
    try {
      return connection == null ? begin() : go(connection);
    } catch (SQLException refused) {
      close();
      requireNewNumber(refused);
      if (isBusy(refused) && left.isEmpty()) {
        return false;
      }
      end();
      return true;
    }
  }

  private boolean begin() throws SQLException {
    first = twin.isOpen(true);
    if (!first && !twin.isOpen(false)) {
      return false;
    }
    left.clear();
    Connection opened = twin.application(first);
    connection = opened;
    Twin.run(opened, first ? "BEGIN IMMEDIATE" : "BEGIN ISOLATION LEVEL " + isolation());
    left.addAll(statements());
    return true;
  }

  private String isolation() {
    return List.of("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE").get(random.nextInt(3));
  }

  private boolean go(Connection opened) throws SQLException {
    if (!left.isEmpty()) {
      Twin.run(opened, left.get(0));
      left.remove(0);
      return true;
    }
    Twin.run(opened, "COMMIT");
    close();
    twin.committed(first);
    end();
    return true;
  }

  /** The last one makes the state after it different from every other. */
  private List<String> statements() {
    List<String> chosen = new ArrayList<>(change(random.nextInt(7)));
    chosen.add("INSERT INTO b (n, k) VALUES (" + number + ", 't')");
    return chosen;
  }

  private List<String> change(int kind) {
    return switch (kind) {
      case 0 -> List.of(upsert("x", "1"), upsert("y", "2"));
      case 1 -> List.of("DELETE FROM a WHERE k = 'x'", "DELETE FROM a WHERE k = 'y'");
      case 2 -> List.of("DELETE FROM a WHERE k = 'w'", "UPDATE a SET k = 'w' WHERE k = 'x'");
      case 3 -> List.of("INSERT INTO b (n, k) VALUES (-" + number + ", 'x')");
      case 4 ->
          List.of(
              "UPDATE a SET u = NULL WHERE k = 'x'",
              "UPDATE a SET u = (SELECT 3 - max(u) FROM a) WHERE k = 'y'",
              "UPDATE a SET u = (SELECT 3 - max(u) FROM a) WHERE k = 'x'");
      case 5 ->
          List.of(first ? "DELETE FROM b" : "TRUNCATE b", "DELETE FROM a WHERE k IN ('w', 'x')");
      default -> List.of(upsert("y", "1"));
    };
  }

  /** Whoever else holds the unique value is removed. */
  private String upsert(String key, String unique) {
    String values = "('" + key + "', " + number + ", " + unique + ")";
    return first
        ? "INSERT OR REPLACE INTO a VALUES " + values
        : "WITH gone AS (DELETE FROM a WHERE u = "
            + unique
            + " AND k <> '"
            + key
            + "') INSERT INTO a VALUES ('"
            + key
            + "', "
            + number
            + ", NULL) ON CONFLICT (k) DO UPDATE SET v = excluded.v, u = NULL";
  }

  /** A unique value may be taken; a number that the store gives out may not. */
  private static void requireNewNumber(SQLException refused) {
    String text = String.valueOf(refused.getMessage());
    if (text.contains("b_pkey") || text.contains("b.id")) {
      throw new IllegalStateException("a number was given out twice: " + text, refused);
    }
  }

  private static boolean isBusy(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT);
  }

  @Override
  public void close() throws SQLException {
    Connection opened = connection;
    connection = null;
    if (opened != null) {
      opened.close();
    }
  }
}
