package dev.crossfade.sqlite.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A read transaction on a connection of its own. */
final class TableSnapshot implements StoreSnapshot {
  private final Readers readers;
  private final StoreTables tables;
  private final SqliteDatabase database;
  private @Nullable RowWalk walk;
  private boolean failed;
  private boolean closed;

  private TableSnapshot(Readers readers, StoreTables tables, SqliteDatabase database) {
    this.readers = readers;
    this.tables = tables;
    this.database = database;
  }

  static TableSnapshot begin(Readers readers, StoreTables tables) {
    TableSnapshot snapshot = new TableSnapshot(readers, tables, readers.takeForSnapshot());
    try {
      snapshot.database.execute("BEGIN");
      // BEGIN alone starts nothing: the first read does.
      Rows.value(snapshot.database, tables.of("-"), "-");
      return snapshot;
    } catch (CrossfadeException e) {
      snapshot.failed = true;
      try (snapshot) {
        throw StoreErrors.of(e);
      }
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new CrossfadeException(ErrorCode.CF_7001, database.location() + ", a snapshot");
    }
  }

  @Override
  public @Nullable Document get(String key) {
    checkOpen();
    StoreKeys.check(key);
    try {
      return Rows.value(database, tables.of(key), key);
    } catch (CrossfadeException e) {
      throw StoreErrors.of(e);
    }
  }

  @Override
  public Stream<StoreEntry> scan(String prefix, @Nullable String after) {
    checkOpen();
    String from = KeyRanges.wellFormed(prefix);
    String behind = after == null ? "" : KeyRanges.wellFormed(after);
    boolean exact = from.equals(prefix) && (after == null || behind.equals(after));
    String to = KeyRanges.behind(from);
    boolean goesOn = after != null && StoreKeys.ORDER.compare(behind, from) >= 0;
    RowWalk rows =
        new RowWalk(
            database,
            tables.of(prefix).name(),
            tables.range(goesOn && exact ? ">" : ">=", to != null),
            goesOn ? behind : from,
            to);
    walk = rows;
    Stream<StoreEntry> entries = StreamSupport.stream(rows, false).onClose(rows::close);
    return exact ? entries : entries.filter(in(prefix, after));
  }

  private static Predicate<StoreEntry> in(String prefix, @Nullable String after) {
    return entry ->
        entry.key().startsWith(prefix)
            && (after == null || StoreKeys.ORDER.compare(entry.key(), after) > 0);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean whole = false;
    try {
      if (walk != null) {
        walk.close();
      }
      if (!failed) {
        database.execute("ROLLBACK");
        whole = true;
      }
    } finally {
      readers.giveBackFromSnapshot(database, whole);
    }
  }
}
