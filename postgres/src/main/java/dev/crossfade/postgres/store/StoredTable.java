package dev.crossfade.postgres.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.hybrid.HybridRow;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one table, and what goes into them and comes out. Parameters are bound as text
 * of no type: then a statement's plan is the same for nulls.
 */
final class StoredTable {
  /** In scans: one order, that of the code points, whatever the database's is. */
  private static final String ORDERED_KEY = "t.key COLLATE \"C\"";

  /** Has the parameters of {@link #bind}. */
  final String put;

  /** The same behind {@link KeyLock#TAKE}, which has the first two parameters. */
  final String lockAndPut;

  /** {@link #delete} behind the same. */
  final String lockAndDelete;

  /** Has the key as its parameter, as those below. */
  final String delete;

  /** Gives the columns of {@link #read}. */
  final String get;

  /** The same, and the row is locked. */
  final String getLocked;

  /** The same, and fails where another one has the lock. */
  final String getLockedAtOnce;

  /** Key and migration as parameters: flag and epoch of the store, the key, and the value. */
  final String getAndStanding;

  private final HybridTable table;
  private final String name;
  private final String columns;
  private final KeyLock locks;

  StoredTable(String schema, HybridTable table) {
    this.table = table;
    name = Identifiers.quote(schema, table.plan().target());
    locks = new KeyLock(schema, table.plan().target());
    List<String> names =
        table.plan().columns().stream().map(one -> Identifiers.quote(one.target())).toList();
    List<String> values = names.subList(1, names.size());
    columns = values.stream().map(one -> "t." + one).collect(Collectors.joining(", "));
    put =
        "INSERT INTO "
            + name
            + " ("
            + String.join(", ", names)
            + ") VALUES ("
            + table.plan().columns().stream()
                .map(StoredTable::parameter)
                .collect(Collectors.joining(", "))
            + ") ON CONFLICT (key) DO UPDATE SET "
            + values.stream()
                .map(one -> one + " = excluded." + one)
                .collect(Collectors.joining(", "));
    delete = "DELETE FROM " + name + " AS t WHERE t.key = ?";
    lockAndPut = KeyLock.TAKE + ";" + put;
    lockAndDelete = KeyLock.TAKE + ";" + delete;
    get = "SELECT " + columns + " FROM " + name + " AS t WHERE t.key = ?";
    getLocked = get + " FOR UPDATE";
    getLockedAtOnce = getLocked + " NOWAIT";
    getAndStanding =
        "SELECT s.is_open, s.epoch, t.key, "
            + columns
            + " FROM (SELECT 1) AS one LEFT JOIN "
            + name
            + " AS t ON t.key = ? LEFT JOIN crossfade.live_stores AS s ON s.migration = ?";
  }

  private static String parameter(ColumnPlan column) {
    return "CAST(? AS " + column.conversion().type() + ")";
  }

  HybridTable table() {
    return table;
  }

  /** The table's name as SQL. */
  String name() {
    return name;
  }

  long lock(String key) {
    return locks.of(key);
  }

  /** Keys from a text on and before another one, in their order; null is no bound. */
  String scan(@Nullable String from, boolean inclusive, @Nullable String before) {
    List<String> conditions = new ArrayList<>();
    if (from != null) {
      conditions.add(ORDERED_KEY + (inclusive ? " >= ?" : " > ?"));
    }
    if (before != null) {
      conditions.add(ORDERED_KEY + " < ?");
    }
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return "SELECT t.key, "
        + columns
        + " FROM "
        + name
        + " AS t"
        + where
        + " ORDER BY "
        + ORDERED_KEY;
  }

  /**
   * What a value becomes in a row.
   *
   * @return the parameters of {@link #put}
   * @throws CrossfadeException CF-7003 when it cannot be kept
   */
  List<@Nullable String> parameters(String key, Document value) {
    HybridRow row = table.split(value);
    List<@Nullable String> parameters = new ArrayList<>();
    parameters.add(key);
    for (Document attribute : row.attributes()) {
      parameters.add(attribute == null ? null : AttributeColumn.text(attribute));
    }
    try {
      parameters.add(row.restJson());
    } catch (CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_7003, e.detail(), e);
    }
    return parameters;
  }

  /** Sets parameters from {@code at} on. */
  static void bind(PreparedStatement statement, int at, List<@Nullable String> parameters)
      throws SQLException {
    int next = at;
    for (String parameter : parameters) {
      bind(statement, next++, parameter);
    }
  }

  /** Sets one parameter to text of no type. */
  static void bind(PreparedStatement statement, int at, @Nullable String parameter)
      throws SQLException {
    if (parameter == null) {
      statement.setNull(at, Types.OTHER);
    } else {
      statement.setObject(at, parameter, Types.OTHER);
    }
  }

  /**
   * The document of a row.
   *
   * @param first position of the first of the columns behind the key
   */
  Document read(ResultSet row, int first) throws SQLException {
    List<Attribute> attributes = table.attributes();
    @Nullable Document[] values = new @Nullable Document[attributes.size()];
    for (int i = 0; i < values.length; i++) {
      Attribute attribute = attributes.get(i);
      try {
        values[i] = AttributeColumn.read(row, first + i, attribute.type());
      } catch (IllegalArgumentException e) {
        throw table.unreadable(attribute.column(), e);
      }
    }
    String rest = String.valueOf(row.getString(first + values.length));
    return table.join(new HybridRow(Arrays.asList(values), DocumentJson.decode(rest)));
  }
}
