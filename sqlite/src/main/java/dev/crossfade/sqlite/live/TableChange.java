package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.SqliteDdl;
import dev.crossfade.sql.dialect.SqliteStatement;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a followed table, by the statements that made it then and now. */
final class TableChange {
  private final String name;
  private final TableModel before;
  private final TableModel after;

  private TableChange(String name, TableModel before, TableModel after) {
    this.name = name;
    this.before = before;
    this.after = after;
  }

  /**
   * Compares.
   *
   * @param now null when there is no such table any more
   */
  static List<SchemaChange> of(String name, @Nullable String then, @Nullable String now) {
    if (now == null) {
      return List.of(change(name, SchemaChange.Kind.LOST, "was dropped or renamed", List.of()));
    }
    if (now.equals(then)) {
      return List.of();
    }
    TableModel before = parse(then);
    TableModel after = parse(now);
    return before == null || after == null
        ? List.of(change(name, SchemaChange.Kind.LOST, "was changed", List.of()))
        : new TableChange(name, before, after).find();
  }

  private List<SchemaChange> find() {
    List<SchemaChange> changes = new ArrayList<>();
    for (ColumnModel column : before.columns()) {
      Optional<ColumnModel> still = column(after, column.name());
      if (still.isEmpty()) {
        changes.add(lost("lost its column " + column.name()));
      } else if (!sameValues(column, still.get())) {
        changes.add(lost("has another type in its column " + column.name()));
      }
    }
    if (!key(before).equals(key(after))) {
      changes.add(lost("has another key"));
    }
    List<String> added =
        after.columns().stream()
            .map(ColumnModel::name)
            .filter(column -> column(before, column).isEmpty())
            .toList();
    if (!added.isEmpty()) {
      String text = "has a new column: " + String.join(", ", added);
      changes.add(change(name, SchemaChange.Kind.COLUMN, text, added));
    }
    if (changes.isEmpty() || !onlyAdded(added.size())) {
      changes.add(change(name, SchemaChange.Kind.CHANGED, "was changed", List.of()));
    }
    return changes;
  }

  /** ALTER TABLE adds at the end, and constraints of the new columns only. */
  private boolean onlyAdded(int count) {
    int kept = before.columns().size();
    return count > 0
        && after.columns().size() == kept + count
        && after.columns().subList(0, kept).equals(before.columns())
        && after.uniques().equals(before.uniques())
        && after.checks().containsAll(before.checks())
        && after.foreignKeys().containsAll(before.foreignKeys())
        && after.flags().equals(before.flags());
  }

  private static boolean sameValues(ColumnModel one, ColumnModel other) {
    return AsciiCase.same(one.declaredType(), other.declaredType())
        && one.generated() == other.generated();
  }

  private static List<String> key(TableModel table) {
    KeyModel key = table.primaryKey();
    return key == null ? List.of() : key.columns().stream().map(AsciiCase::lower).toList();
  }

  private static Optional<ColumnModel> column(TableModel table, String name) {
    return table.columns().stream().filter(one -> AsciiCase.same(one.name(), name)).findFirst();
  }

  private static @Nullable TableModel parse(@Nullable String sql) {
    try {
      return sql != null && SqliteDdl.parse(sql) instanceof SqliteStatement.CreateTable made
          ? made.table()
          : null;
    } catch (CrossfadeException e) {
      return null;
    }
  }

  private SchemaChange lost(String text) {
    return change(name, SchemaChange.Kind.LOST, text, List.of());
  }

  private static SchemaChange change(
      String name, SchemaChange.Kind kind, String text, List<String> columns) {
    return new SchemaChange(kind, "table " + name, text, name, columns);
  }
}
