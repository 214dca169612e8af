package dev.crossfade.core.setting;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.keys.KeyPattern;
import dev.crossfade.core.keys.KeyPatterns;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.setting.StoreSource.Kind;
import dev.crossfade.core.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One store of an application: where its documents are, and where they move. Immutable.
 *
 * @param name how the application asks for it: 1 to 40 letters, digits, {@code _}, {@code .} and
 *     {@code -}, a letter first
 * @param source where its documents are
 * @param schema the target's schema for its tables
 * @param otherTable the table of documents whose keys follow no pattern
 * @param patterns in the order that decides last, see {@link KeyPatterns}
 * @param limits how long calls wait, and what reads do
 */
public record StoreSettings(
    String name,
    StoreSource source,
    String schema,
    String otherTable,
    List<PatternSettings> patterns,
    StoreLimits limits) {

  /** The schema where none is named. */
  public static final String DEFAULT_SCHEMA = "public";

  /**
   * Checks names, and that no two patterns have the same keys or the same table.
   *
   * @throws CrossfadeException CF-7362 to CF-7365
   */
  public StoreSettings {
    patterns = List.copyOf(patterns);
    SettingNames.checkStore(name);
    SettingNames.checkSchema(schema);
    SettingNames.checkTable(otherTable);
    KeyPatterns.of(patternsOf(patterns));
    Set<String> taken = new HashSet<>();
    for (String table : tablesOf(otherTable, patterns)) {
      if (!taken.add(table)) {
        throw new CrossfadeException(
            ErrorCode.CF_7365, "store '" + name + "' has two tables '" + table + "'");
      }
    }
  }

  private static List<KeyPattern> patternsOf(List<PatternSettings> patterns) {
    return patterns.stream().map(PatternSettings::pattern).toList();
  }

  private static List<String> tablesOf(String otherTable, List<PatternSettings> patterns) {
    List<String> tables = new ArrayList<>(List.of(otherTable));
    for (PatternSettings pattern : patterns) {
      String table = pattern.table();
      if (table != null) {
        tables.add(table);
      }
    }
    return tables;
  }

  /** A store with defaults and no patterns. */
  public static StoreSettings of(String name, StoreSource source) {
    String other = SettingNames.otherTable(name);
    return new StoreSettings(name, source, DEFAULT_SCHEMA, other, List.of(), StoreLimits.DEFAULT);
  }

  /** A store in an EDN file. */
  public static StoreSettings edn(String name, Path file) {
    return of(name, StoreSource.of(Kind.EDN, file));
  }

  /** A store in a JSON file. */
  public static StoreSettings json(String name, Path file) {
    return of(name, StoreSource.of(Kind.JSON, file));
  }

  /** A store in a folder with a JSON document a key. */
  public static StoreSettings folder(String name, Path folder) {
    return of(name, StoreSource.of(Kind.FOLDER, folder));
  }

  /** A store in a table of an SQLite file. */
  public static StoreSettings sqlite(String name, Path file, String table) {
    return of(name, new StoreSource(Kind.SQLITE, file, table, null, Durability.PROCESS));
  }

  /** A store of the application's own. */
  public static StoreSettings own(String name, Store store) {
    return of(name, new StoreSource(Kind.OWN, null, null, store, Durability.PROCESS));
  }

  /** The same with one more pattern, after the others. */
  public StoreSettings with(PatternSettings pattern) {
    List<PatternSettings> more = Stream.concat(patterns.stream(), Stream.of(pattern)).toList();
    return new StoreSettings(name, source, schema, otherTable, more, limits);
  }

  /** The same with another schema. */
  public StoreSettings withSchema(String other) {
    return new StoreSettings(name, source, other, otherTable, patterns, limits);
  }

  /** The same with another table of the default collection. */
  public StoreSettings withOtherTable(String other) {
    return new StoreSettings(name, source, schema, other, patterns, limits);
  }

  /** The same with another durability. */
  public StoreSettings withDurability(Durability other) {
    return new StoreSettings(
        name, source.withDurability(other), schema, otherTable, patterns, limits);
  }

  /** The same with other limits. */
  public StoreSettings withLimits(StoreLimits other) {
    return new StoreSettings(name, source, schema, otherTable, patterns, other);
  }

  /** The same with another limit for writes. */
  public StoreSettings withWriteLimit(Duration write) {
    return withLimits(new StoreLimits(write, limits.read(), limits.fallback(), limits.shadow()));
  }

  /** The same with another limit for reads. */
  public StoreSettings withReadLimit(Duration read) {
    return withLimits(new StoreLimits(limits.write(), read, limits.fallback(), limits.shadow()));
  }

  /** The same with or without fallback reads. */
  public StoreSettings withFallback(boolean fallback) {
    return withLimits(new StoreLimits(limits.write(), limits.read(), fallback, limits.shadow()));
  }

  /** The same with another share of reads that are compared. */
  public StoreSettings withShadow(double share) {
    return withLimits(new StoreLimits(limits.write(), limits.read(), limits.fallback(), share));
  }

  /** Finds the pattern of a key; its places are those of {@link #patterns}. */
  public KeyPatterns keyPatterns() {
    return KeyPatterns.of(patternsOf(patterns));
  }

  /** The names of all its tables in the target, that of the default collection first. */
  public List<String> tables() {
    return List.copyOf(tablesOf(otherTable, patterns));
  }

  /** The settings of a pattern by its text, or null. */
  public @Nullable PatternSettings pattern(String text) {
    for (PatternSettings pattern : patterns) {
      if (pattern.pattern().text().equals(text)) {
        return pattern;
      }
    }
    return null;
  }
}
