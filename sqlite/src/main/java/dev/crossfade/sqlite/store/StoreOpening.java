package dev.crossfade.sqlite.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Opens the file and makes what is missing in it; a file that is refused is left as it was. */
final class StoreOpening {
  private static final List<String> WRITER =
      List.of(
          "PRAGMA synchronous = EXTRA", // until the tables are made
          "PRAGMA fullfsync = ON",
          "PRAGMA checkpoint_fullfsync = ON",
          "PRAGMA cell_size_check = ON");
  private static final List<String> READER =
      List.of("PRAGMA query_only = ON", "PRAGMA cell_size_check = ON");

  private StoreOpening() {}

  static Writer open(Path file, StoreTables tables, SqliteStoreOptions options) {
    SqliteDatabase database = connect(file, millis(options.busyTimeout()));
    try {
      Writer writer = new Writer(database);
      boolean complete = tables.exist(database);
      enterWal(database);
      if (!complete) {
        writer.transaction(
            () -> {
              tables.create(database);
              return true;
            });
        FaultPoints.hit("sqlite.store.made");
      }
      writer.durability(options.durability());
      return writer;
    } catch (CrossfadeException e) {
      try (database) {
        throw StoreErrors.ofWrite(e);
      }
    }
  }

  private static SqliteDatabase connect(Path file, int busyMillis) {
    try {
      return SqliteDatabase.liveOrNew(file, busyMillis, WRITER);
    } catch (CrossfadeException e) {
      throw Files.exists(file) ? StoreErrors.of(e) : StoreErrors.with(ErrorCode.CF_7324, e);
    }
  }

  private static void enterWal(SqliteDatabase database) {
    String mode = database.query("PRAGMA journal_mode = WAL", row -> row.getString(1)).get(0);
    if (!mode.equals("wal")) {
      throw new CrossfadeException(
          ErrorCode.CF_7324, database.location() + ": it stays in journal mode " + mode);
    }
  }

  static SqliteDatabase reader(Path file, Duration busyTimeout, Writer writer) {
    SqliteDatabase database = SqliteDatabase.live(file, millis(busyTimeout), READER);
    try {
      writer.requireSame();
      return database;
    } catch (CrossfadeException e) {
      try (database) {
        throw e;
      }
    }
  }

  private static int millis(Duration busyTimeout) {
    return Math.toIntExact(Math.min(busyTimeout.toMillis(), 3_600_000));
  }
}
