package dev.crossfade.spring;

import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.setting.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * What an application opens. What is null here has the default of {@code crossfade.yaml}.
 *
 * @param enabled Whether the stores are opened.
 * @param config A crossfade.yaml instead of stores. Names of files in it are relative to its
 *     folder, or to the working directory when it comes from the classpath. Without this and
 *     without stores, crossfade.yaml in the working directory is read.
 * @param target URL of the database, postgresql://user:password@host:port/database. It goes over
 *     what crossfade.yaml says; without any, the variable DATABASE_URL of the environment names it.
 * @param drainLimit How long closing waits at most until the database has what is waiting for it.
 * @param statusInterval How often the stores are looked at for health and metrics.
 * @param stores Stores by the names that the application calls them by.
 */
@ConfigurationProperties("crossfade")
public record CrossfadeProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable Resource config,
    @Nullable String target,
    @DefaultValue("5s") Duration drainLimit,
    @DefaultValue("10s") Duration statusInterval,
    @DefaultValue Map<String, StoreProperties> stores) {

  /**
   * A store. One of edn, json, folder and sqlite says where its documents are.
   *
   * <p>Names of files are texts here, relative to the working directory: Spring would turn them
   * into files of the classpath where one has the name, and a store is written to.
   *
   * @param edn The EDN file that its documents are in.
   * @param json The JSON file that its documents are in.
   * @param folder The folder with a JSON document a key.
   * @param sqlite The table of an SQLite file that its documents are in.
   * @param schema The schema of its tables in the database; public where none is named.
   * @param otherTable The table of documents whose keys follow no pattern.
   * @param durability What a write has outlived when its call returns.
   * @param writeLimit The longest that a write waits for a switch under way or for a store.
   * @param readLimit The longest that a read waits for a store.
   * @param fallback Whether a read goes to the other store, marked stale, when the first is away.
   * @param shadow The share of reads that are repeated on the other store and compared, 0 to 1.
   * @param patterns Which keys go into which table.
   */
  public record StoreProperties(
      @Nullable String edn,
      @Nullable String json,
      @Nullable String folder,
      @Nullable SqliteProperties sqlite,
      @Nullable String schema,
      @Nullable String otherTable,
      @Nullable Durability durability,
      @Nullable Duration writeLimit,
      @Nullable Duration readLimit,
      @Nullable Boolean fallback,
      @Nullable Double shadow,
      @DefaultValue List<PatternProperties> patterns) {}

  /**
   * A table of an SQLite file.
   *
   * @param file The file.
   * @param table The table.
   */
  public record SqliteProperties(@Nullable String file, @Nullable String table) {}

  /**
   * What becomes of the documents whose keys follow a pattern.
   *
   * @param pattern The pattern, for example presence/{id}.
   * @param table The table that they go into.
   * @param priority When they are moved, compared with others.
   * @param skip Why they stay where they are, instead of a table.
   * @param columns Values in them that have columns of their own.
   */
  public record PatternProperties(
      @Nullable String pattern,
      @Nullable String table,
      @DefaultValue("medium") Priority priority,
      @Nullable String skip,
      @DefaultValue List<ColumnProperties> columns) {}

  /**
   * A column.
   *
   * @param name Its name.
   * @param path Keys of the value in the document, from the outside in: ":user/id" is a keyword,
   *     "name" a text.
   * @param type What it holds.
   */
  public record ColumnProperties(
      @Nullable String name,
      @DefaultValue List<String> path,
      @DefaultValue("text") AttributeType type) {}

  /** Everything but the database's URL, which may hold a password. */
  @Override
  public String toString() {
    return "CrossfadeProperties[config=" + config + ", stores=" + stores + "]";
  }
}
