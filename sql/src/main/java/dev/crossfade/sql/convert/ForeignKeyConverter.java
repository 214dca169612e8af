package dev.crossfade.sql.convert;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.NameAllocator;
import dev.crossfade.sql.dialect.NamePolicy;
import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableConstraints;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The foreign keys, once all tables and their keys are known. */
final class ForeignKeyConverter {
  private final Workbench bench;
  private final List<TableModel> targets;

  ForeignKeyConverter(Workbench bench, List<TableModel> targets) {
    this.bench = bench;
    this.targets = targets;
  }

  TableModel link(CollectionPlan collection, TableModel table) {
    NameAllocator names = new NameAllocator(NamePolicy.KEEP);
    for (CheckModel check : table.checks()) {
      names.reserve(String.valueOf(check.name()));
    }
    List<ForeignKeyModel> keys = new ArrayList<>();
    TableModel source = bench.tableOf(collection.source());
    if (source != null) {
      for (ForeignKeyModel key : source.foreignKeys()) {
        ForeignKeyModel converted = convert(collection, table, key);
        if (converted != null) {
          keys.add(named(converted, table, names));
        }
      }
    }
    CollectionPlan.Parent parent = collection.parent();
    if (parent != null) {
      ForeignKeyModel key = toParent(collection, table, parent);
      if (key != null) {
        keys.add(named(key, table, names));
      }
    }
    TableConstraints old = table.constraints();
    return table.withConstraints(
        new TableConstraints(old.primaryKey(), old.uniques(), keys, old.checks()));
  }

  private static ForeignKeyModel named(ForeignKeyModel key, TableModel table, NameAllocator names) {
    String given = key.name();
    String wanted =
        given == null ? table.name() + "_" + String.join("_", key.columns()) + "_fkey" : given;
    return new ForeignKeyModel(
        names.allocate(wanted), key.columns(), key.reference(), key.rules(), true);
  }

  private @Nullable ForeignKeyModel toParent(
      CollectionPlan collection, TableModel table, CollectionPlan.Parent parent) {
    ForeignKeyModel key =
        new ForeignKeyModel(
            null,
            parent.columns(),
            new ForeignKeyModel.Reference(parent.table(), parent.parentColumns()),
            ForeignKeyModel.Rules.DEFAULT,
            true);
    return checked("foreign key of " + collection.source(), table, key);
  }

  private @Nullable ForeignKeyModel convert(
      CollectionPlan collection, TableModel table, ForeignKeyModel key) {
    String subject =
        "foreign key (" + String.join(", ", key.columns()) + ") of " + collection.source();
    CollectionPlan parent = bench.planOf(key.reference().table());
    if (parent == null) {
      bench.refuse(
          subject,
          "Its parent " + key.reference().table() + " is not moved.",
          "Move the parent too, or leave the key out.");
      return null;
    }
    List<String> columns = targets(collection, key.columns());
    List<String> parents = targets(parent, parentColumns(parent, key));
    if (columns == null || parents == null || columns.size() != parents.size()) {
      bench.refuse(subject, "One of its columns is not moved or does not exist.", "");
      return null;
    }
    return checked(
        subject,
        table,
        new ForeignKeyModel(
            key.name(),
            columns,
            new ForeignKeyModel.Reference(parent.target(), parents),
            key.rules(),
            true));
  }

  private List<String> parentColumns(CollectionPlan parent, ForeignKeyModel key) {
    TableModel table = bench.tableOf(parent.source());
    KeyModel primaryKey = table == null ? null : table.primaryKey();
    return key.reference().columns().isEmpty() && primaryKey != null
        ? primaryKey.columns()
        : key.reference().columns();
  }

  private static @Nullable List<String> targets(CollectionPlan collection, List<String> names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      ColumnPlan column = Workbench.column(collection, name).orElse(null);
      if (column == null) {
        return null;
      }
      found.add(column.target());
    }
    return found;
  }

  private @Nullable ForeignKeyModel checked(String subject, TableModel table, ForeignKeyModel key) {
    TableModel parent =
        targets.stream()
            .filter(target -> target.name().equals(key.reference().table()))
            .findFirst()
            .orElse(null);
    if (parent == null) {
      bench.refuse(subject, "Its parent " + key.reference().table() + " is not moved.", "");
      return null;
    }
    for (int i = 0; i < key.columns().size(); i++) {
      String child = type(table, key.columns().get(i));
      String other = type(parent, key.reference().columns().get(i));
      if (!child.equals(other)) {
        bench.refuse(
            subject,
            "%s is %s, but %s.%s is %s."
                .formatted(
                    key.columns().get(i),
                    child,
                    parent.name(),
                    key.reference().columns().get(i),
                    other),
            "Give both columns one type in the plan.");
        return null;
      }
    }
    if (!isUnique(parent, key.reference().columns())) {
      bench.refuse(
          subject,
          "No key of " + parent.name() + " is made of the columns that it refers to.",
          "Add a unique constraint to the parent, then the foreign key.");
      return null;
    }
    return key;
  }

  private static String type(TableModel table, String column) {
    return table.column(column).map(ColumnModel::declaredType).orElse("missing");
  }

  /** Any unique constraint or plain unique index over these columns will do, in any order. */
  private static boolean isUnique(TableModel parent, List<String> columns) {
    Set<String> wanted = new HashSet<>(columns);
    KeyModel primaryKey = parent.primaryKey();
    boolean key =
        (primaryKey != null && wanted.equals(new HashSet<>(primaryKey.columns())))
            || parent.uniques().stream()
                .anyMatch(unique -> wanted.equals(new HashSet<>(unique.columns())));
    return key || parent.indexes().stream().anyMatch(index -> isPlain(index, wanted));
  }

  private static boolean isPlain(IndexModel index, Set<String> wanted) {
    Set<String> parts = new HashSet<>();
    index.parts().stream().filter(part -> !part.expression()).forEach(p -> parts.add(p.text()));
    return index.unique()
        && index.predicate() == null
        && index.parts().size() == parts.size()
        && wanted.equals(parts);
  }
}
