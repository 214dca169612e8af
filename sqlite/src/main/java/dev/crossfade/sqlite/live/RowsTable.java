package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.sqlite.SqliteDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one collection in a private SQLite file, which sorts them by the key.
 *
 * <pre>
 * n            number of the record in the order in which it was read, from 1
 * k1, k2, ...  the key's cells as they were read, no affinity; BINARY, so in the key's order
 * cells        the row in the canonical encoding
 * </pre>
 */
final class RowsTable {
  private final SqliteDatabase database;
  private final CollectionPlan plan;
  private final String name;
  private final int width;

  /**
   * @param number of the collection, from 1
   */
  RowsTable(SqliteDatabase database, CollectionPlan plan, int number) {
    this.database = database;
    this.plan = plan;
    this.name = "rows_" + number;
    this.width = plan.key().size();
  }

  /** Takes all rows of a scan, which is closed, and puts them in order. */
  long fill(RowScan rows) {
    database.execute(
        "CREATE TABLE " + name + "(n INTEGER PRIMARY KEY, " + columns(i -> "k" + i) + ", cells)");
    long count = insert(rows);
    database.execute(
        "CREATE INDEX " + name + "_key ON " + name + "(" + columns(i -> "k" + i) + ")");
    requireUnique();
    return count;
  }

  private long insert(RowScan rows) {
    KeyOrder order = new KeyOrder(plan.keyPositions());
    RowBatch batch = new RowBatch(64 << 10);
    long count = 0;
    try (rows;
        RowStatements statements = new RowStatements(database)) {
      while (rows.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          count++;
          insert(statements, order, batch, row, count);
        }
      }
      return count;
    } catch (SQLException e) {
      throw database.errors().of(e, "collection " + plan.source());
    }
  }

  private void insert(
      RowStatements statements, KeyOrder order, RowBatch batch, int row, long number)
      throws SQLException {
    byte[] key = order.extract(batch.data(), batch.start(row), batch.end(row));
    List<RowStatements.Parameter> parameters = new ArrayList<>();
    parameters.add(new RowStatements.Parameter("?", number));
    parameters.addAll(parameters(key, number));
    byte[] cells = java.util.Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row));
    parameters.add(new RowStatements.Parameter("?", cells));
    statements.update(
        "INSERT INTO %s VALUES (%s)"
            .formatted(
                name,
                parameters.stream()
                    .map(RowStatements.Parameter::sql)
                    .collect(Collectors.joining(", "))),
        parameters);
  }

  private List<RowStatements.Parameter> parameters(byte[] key, long number) {
    CellCursor cells = new CellCursor();
    cells.reset(key, 0, key.length);
    for (int i = 0; cells.next(); i++) {
      if (cells.tag() == Tag.NULL) {
        throw refused("record " + number + " has no " + plan.key().get(i));
      }
    }
    List<RowStatements.Parameter> parameters = RowStatements.Parameter.of(key, 0, key.length);
    if (parameters == null) {
      throw refused("the key of record " + number + " is neither text nor a whole number");
    }
    return parameters;
  }

  private void requireUnique() {
    String sql =
        "SELECT min(n), max(n) FROM %s GROUP BY %s HAVING count(*) > 1 LIMIT 1"
            .formatted(name, columns(i -> "k" + i));
    database
        .query(sql, row -> "records " + row.getLong(1) + " and " + row.getLong(2))
        .forEach(
            both -> {
              throw refused(both + " have the same " + String.join(", ", plan.key()));
            });
  }

  private CrossfadeException refused(String why) {
    return new CrossfadeException(ErrorCode.CF_6512, plan.source() + ": " + why);
  }

  /** All rows in the key's order. */
  RowScan scan() {
    return open("SELECT cells FROM %s ORDER BY %s".formatted(name, columns(i -> "k" + i)));
  }

  /** The rows behind a record in the order in which they were read. */
  RowScan behind(long number) {
    return open("SELECT cells, n FROM %s WHERE n > ? ORDER BY n".formatted(name), number);
  }

  /** The rows of a range in the key's order, at most so many. */
  RowScan range(KeyRange range, int limit) {
    List<RowStatements.Parameter> parameters = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    bound(range.after(), ">", conditions, parameters);
    bound(range.upTo(), "<=", conditions, parameters);
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return open(
        "SELECT cells FROM %s%s ORDER BY %s LIMIT %d"
            .formatted(name, where, columns(i -> "k" + i), limit),
        parameters.stream().map(RowStatements.Parameter::value).toArray());
  }

  private void bound(
      byte @Nullable [] key,
      String operator,
      List<String> conditions,
      List<RowStatements.Parameter> parameters) {
    if (key == null) {
      return;
    }
    List<RowStatements.Parameter> values =
        Objects.requireNonNull(RowStatements.Parameter.of(key, 0, key.length));
    conditions.add(
        "(%s) %s (%s)"
            .formatted(
                columns(i -> "k" + i),
                operator,
                values.stream()
                    .map(RowStatements.Parameter::sql)
                    .collect(Collectors.joining(", "))));
    parameters.addAll(values);
  }

  /** Adds the row of a key to a batch, if there is one. */
  void pick(byte[] key, RowBatch into) {
    List<RowStatements.Parameter> values = RowStatements.Parameter.of(key, 0, key.length);
    if (values == null) {
      return;
    }
    String where =
        IntStream.range(0, width)
            .mapToObj(i -> ExactKey.condition("k" + (i + 1), values.get(i).numbered(i + 1)))
            .collect(Collectors.joining(" AND "));
    Object[] parameters = values.stream().map(RowStatements.Parameter::value).toArray();
    String sql = "SELECT cells FROM " + name + " WHERE " + where;
    for (byte[] cells : database.query(sql, row -> row.getBytes(1), parameters)) {
      into.putRow(cells, 0, cells.length);
    }
  }

  private RowScan open(String sql, @Nullable Object... parameters) {
    return new CellsScan(database, "collection " + plan.source(), sql, parameters);
  }

  private String columns(IntFunction<String> column) {
    return IntStream.rangeClosed(1, width).mapToObj(column).collect(Collectors.joining(", "));
  }
}
