package dev.crossfade.sqlite.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.sqlite.DurableFile;
import dev.crossfade.sqlite.DurableLog;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store in a table of a SQLite file, which may be an application's own: other tables are not
 * touched, several stores may lie in one file, and other connections and processes may use it, this
 * store's tables included.
 *
 * <pre>
 * documents             key and value of each entry (see StoreTable)
 * documents_crossfade   the same of side entries
 * </pre>
 *
 * <p>The file is put into WAL mode, and stays so. Reads have connections of their own and wait for
 * no write; single ones share a few. A snapshot holds a connection and keeps the log from beginning
 * anew, so the file's {@code -wal} grows until it is closed; {@link SqliteStoreOptions} says how
 * many there may be. {@link #count} reads both tables. What runs in a transaction runs once; other
 * writers of the file wait meanwhile.
 *
 * <p>Errors beyond those of {@link Store}: CF-7321 to CF-7327, CF-20xx where the file cannot be
 * read. CF-7323 says of a write that it is not known whether it is kept.
 */
public final class SqliteStore implements Store {
  private final Path file;
  private final StoreTables tables;
  private final Writer writer;
  private final Readers readers;
  private final DurableLog log;
  private final @Nullable GroupWrites group;
  private volatile @Nullable CrossfadeException unforced;

  private SqliteStore(Path file, StoreTables tables, Writer writer, SqliteStoreOptions options) {
    this.file = file;
    this.tables = tables;
    this.writer = writer;
    this.log = new DurableLog(writer.database());
    this.group = options.durability() == Durability.GROUP ? new GroupWrites(writer) : null;
    this.readers =
        new Readers(
            file.toString(),
            options.snapshots(),
            () -> StoreOpening.reader(file, options.busyTimeout(), writer));
  }

  /** Opens a store with {@link SqliteStoreOptions#defaults}. */
  public static SqliteStore open(Path file) {
    return open(file, SqliteStoreOptions.defaults());
  }

  /**
   * Opens a store. A file or table that is not there is made.
   *
   * @throws CrossfadeException CF-7321 when a table of that name is of another shape, CF-7322 when
   *     another connection holds the file locked, CF-7324 when it cannot be written, CF-2011 when
   *     it is no database of SQLite
   */
  public static SqliteStore open(Path file, SqliteStoreOptions options) {
    StoreTables tables = new StoreTables(options.table());
    Writer writer = StoreOpening.open(file, tables, options);
    try {
      SqliteStore store = new SqliteStore(file, tables, writer, options);
      store.sync();
      return store;
    } catch (Throwable e) {
      try (SqliteDatabase database = writer.database()) {
        throw e;
      }
    }
  }

  @Override
  public @Nullable Document get(String key) {
    StoreKeys.check(key);
    return readers.<@Nullable Document>read(database -> Rows.value(database, tables.of(key), key));
  }

  @Override
  public long count() {
    return readers.read(database -> database.query(tables.count(), row -> row.getLong(1)).get(0));
  }

  @Override
  public StoreSnapshot snapshot() {
    return TableSnapshot.begin(readers, tables);
  }

  @Override
  public void put(String key, Document value) {
    StoreKeys.check(key);
    String text = Rows.text(value);
    change(tables.of(key).upsert(), key, text);
  }

  @Override
  public boolean delete(String key) {
    StoreKeys.check(key);
    return change(tables.of(key).deleteRow(), key);
  }

  private boolean change(String sql, @Nullable Object... parameters) {
    readers.checkOpen();
    GroupWrites.RowChange change =
        () -> {
          try {
            return writer.database().execute(sql, parameters) > 0;
          } catch (CrossfadeException e) {
            throw StoreErrors.ofWrite(e);
          }
        };
    return group == null ? writer.transaction(change::run) : group.run(change);
  }

  @Override
  public @Nullable Document update(String key, UnaryOperator<@Nullable Document> change) {
    return this.<@Nullable Document>inTransaction(
        work -> {
          Document after = change.apply(work.get(key));
          if (after == null) {
            work.delete(key);
          } else {
            work.put(key, after);
          }
          return after;
        });
  }

  @Override
  public <T extends @Nullable Object> T inTransaction(Function<StoreTransaction, T> work) {
    readers.checkOpen();
    return writer.<T>transaction(
        () -> {
          TableTransaction transaction = new TableTransaction(writer.database(), tables);
          try {
            T result = work.apply(transaction);
            transaction.end();
            return result;
          } finally {
            transaction.abandon();
          }
        });
  }

  @Override
  public void sync() {
    readers.read(database -> force());
  }

  // Log before file: what a checkpoint moved meanwhile is then in either.
  private boolean force() {
    CrossfadeException before = unforced;
    if (before != null) {
      throw new CrossfadeException(before.code(), before.detail(), before);
    }
    writer.requireSame();
    try {
      log.force();
      DurableFile.force(file);
    } catch (CrossfadeException e) {
      if (e.code() == ErrorCode.CF_6103) {
        // Asked again the system would say that all is well: it has forgotten what it could not
        // write.
        unforced = StoreErrors.with(ErrorCode.CF_7323, e);
        throw unforced;
      }
      throw e;
    }
    return true;
  }

  /**
   * Finishes what is under way and lets go of everything but open snapshots, which end when they
   * are closed.
   */
  @Override
  public void close() {
    if (writer.close()) {
      try (SqliteDatabase database = writer.database()) {
        readers.close();
      }
    }
  }
}
