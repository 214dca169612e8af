package dev.crossfade.sqlite.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes in a transaction of SQLite. Once SQLite has failed in it, which can have ended
 * it, nothing more is done by it, and it must not be committed.
 */
final class TableTransaction implements StoreTransaction {
  private final SqliteDatabase database;
  private final StoreTables tables;
  private final Thread thread = Thread.currentThread();
  private @Nullable CrossfadeException failure;
  private boolean ended;

  TableTransaction(SqliteDatabase database, StoreTables tables) {
    this.database = database;
    this.tables = tables;
  }

  /** Says that it is of no more use; throws what failed, whether it was caught or not. */
  void end() {
    ended = true;
    if (failure != null) {
      throw failure;
    }
  }

  void abandon() {
    ended = true;
  }

  private <T extends @Nullable Object> T run(Supplier<T> work) {
    if (failure != null) {
      throw failure;
    }
    try {
      return work.get();
    } catch (CrossfadeException e) {
      failure = StoreErrors.ofWrite(e);
      throw failure;
    }
  }

  private void check(String key) {
    if (Thread.currentThread() != thread || ended) {
      throw new CrossfadeException(
          ErrorCode.CF_7004, ended ? "a transaction that has ended" : "another thread");
    }
    StoreKeys.check(key);
  }

  @Override
  public @Nullable Document get(String key) {
    check(key);
    return this.<@Nullable Document>run(() -> Rows.value(database, tables.of(key), key));
  }

  @Override
  public void put(String key, Document value) {
    check(key);
    String text = Rows.text(value);
    run(() -> database.execute(tables.of(key).upsert(), key, text));
  }

  @Override
  public boolean delete(String key) {
    check(key);
    return run(() -> database.execute(tables.of(key).deleteRow(), key)) > 0;
  }
}
