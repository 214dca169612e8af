package dev.crossfade.core.setting;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.store.Store;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an application keeps its documents before they move.
 *
 * @param kind what it is
 * @param file the file or folder; null for {@link Kind#OWN}
 * @param table the table in the file, for {@link Kind#SQLITE}; else null
 * @param own the application's own store, for {@link Kind#OWN}; else null
 * @param durability what a write has outlived when its call returns; for {@link Kind#OWN} the store
 *     itself decides
 */
public record StoreSource(
    Kind kind,
    @Nullable Path file,
    @Nullable String table,
    @Nullable Store own,
    Durability durability) {

  /** Kinds of stores. */
  public enum Kind {
    /** One file with an EDN map. */
    EDN,
    /** One file with a JSON object. */
    JSON,
    /** A folder with a JSON document a key. */
    FOLDER,
    /** A table in an SQLite file. */
    SQLITE,
    /** A store of the application's own. */
    OWN
  }

  /**
   * Checks that what the kind needs is there, and nothing else.
   *
   * @throws CrossfadeException CF-7363, CF-7364
   */
  public StoreSource {
    check(kind, "a file", file, kind != Kind.OWN);
    check(kind, "a table", table, kind == Kind.SQLITE);
    check(kind, "a store", own, kind == Kind.OWN);
    if (file != null && file.toString().isBlank()) {
      throw new CrossfadeException(ErrorCode.CF_7363, "expected the name of a file");
    }
    if (table != null) {
      SettingNames.checkTable(table);
    }
  }

  private static void check(Kind kind, String what, @Nullable Object given, boolean needed) {
    if ((given != null) != needed) {
      throw new CrossfadeException(
          ErrorCode.CF_7363, "expected " + (needed ? "" : "not ") + what + " for a store " + kind);
    }
  }

  static StoreSource of(Kind kind, Path file) {
    return new StoreSource(kind, file, null, null, Durability.PROCESS);
  }

  StoreSource withDurability(Durability other) {
    return new StoreSource(kind, file, table, own, other);
  }

  /** What is opened twice when another store has the same, or null where that cannot be told. */
  @Nullable Object identity() {
    return file == null ? own : file.toAbsolutePath().normalize();
  }

  /** Kind and place; an own store by its class. */
  @Override
  public String toString() {
    String place = own == null ? String.valueOf(file) : own.getClass().getName();
    return kind + " " + place + (table == null ? "" : " table " + table);
  }
}
