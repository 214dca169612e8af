package dev.crossfade.core.plan;

import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.SourceShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Extends a plan by what a followed SQLite file has gained. There are few values yet to judge by,
 * or only defaults: so types follow the declaration, as wide as SQLite may store under it, and
 * nothing is given a meaning. What was planned stays as it is.
 */
public final class PlanGrowth {
  private final SourceShape shape;
  private final List<PlanOptions.Link> links;
  private Plan plan;

  /**
   * @param plan as it is
   * @param shape of the file as it is now; a sample of the rows is enough
   * @param links foreign keys: a column takes the conversion of the one that it refers to
   */
  public PlanGrowth(Plan plan, SourceShape shape, List<PlanOptions.Link> links) {
    this.plan = plan;
    this.shape = shape;
    this.links = List.copyOf(links);
  }

  /** The plan as extended so far. */
  public Plan plan() {
    return plan;
  }

  /**
   * Adds columns behind those of a table, generated ones and those that are planned left out.
   *
   * @param table name in the file
   * @param names of columns in the file
   */
  public void addColumns(String table, List<String> names) {
    CollectionShape seen = shape(table);
    if (seen == null) {
      return;
    }
    change(
        table,
        old -> {
          List<ColumnPlan> columns = new ArrayList<>(old.columns());
          for (ColumnShape column : seen.columns()) {
            boolean planned =
                old.columns().stream().anyMatch(one -> one.source().equals(column.source()));
            if (names.contains(column.source()) && !column.generated() && !planned) {
              columns.add(column(table, column, target(column.source(), columns), false));
            }
          }
          return old.with(columns);
        });
  }

  /** Lets columns of a table be null, whatever the file says. */
  public void loosen(String table, List<String> names) {
    change(
        table,
        old ->
            old.with(
                old.columns().stream()
                    .map(column -> names.contains(column.source()) ? nullable(column) : column)
                    .toList()));
  }

  /** Lets columns be null that the file lets be null now. */
  public void loosen(String table) {
    CollectionShape seen = shape(table);
    if (seen == null) {
      return;
    }
    List<String> loose =
        seen.columns().stream()
            .filter(column -> !column.notNull() && !seen.key().contains(column.source()))
            .map(ColumnShape::source)
            .toList();
    loosen(table, loose);
  }

  /**
   * Adds a table, or plans it anew; one that is there in the plan and not in the file is taken out.
   */
  public void replaceTable(String table) {
    String targetTable = without(table);
    CollectionShape seen = shape(table);
    if (seen == null) {
      return;
    }
    boolean holes =
        seen.columns().stream()
            .anyMatch(one -> seen.key().contains(one.source()) && one.evidence().nulls() > 0);
    List<String> key = holes ? List.of() : seen.key();
    List<ColumnPlan> columns = new ArrayList<>();
    for (ColumnShape column : seen.columns()) {
      if (!column.generated()) {
        String target = target(column.source(), columns);
        columns.add(column(table, column, target, key.contains(column.source())));
      }
    }
    List<String> keyTargets =
        key.stream()
            .flatMap(name -> columns.stream().filter(one -> one.source().equals(name)).limit(1))
            .map(ColumnPlan::target)
            .toList();
    add(new CollectionPlan(table, targetTable, null, null, keyTargets, columns, null));
  }

  /** Leaves a table out that the file has, for a reason. */
  public void leaveOut(String table, String reason) {
    String targetTable = without(table);
    add(new CollectionPlan(table, targetTable, reason, null, List.of(), List.of(), null));
  }

  /** Takes a table out; gives the name that it has, or may have, in the target. */
  private String without(String table) {
    List<CollectionPlan> others = new ArrayList<>();
    String name = null;
    for (CollectionPlan one : plan.collections()) {
      if (one.source().equals(table)) {
        name = one.target();
      } else {
        others.add(one);
      }
    }
    plan = plan.with(others);
    return name == null ? targetTable(table) : name;
  }

  private void add(CollectionPlan collection) {
    List<CollectionPlan> all = new ArrayList<>(plan.collections());
    all.add(collection);
    plan = plan.with(List.copyOf(all));
  }

  private void change(String table, UnaryOperator<CollectionPlan> how) {
    plan =
        plan.with(
            plan.collections().stream()
                .map(one -> one.source().equals(table) && one.skip() == null ? how.apply(one) : one)
                .toList());
  }

  private String targetTable(String table) {
    List<String> names = new ArrayList<>(plan.collections().stream().map(c -> c.target()).toList());
    return free(TargetNames.ofTables(List.of(table), false).getOrDefault(table, table), names);
  }

  private static String target(String source, List<ColumnPlan> columns) {
    List<String> names = columns.stream().map(ColumnPlan::target).toList();
    return free(TargetNames.ofColumns(List.of(source)).getOrDefault(source, source), names);
  }

  private static String free(String wanted, List<String> taken) {
    String name = wanted;
    for (int i = 2; taken.contains(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private ColumnPlan column(String table, ColumnShape column, String target, boolean key) {
    Evidence evidence = column.evidence();
    Conversion conversion = referred(table, column);
    String reason = "one type with the column that it refers to";
    if (conversion == null || !fits(conversion, evidence)) {
      conversion = Conversion.of(declared(column.declaredType()));
      reason = "declared " + column.declaredType();
    }
    boolean orderless = key && !conversion.ordered();
    if (orderless || !fits(conversion, evidence)) {
      return TypeRules.choosePlain(column, target, key, "taken over while it was followed");
    }
    boolean nullable = evidence.nulls() > 0 || !(column.notNull() || key);
    return new ColumnPlan(
        column.source(), target, conversion, nullable, Misfit.REJECT, reason, List.of());
  }

  private static boolean fits(Conversion conversion, Evidence evidence) {
    return evidence.values() == 0 || Fit.all(conversion, evidence);
  }

  private @Nullable Conversion referred(String table, ColumnShape column) {
    for (PlanOptions.Link link : links) {
      if (link.collection().equals(table) && link.column().equals(column.source())) {
        for (CollectionPlan other : plan.moved()) {
          for (ColumnPlan one : other.columns()) {
            if (other.source().equals(link.otherCollection())
                && one.source().equals(link.otherColumn())) {
              return one.conversion();
            }
          }
        }
      }
    }
    return null;
  }

  /** By SQLite's rules of affinity: whatever it stores under the type comes back equal. */
  private static Kind declared(String declaredType) {
    String type = declaredType.toUpperCase(java.util.Locale.ROOT);
    for (Map.Entry<String, Kind> rule : AFFINITY) {
      if (type.contains(rule.getKey())) {
        return rule.getValue();
      }
    }
    // Text that looks like a number is stored as one under any other type.
    return type.isEmpty() ? Kind.TEXT : Kind.MIXED_TEXT;
  }

  private static final List<Map.Entry<String, Kind>> AFFINITY =
      List.of(
          Map.entry("INT", Kind.INTEGER),
          Map.entry("CHAR", Kind.TEXT),
          Map.entry("CLOB", Kind.TEXT),
          Map.entry("TEXT", Kind.TEXT),
          Map.entry("BLOB", Kind.BYTES),
          Map.entry("REAL", Kind.DOUBLE),
          Map.entry("FLOA", Kind.DOUBLE),
          Map.entry("DOUB", Kind.DOUBLE),
          Map.entry("BOOL", Kind.INTEGER),
          Map.entry("DEC", Kind.INTEGER_DOUBLE),
          Map.entry("NUMERIC", Kind.INTEGER_DOUBLE),
          Map.entry("MONEY", Kind.INTEGER_DOUBLE));

  private static ColumnPlan nullable(ColumnPlan column) {
    return new ColumnPlan(
        column.source(),
        column.target(),
        column.conversion(),
        true,
        column.misfit(),
        column.reason(),
        column.offers());
  }

  private @Nullable CollectionShape shape(String table) {
    return shape.collections().stream()
        .filter(one -> one.name().equals(table))
        .findFirst()
        .orElse(null);
  }
}
