package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.core.setting.StoreSource;
import dev.crossfade.core.store.Store;
import dev.crossfade.files.store.FileFormat;
import dev.crossfade.files.store.FileStore;
import dev.crossfade.files.store.FileStoreOptions;
import dev.crossfade.sqlite.store.SqliteStore;
import dev.crossfade.sqlite.store.SqliteStoreOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the stores that applications begin with. */
final class FirstStores {
  private FirstStores() {}

  /** Opens one; one of the application's own is open already. */
  static Store open(StoreSettings settings, Events events) {
    StoreSource source = settings.source();
    return switch (source.kind()) {
      case EDN -> file(source, FileFormat.EDN, events);
      case JSON -> file(source, FileFormat.JSON, events);
      case FOLDER -> file(source, FileFormat.JSON_FOLDER, events);
      case SQLITE ->
          SqliteStore.open(
              required(source.file()),
              SqliteStoreOptions.defaults()
                  .withTable(required(source.table()))
                  .withDurability(source.durability()));
      case OWN -> required(source.own());
    };
  }

  private static Store file(StoreSource source, FileFormat format, Events events) {
    return FileStore.open(
        required(source.file()),
        FileStoreOptions.defaults()
            .withFormat(format)
            .withDurability(source.durability())
            .withEvents(events));
  }

  private static <T> T required(@Nullable T given) {
    if (given == null) {
      throw new CrossfadeException(ErrorCode.CF_9001, "settings were not checked");
    }
    return given;
  }

  /** Where it lies, the same however it is named. */
  static String place(StoreSettings settings) {
    Path file = settings.source().file();
    return file == null
        ? "store:" + settings.name()
        : file.toAbsolutePath().normalize()
            + (settings.source().table() == null ? "" : ":" + settings.source().table());
  }
}
