package dev.crossfade.sqlite.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.Durability;
import java.time.Duration;
import java.util.Locale;

/**
 * How a {@link SqliteStore} works.
 *
 * @param table name of the table; a second one, {@code TABLE_crossfade}, is made beside it
 * @param durability what a write has outlived when its call returns: PROCESS is SQLite's {@code
 *     synchronous=NORMAL}, GROUP and EVENT are FULL; with GROUP single writes of several threads
 *     share one commit
 * @param busyTimeout how long to wait for other connections that are writing; 0 not at all
 * @param snapshots how many snapshots and scans may be open at a time, each with a connection of
 *     its own
 */
public record SqliteStoreOptions(
    String table, Durability durability, Duration busyTimeout, int snapshots) {
  /** What the name of the second table has in addition. */
  static final String SIDE_SUFFIX = "_crossfade";

  /**
   * Refuses what makes no store.
   *
   * @throws CrossfadeException CF-1002
   */
  public SqliteStoreOptions {
    String name = table.toLowerCase(Locale.ROOT);
    if (table.isEmpty() || table.indexOf('\0') >= 0) {
      throw refused("the name of a table");
    }
    if (name.startsWith("sqlite_") || name.endsWith(SIDE_SUFFIX)) {
      throw refused("a table that neither begins with sqlite_ nor ends with " + SIDE_SUFFIX);
    }
    if (busyTimeout.isNegative()) {
      throw refused("a busy timeout of 0 or more");
    }
    if (snapshots < 1) {
      throw refused("room for 1 snapshot or more");
    }
  }

  private static CrossfadeException refused(String expected) {
    return new CrossfadeException(ErrorCode.CF_1002, "store in SQLite: expected " + expected);
  }

  /** The table {@code documents}; writes survive the process; 10 seconds; 64 snapshots. */
  public static SqliteStoreOptions defaults() {
    return new SqliteStoreOptions("documents", Durability.PROCESS, Duration.ofSeconds(10), 64);
  }

  /** The same with another table. */
  public SqliteStoreOptions withTable(String other) {
    return new SqliteStoreOptions(other, durability, busyTimeout, snapshots);
  }

  /** The same with another durability. */
  public SqliteStoreOptions withDurability(Durability other) {
    return new SqliteStoreOptions(table, other, busyTimeout, snapshots);
  }

  /** The same with another busy timeout. */
  public SqliteStoreOptions withBusyTimeout(Duration other) {
    return new SqliteStoreOptions(table, durability, other, snapshots);
  }

  /** The same with another number of snapshots. */
  public SqliteStoreOptions withSnapshots(int other) {
    return new SqliteStoreOptions(table, durability, busyTimeout, other);
  }
}
