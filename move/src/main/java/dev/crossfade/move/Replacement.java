package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Target;
import dev.crossfade.sql.dialect.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tables and views of a schema that a run takes the place of. */
final class Replacement {
  private static final String DEPENDENTS = SqlText.read("dependents.sql");

  private final Target target;
  private final String schema;
  private final List<String> views;
  private final List<String> tables;

  /**
   * @param views names of the views that the run makes
   */
  Replacement(Target target, String schema, Plan plan, List<String> views) {
    this.target = target;
    this.schema = schema;
    Set<String> there = new HashSet<>(target.relations(schema));
    this.views = views.stream().filter(there::contains).toList();
    tables = plan.moved().stream().map(CollectionPlan::target).filter(there::contains).toList();
  }

  /** The statements that take them away; they fail where other objects depend on them. */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    drop(statements, "VIEW", views);
    drop(statements, "TABLE", tables);
    return statements;
  }

  private void drop(List<String> statements, String kind, List<String> names) {
    if (!names.isEmpty()) {
      statements.add("DROP " + kind + " " + String.join(", ", qualified(names)));
    }
  }

  private List<String> qualified(List<String> names) {
    return names.stream().map(name -> Identifiers.quote(schema, name)).toList();
  }

  /** Refuses what could only fail when everything is copied and proven. */
  void check() {
    Set<String> replaced = new HashSet<>(views);
    replaced.addAll(tables);
    if (replaced.isEmpty()) {
      return;
    }
    List<String> dependents = new ArrayList<>();
    target.query(
        DEPENDENTS,
        List.of(schema),
        row -> {
          boolean goesToo = row.get(1).equals("t") && replaced.contains(row.get(2));
          if (replaced.contains(row.get(0)) && !goesToo) {
            dependents.add(row.get(3) + " depends on " + schema + "." + row.get(0));
          }
        });
    if (!dependents.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_5210, String.join("; ", dependents));
    }
  }
}
