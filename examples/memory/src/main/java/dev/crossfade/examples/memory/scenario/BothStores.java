package dev.crossfade.examples.memory.scenario;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.hybrid.HybridRow;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.keys.KeyPatterns;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.files.edn.EdnReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file and the tables as anybody reads them: the text of the file, and SELECT. Nothing of what
 * moves them, or of the server, is used for it.
 */
final class BothStores {
  private static final String OTHERS = "";

  private final Path file;
  private final String database;
  private final StoreSettings settings;
  private final KeyPatterns patterns;

  /**
   * @param file the readable one
   * @param database its URL
   */
  BothStores(Path file, String database, StoreSettings settings) {
    this.file = file;
    this.database = database;
    this.settings = settings;
    patterns = settings.keyPatterns();
  }

  /**
   * Waits until both hold the same under the keys of some patterns: the file is written behind its
   * journal, and the store that is closed behind the open one.
   *
   * @return how many keys they hold
   */
  int awaitEqual(Set<String> moved) {
    Set<String> differing = new TreeSet<>();
    Await.until(
        () -> "file and tables are equal, but they differ in " + differing,
        () -> {
          differing.clear();
          differing.addAll(differing(moved));
          return differing.isEmpty();
        });
    return tables(moved).size();
  }

  private Set<String> differing(Set<String> moved) {
    Map<String, Document> inFile = new HashMap<>(file());
    inFile.keySet().removeIf(key -> !moved.contains(pattern(key)));
    Map<String, Document> inTables = tables(moved);
    Set<String> keys = new HashSet<>(inFile.keySet());
    keys.addAll(inTables.keySet());
    keys.removeIf(key -> inFile.containsKey(key) && inFile.get(key).equals(inTables.get(key)));
    return keys;
  }

  private String pattern(String key) {
    int index = patterns.indexOf(key);
    return index < 0 ? OTHERS : settings.patterns().get(index).pattern().text();
  }

  /** What the file says. */
  Map<String, Document> file() {
    try {
      Map<String, Document> entries = new HashMap<>();
      if (EdnReader.read(Files.readString(file)) instanceof Document.MapOf map) {
        map.entries().forEach((key, value) -> entries.put(((Document.Text) key).value(), value));
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the tables of some patterns say. */
  private Map<String, Document> tables(Set<String> moved) {
    Map<String, Document> entries = new HashMap<>();
    try (Connection connection = connect()) {
      for (String pattern : moved) {
        PatternSettings known = settings.pattern(pattern);
        String table = known == null ? settings.otherTable() : known.table();
        List<Attribute> columns = known == null ? List.of() : known.columns();
        read(connection, new HybridTable(pattern, String.valueOf(table), columns), entries);
      }
      return entries;
    } catch (SQLException e) {
      throw new AssertionError("the tables cannot be read", e);
    }
  }

  private Connection connect() throws SQLException {
    URI url = URI.create(database);
    String[] user = url.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
        user[0],
        user[1]);
  }

  private void read(Connection connection, HybridTable table, Map<String, Document> out)
      throws SQLException {
    String names =
        table.attributes().stream()
            .map(one -> '"' + one.column() + "\", ")
            .collect(Collectors.joining());
    String sql =
        "SELECT key, " + names + "rest FROM " + settings.schema() + '.' + table.plan().target();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<@Nullable Document> values = new ArrayList<>();
        for (Attribute one : table.attributes()) {
          values.add(value(rows, one));
        }
        Document rest = DocumentJson.decode(rows.getString("rest"));
        out.put(rows.getString("key"), table.join(new HybridRow(values, rest)));
      }
    }
  }

  private static @Nullable Document value(ResultSet rows, Attribute attribute) throws SQLException {
    String column = attribute.column();
    if (rows.getString(column) == null) {
      return null;
    }
    return switch (attribute.type()) {
      case TEXT -> new Document.Text(rows.getString(column));
      case KEYWORD -> new Document.Keyword(rows.getString(column));
      case BIGINT -> new Document.Int(rows.getLong(column));
      case DOUBLE -> new Document.Real(rows.getDouble(column));
      case BOOLEAN -> new Document.Bool(rows.getBoolean(column));
      case TIMESTAMPTZ ->
          new Document.Moment(rows.getObject(column, OffsetDateTime.class).toInstant());
      case UUID -> new Document.Uuid(rows.getObject(column, UUID.class));
    };
  }

  /** How many learning records of a user the database counts by its column. */
  long learnedBy(String user) {
    String sql = "SELECT count(*) FROM " + settings.schema() + ".learning WHERE user_id = ?";
    try (Connection connection = connect();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, user);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new AssertionError("the tables cannot be read", e);
    }
  }
}
