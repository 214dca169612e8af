package dev.crossfade.sqlite;

import dev.crossfade.core.store.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The query of a scan: the columns asked for, and behind them the columns that make up the
 * position, in the order of the table's b-tree, so that SQLite neither sorts nor keeps rows.
 *
 * @param sql with parameters
 * @param parameters their values: {@code Long}, {@code Double}, {@code String} or bytes
 * @param columns number of columns asked for
 * @param order how rows are addressed
 */
public record ScanQuery(String sql, List<Object> parameters, int columns, RowOrder order) {

  /** What a scan reads, whatever it begins with. */
  public record Request(
      Table table, List<String> columns, @Nullable String condition, long limit) {}

  /** A scan from a position on. */
  public static ScanQuery from(Request request, ScanPosition after) {
    Builder builder = new Builder(request);
    builder.after(after);
    return builder.build();
  }

  /** A scan from a position on in an order of the caller's choice. */
  public static ScanQuery from(Request request, RowOrder order, ScanPosition after) {
    Builder builder = new Builder(request, order);
    builder.after(after);
    return builder.build();
  }

  /** A scan of a range of keys. */
  public static ScanQuery range(Request request, KeyRange range) {
    return range(request, RowOrder.of(request.table()), range);
  }

  /** A scan of a range of keys in the order of those keys. */
  public static ScanQuery range(Request request, RowOrder order, KeyRange range) {
    Builder builder = new Builder(request, order);
    if (range.after() != null) {
      builder.compare(range.after(), '>', false);
    }
    if (range.upTo() != null) {
      builder.compare(range.upTo(), '<', true);
    }
    return builder.build();
  }

  private static final class Builder {
    private final Request request;
    private final RowOrder order;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private long offset;

    Builder(Request request) {
      this(request, RowOrder.of(request.table()));
    }

    Builder(Request request, RowOrder order) {
      this.request = request;
      this.order = order;
      String condition = request.condition();
      if (condition != null) {
        conditions.add(condition);
      }
    }

    void after(ScanPosition after) {
      String token = after.position().token();
      if (after instanceof ScanPosition.AfterRows rows && order.kind() == RowOrder.Kind.COUNT) {
        offset = rows.rows();
      } else if (after instanceof ScanPosition.AfterRowid row
          && order.kind() == RowOrder.Kind.ROWID) {
        conditions.add(order.columns().get(0).sql() + " > ?");
        parameters.add(row.rowid());
      } else if (after instanceof ScanPosition.AfterKey key && order.kind() == RowOrder.Kind.KEY) {
        compare(key.cells(), '>', false);
      } else if (after instanceof ScanPosition.End) {
        conditions.add("0");
      } else if (!(after instanceof ScanPosition.Start)) {
        throw ScanPosition.foreign(token);
      }
    }

    /** Adds a comparison of the order's columns with encoded cells, lexicographic. */
    void compare(byte[] cells, char direction, boolean orEqual) {
      List<KeyParameter> key = KeyParameter.decode(cells);
      if (key.size() != order.columns().size()) {
        throw ScanPosition.foreign("with " + key.size() + " columns");
      }
      // The first column alone bounds the b-tree; the rest is looked at row by row.
      conditions.add(comparison(key, 0, direction, true));
      if (key.size() > 1) {
        conditions.add(lexicographic(key, 0, direction, orEqual));
      } else if (!orEqual) {
        conditions.set(conditions.size() - 1, comparisonOnce(key, direction));
      }
    }

    private String comparisonOnce(List<KeyParameter> key, char direction) {
      parameters.remove(parameters.size() - 1);
      return comparison(key, 0, direction, false);
    }

    private String lexicographic(
        List<KeyParameter> key, int column, char direction, boolean orEqual) {
      if (column == key.size() - 1) {
        return comparison(key, column, direction, orEqual);
      }
      String greater = comparison(key, column, direction, false);
      String equal = order.columns().get(column).sql() + " = " + bind(key.get(column));
      String rest = lexicographic(key, column + 1, direction, orEqual);
      return "(" + greater + " OR (" + equal + " AND " + rest + "))";
    }

    private String comparison(List<KeyParameter> key, int column, char direction, boolean orEqual) {
      RowOrder.Column part = order.columns().get(column);
      boolean greater = (direction == '>') != part.descending();
      return part.sql() + (greater ? " >" : " <") + (orEqual ? "= " : " ") + bind(key.get(column));
    }

    private String bind(KeyParameter parameter) {
      parameters.add(parameter.value());
      return parameter.sql();
    }

    private String indexHint() {
      String index = order.index();
      if (index == null) {
        // An index that covers the columns must not change the order, nor one on a condition sort.
        return request.table().withoutRowid() ? "" : " NOT INDEXED";
      }
      return index.isEmpty() ? "" : " INDEXED BY " + SqliteNames.quote(index);
    }

    ScanQuery build() {
      StringJoiner select = new StringJoiner(", ", "SELECT ", "");
      String table = SqliteNames.quote(request.table().name());
      request.columns().forEach(column -> select.add(table + "." + SqliteNames.quote(column)));
      order.columns().forEach(column -> select.add(column.name()));
      StringBuilder sql = new StringBuilder(select.toString());
      if (request.columns().isEmpty() && order.columns().isEmpty()) {
        sql.append("NULL");
      }
      sql.append(" FROM main.").append(table);
      sql.append(indexHint());
      if (!conditions.isEmpty()) {
        sql.append(" WHERE ").append(String.join(" AND ", conditions));
      }
      if (order.kind() != RowOrder.Kind.COUNT) {
        StringJoiner by = new StringJoiner(", ", " ORDER BY ", "");
        order
            .columns()
            .forEach(column -> by.add(column.sql() + (column.descending() ? " DESC" : "")));
        sql.append(by);
      }
      if (request.limit() > 0 || offset > 0) {
        sql.append(" LIMIT ").append(request.limit() > 0 ? request.limit() : -1);
        sql.append(" OFFSET ").append(offset);
      }
      return new ScanQuery(sql.toString(), parameters, request.columns().size(), order);
    }
  }
}
