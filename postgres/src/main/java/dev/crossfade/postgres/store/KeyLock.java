package dev.crossfade.postgres.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The advisory lock of a key: a number of 64 bits that every process makes the same way, handed to
 * PostgreSQL as two of 32. Those are a space of their own there: locks of one number, which live
 * migrations and runs take, are others. Keys that share a number wait for one another in vain, and
 * that is all.
 *
 * <p>FNV-1a (Fowler, Noll, Vo) over the UTF-8 of schema, table and key, each followed by a byte
 * that no UTF-8 has, and the finalizer of MurmurHash3 (Appleby). Never to be changed: processes of
 * two versions would not see each other.
 */
final class KeyLock {
  /** Two parameters, to be set by {@link #set}. */
  static final String TAKE = "SELECT pg_catalog.pg_advisory_xact_lock(?, ?)";

  /** The same without waiting. */
  static final String TRY = "SELECT pg_catalog.pg_try_advisory_xact_lock(?, ?)";

  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int END = 0xff;

  private final long table;

  KeyLock(String schema, String table) {
    this.table = add(add(BASIS, schema), table);
  }

  private static long add(long hash, String text) {
    long sum = hash;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      sum = (sum ^ (one & 0xff)) * PRIME;
    }
    return (sum ^ END) * PRIME;
  }

  long of(String key) {
    long sum = add(table, key);
    sum = (sum ^ (sum >>> 33)) * 0xff51afd7ed558ccdL;
    sum = (sum ^ (sum >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return sum ^ (sum >>> 33);
  }

  /** Sets the parameters at {@code at} and behind it; gives the position of the next one. */
  static int set(PreparedStatement statement, int at, long lock) throws SQLException {
    statement.setInt(at, high(lock));
    statement.setInt(at + 1, low(lock));
    return at + 2;
  }

  static int high(long lock) {
    return (int) (lock >>> 32);
  }

  static int low(long lock) {
    return (int) lock;
  }
}
