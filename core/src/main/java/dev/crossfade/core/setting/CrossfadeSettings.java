package dev.crossfade.core.setting;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an application opens: its stores, and the database that they move into. Immutable.
 *
 * @param target URL of the database, {@code postgresql://user:password@host:port/database}; null
 *     where the environment's DATABASE_URL names it
 * @param stores by different names, in the order given
 */
public record CrossfadeSettings(@Nullable String target, List<StoreSettings> stores) {
  /**
   * Checks that no two stores have the same name, file or table of the target.
   *
   * @throws CrossfadeException CF-7363, CF-7365
   */
  public CrossfadeSettings {
    stores = List.copyOf(stores);
    if (target != null && target.isBlank()) {
      throw new CrossfadeException(ErrorCode.CF_7363, "expected a URL at target but was nothing");
    }
    checkApart(stores);
  }

  private static void checkApart(List<StoreSettings> stores) {
    Map<Object, String> names = new HashMap<>();
    Map<Object, String> sources = new HashMap<>();
    Map<Object, String> tables = new HashMap<>();
    for (StoreSettings store : stores) {
      String name = store.name();
      if (names.put(name, name) != null) {
        throw apart("two stores have the name '" + name + "'");
      }
      Object source = store.source().identity();
      String same = source == null ? null : sources.put(source, name);
      if (same != null) {
        throw apart("the stores '" + same + "' and '" + name + "' have the same source");
      }
      for (String table : store.tables()) {
        String other = tables.put(List.of(store.schema(), table), name);
        if (other != null) {
          String where = "'" + table + "' in the schema '" + store.schema() + "'";
          throw apart("the stores '" + other + "' and '" + name + "' have a table " + where);
        }
      }
    }
  }

  private static CrossfadeException apart(String what) {
    return new CrossfadeException(ErrorCode.CF_7365, what);
  }

  /** Settings without stores, with the database that DATABASE_URL names. */
  public static CrossfadeSettings ofEnvironment() {
    return new CrossfadeSettings(null, List.of());
  }

  /** Settings without stores, with a database. */
  public static CrossfadeSettings of(String target) {
    return new CrossfadeSettings(target, List.of());
  }

  /** The same with one more store. */
  public CrossfadeSettings with(StoreSettings store) {
    return new CrossfadeSettings(target, Stream.concat(stores.stream(), Stream.of(store)).toList());
  }

  /** The same with another database. */
  public CrossfadeSettings withTarget(@Nullable String other) {
    return new CrossfadeSettings(other, stores);
  }

  /**
   * The settings of a store.
   *
   * @throws CrossfadeException CF-7366 when none has the name
   */
  public StoreSettings store(String name) {
    for (StoreSettings store : stores) {
      if (store.name().equals(name)) {
        return store;
      }
    }
    List<String> names = stores.stream().map(StoreSettings::name).toList();
    throw new CrossfadeException(
        ErrorCode.CF_7366,
        "expected one of "
            + names
            + " but was "
            + SettingNames.shown(name)
            + Suggestion.of(name, names));
  }

  /** Everything but the database's URL, which may hold a password. */
  @Override
  public String toString() {
    return "CrossfadeSettings[target=" + (target == null ? "none" : "***") + ", " + stores + "]";
  }
}
