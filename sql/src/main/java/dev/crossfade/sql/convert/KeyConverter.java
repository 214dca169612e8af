package dev.crossfade.sql.convert;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.Identifiers;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The primary key and the unique constraints of one table. A key over a column declared COLLATE
 * NOCASE also gets a unique index on {@code lower()}: that is deterministic, needs no extension and
 * no ICU, and queries can use it.
 */
final class KeyConverter {
  private final Workbench bench;
  private final CollectionPlan collection;
  private final @Nullable TableModel source;
  private @Nullable KeyModel primaryKey;
  private final List<KeyModel> uniques = new ArrayList<>();
  private final List<IndexModel> indexes = new ArrayList<>();
  private final Set<List<String>> seen = new HashSet<>();

  KeyConverter(Workbench bench, CollectionPlan collection) {
    this.bench = bench;
    this.collection = collection;
    this.source = bench.tableOf(collection.source());
  }

  void convert() {
    KeyModel declared = source == null ? null : source.primaryKey();
    List<String> key = declared == null ? null : targets(declared.columns(), "primary key");
    if (key == null) {
      key = collection.key();
    }
    if (!key.isEmpty()) {
      primary(declared == null ? null : declared.name(), key);
    }
    if (source != null) {
      for (KeyModel unique : source.uniques()) {
        List<String> columns = targets(unique.columns(), "unique constraint");
        if (columns != null) {
          unique(unique.name(), columns, isFolded(unique.columns()));
        }
      }
    }
  }

  @Nullable KeyModel primaryKey() {
    return primaryKey;
  }

  List<KeyModel> uniques() {
    return uniques;
  }

  List<IndexModel> indexes() {
    return indexes;
  }

  private void primary(@Nullable String name, List<String> key) {
    if (!indexable(key, "primary key")) {
      return;
    }
    List<String> nullable =
        plans(key).stream().filter(ColumnPlan::nullable).map(ColumnPlan::target).toList();
    if (!nullable.isEmpty()) {
      bench.change(
          "primary key of " + collection.source(),
          "It is a unique constraint, because SQLite let NULL into "
              + String.join(", ", nullable)
              + ".",
          "Remove the rows with NULL, or give the table another key.");
      unique(name, key, isFolded(sources(key)));
      return;
    }
    seen.add(key);
    String wanted = name == null ? collection.target() + "_pkey" : name;
    primaryKey = new KeyModel(bench.relation(wanted, name != null), key);
    if (isFolded(sources(key))) {
      folded(null, key);
    }
  }

  private void unique(@Nullable String name, List<String> columns, boolean folds) {
    if (!indexable(columns, "unique constraint") || !seen.add(columns)) {
      return;
    }
    if (folds) {
      folded(name, columns);
      if (!isReferred(columns)) {
        return;
      }
    }
    String wanted =
        name == null || folds
            ? collection.target() + "_" + String.join("_", columns) + "_key"
            : name;
    uniques.add(new KeyModel(bench.relation(wanted, name != null && !folds), columns));
  }

  private void folded(@Nullable String name, List<String> columns) {
    String wanted =
        name == null ? collection.target() + "_" + String.join("_", columns) + "_nocase" : name;
    List<IndexModel.Part> parts = new ArrayList<>();
    for (ColumnPlan column : plans(columns)) {
      parts.add(
          Workbench.ignoresCase(source, column.source())
                  && column.conversion().type().equals("text")
              ? new IndexModel.Part(
                  "lower(" + Identifiers.quote(column.target()) + ")", true, false, null)
              : IndexModel.Part.column(column.target()));
    }
    indexes.add(new IndexModel(bench.relation(wanted, name != null), true, parts, null));
  }

  /** Whether a foreign key needs the exact columns to be unique. */
  private boolean isReferred(List<String> columns) {
    return bench.source.tables().stream()
        .flatMap(table -> table.foreignKeys().stream())
        .filter(key -> collection.equals(bench.planOf(key.reference().table())))
        .map(key -> targets(key.reference().columns(), null))
        .anyMatch(columns::equals);
  }

  private boolean isFolded(List<String> sourceColumns) {
    return sourceColumns.stream().anyMatch(column -> Workbench.ignoresCase(source, column));
  }

  /** PostgreSQL has no order for json, so no key either. */
  private boolean indexable(List<String> targets, String what) {
    for (ColumnPlan column : plans(targets)) {
      if (column.conversion().type().equals("json")) {
        bench.refuse(
            what + " of " + collection.source(),
            "The column " + column.target() + " became json, which has no equality.",
            "Let the column become text or jsonb in the plan.");
        return false;
      }
    }
    return true;
  }

  private List<ColumnPlan> plans(List<String> targets) {
    return collection.columns().stream()
        .filter(column -> targets.contains(column.target()))
        .sorted((a, b) -> targets.indexOf(a.target()) - targets.indexOf(b.target()))
        .toList();
  }

  private List<String> sources(List<String> targets) {
    return plans(targets).stream().map(ColumnPlan::source).toList();
  }

  private @Nullable List<String> targets(List<String> sourceColumns, @Nullable String what) {
    List<String> targets = new ArrayList<>();
    for (String name : sourceColumns) {
      ColumnPlan column = Workbench.column(collection, name).orElse(null);
      if (column == null) {
        if (what != null) {
          bench.refuse(
              what + " of " + collection.source(), "The column " + name + " is not moved.", "");
        }
        return null;
      }
      targets.add(column.target());
    }
    return targets;
  }
}
