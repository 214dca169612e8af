package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sql.dialect.AsciiCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of a database, read once from its snapshot. */
public final class Catalog {
  private static final String TABLES = Resources.sql("tables");
  private static final String COLUMNS = Resources.sql("columns");
  private static final String KEY_INDEX = Resources.sql("key-index");
  private static final String GENERATED_VIRTUAL_OR_STORED = "23";

  private final SqliteDatabase database;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, Table> byLowerCase = new HashMap<>();

  private final Map<String, List<ColumnRow>> columns = new HashMap<>();
  private final Map<String, List<Table.KeyColumn>> keys = new HashMap<>();

  /**
   * Side tables and triggers in a followed file are named so; the package {@code live} owns them.
   */
  private static final String SIDE = "crossfade_";

  private boolean followed;

  private record Entry(String name, String type, boolean withoutRowid) {}

  private record ColumnRow(Table.Column column, int keyPosition) {}

  /** Reads the catalogue as the connection sees it now. */
  public Catalog(SqliteDatabase database) {
    this.database = database;
    database.query(COLUMNS, row -> of(columns, row).add(columnRow(row)));
    database.query(KEY_INDEX, row -> of(keys, row).add(keyColumn(row)));
    for (Entry entry : database.query(TABLES, Catalog::entry)) {
      Table table = table(entry);
      tables.put(entry.name(), table);
      byLowerCase.put(AsciiCase.lower(entry.name()), table);
    }
    followed = tables.containsKey(SIDE + "control") && tables.containsKey(SIDE + "outbox");
    columns.clear();
    keys.clear();
  }

  private static <T> List<T> of(Map<String, List<T>> lists, ResultSet row) throws SQLException {
    return lists.computeIfAbsent(row.getString("table_name"), name -> new ArrayList<>());
  }

  /** Whether a table or trigger serves a live migration of this file, and is none of its data. */
  boolean isSide(String name) {
    return followed && name.startsWith(SIDE);
  }

  /** All tables in the order of their making, system and side tables left out. */
  public List<Table> tables() {
    return tables.values().stream().filter(table -> !isSide(table.name())).toList();
  }

  List<Table> tables(Table.Kind kind) {
    return tables().stream().filter(table -> table.kind() == kind).toList();
  }

  /** The table that SQLite means by a name, in any case. */
  public Optional<Table> find(String name) {
    return Optional.ofNullable(byLowerCase.get(AsciiCase.lower(name)));
  }

  /** A table that can be read. */
  Table require(String name) {
    Table table = tables.get(name);
    if (table == null || table.kind() == Table.Kind.VIRTUAL) {
      throw new CrossfadeException(
          ErrorCode.CF_2021,
          database.location()
              + ", table "
              + name
              + (table == null ? "" : ", which is a virtual table"));
    }
    return table;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getString("name"), row.getString("type"), row.getBoolean("wr"));
  }

  private Table table(Entry entry) {
    Table.Kind kind =
        switch (entry.type()) {
          case "virtual" -> Table.Kind.VIRTUAL;
          case "shadow" -> Table.Kind.SHADOW;
          default -> Table.Kind.ORDINARY;
        };
    if (kind == Table.Kind.VIRTUAL) {
      // Asking for its columns would load a module that may not exist.
      return new Table(entry.name(), kind, false, List.of(), List.of(), null);
    }
    List<ColumnRow> rows = columns.getOrDefault(entry.name(), List.of());
    List<Table.KeyColumn> index = keys.getOrDefault(entry.name(), List.of());
    String rowidColumn = index.isEmpty() && !entry.withoutRowid() ? rowidColumn(rows) : null;
    List<Table.Column> all = new ArrayList<>();
    for (ColumnRow row : rows) {
      boolean rowid = row.column().name().equals(rowidColumn);
      all.add(rowid ? notNull(row.column()) : row.column());
    }
    List<Table.KeyColumn> key = index.isEmpty() ? declaredKey(rows) : List.copyOf(index);
    return new Table(entry.name(), kind, entry.withoutRowid(), List.copyOf(all), key, rowidColumn);
  }

  private static ColumnRow columnRow(ResultSet row) throws SQLException {
    String type = row.getString("type");
    Table.Column column =
        new Table.Column(
            row.getString("name"),
            type == null ? "" : type,
            row.getBoolean("notnull"),
            row.getString("dflt_value"),
            GENERATED_VIRTUAL_OR_STORED.contains(row.getString("hidden")));
    return new ColumnRow(column, row.getInt("pk"));
  }

  private static Table.Column notNull(Table.Column column) {
    return new Table.Column(
        column.name(), column.declaredType(), true, column.defaultExpression(), column.generated());
  }

  private static Table.KeyColumn keyColumn(ResultSet row) throws SQLException {
    return new Table.KeyColumn(
        row.getString("name"), row.getString("coll"), row.getBoolean("desc"));
  }

  /** The key of a table that has no b-tree for it, because the rowid is the key. */
  private static List<Table.KeyColumn> declaredKey(List<ColumnRow> rows) {
    return rows.stream()
        .filter(row -> row.keyPosition() > 0)
        .sorted(Comparator.comparingInt(ColumnRow::keyPosition))
        .map(row -> new Table.KeyColumn(row.column().name(), "BINARY", false))
        .toList();
  }

  private static @Nullable String rowidColumn(List<ColumnRow> rows) {
    List<ColumnRow> key = rows.stream().filter(row -> row.keyPosition() > 0).toList();
    boolean alias =
        key.size() == 1 && AsciiCase.same(key.get(0).column().declaredType(), "INTEGER");
    return alias ? key.get(0).column().name() : null;
  }
}
