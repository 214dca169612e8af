package dev.crossfade.core.plan;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.SourceShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a plan, which a person may have written, against the source that it is for. */
public final class PlanCheck {
  private final List<PlanProblem> problems = new ArrayList<>();
  private final Map<String, CollectionShape> shapes = new HashMap<>();
  private final Map<String, CollectionPlan> byTarget = new HashMap<>();

  private PlanCheck(SourceShape shape) {
    for (CollectionShape collection : shape.collections()) {
      shapes.put(collection.name(), collection);
    }
  }

  /** Everything that is wrong, in the plan's order; empty when the plan can be followed. */
  public static List<PlanProblem> problems(Plan plan, SourceShape shape) {
    PlanCheck check = new PlanCheck(shape);
    check.plan(plan);
    return List.copyOf(check.problems);
  }

  /**
   * Refuses a plan that cannot be followed.
   *
   * @throws CrossfadeException with the code of the first problem; its detail names up to ten
   */
  public static void require(Plan plan, SourceShape shape) {
    List<PlanProblem> problems = problems(plan, shape);
    if (problems.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (PlanProblem problem : problems.subList(0, Math.min(10, problems.size()))) {
      lines.add(problem.text() + " at " + problem.place());
    }
    if (problems.size() > 10) {
      lines.add(EvidenceText.number(problems.size() - 10) + " more");
    }
    throw new CrossfadeException(problems.get(0).code(), String.join("; ", lines));
  }

  private void plan(Plan plan) {
    Set<String> sources = new HashSet<>();
    for (CollectionPlan collection : plan.collections()) {
      String place = collection.source();
      if (!sources.add(collection.source())) {
        add(ErrorCode.CF_4003, place, "the collection is planned twice");
      }
      if (collection.skip() == null) {
        name(place + ".target", collection.target());
        CollectionPlan other = byTarget.put(collection.target(), collection);
        if (other != null) {
          add(
              ErrorCode.CF_4003,
              place + ".target",
              "'" + collection.target() + "' is already the target of '" + other.source() + "'");
        }
      }
    }
    for (CollectionPlan collection : plan.collections()) {
      CollectionShape shape = shapes.get(collection.source());
      if (shape == null) {
        add(
            ErrorCode.CF_4001,
            collection.source(),
            "the source has no table '"
                + collection.source()
                + "'"
                + Suggestion.of(collection.source(), shapes.keySet()));
      } else if (collection.skip() == null) {
        collection(collection, shape);
      }
    }
  }

  private void collection(CollectionPlan plan, CollectionShape shape) {
    if (plan.columns().isEmpty()) {
      add(ErrorCode.CF_4007, plan.source() + ".columns", "a table needs a column at least");
    }
    Map<String, ColumnShape> columns = new HashMap<>();
    shape.columns().forEach(column -> columns.put(column.source(), column));
    Set<String> sources = new HashSet<>();
    Set<String> targets = new HashSet<>();
    for (ColumnPlan column : plan.columns()) {
      String place = plan.source() + ".columns." + column.source();
      if (!sources.add(column.source()) || !targets.add(column.target())) {
        add(ErrorCode.CF_4003, place, "'" + column.target() + "' is planned twice");
      }
      name(place + ".target", column.target());
      if (TargetNames.isSystemColumn(column.target())) {
        add(ErrorCode.CF_4008, place, "'" + column.target() + "' is a system column");
      }
      ColumnShape seen = columns.get(column.source());
      if (seen == null) {
        String hint = Suggestion.of(column.source(), columns.keySet());
        add(
            ErrorCode.CF_4002,
            place,
            "'" + plan.source() + "' has no column '" + column.source() + "'" + hint);
      } else {
        conversion(place, column, seen.evidence(), plan.where() != null);
      }
    }
    key(plan, targets);
    parent(plan, targets);
  }

  private void conversion(String place, ColumnPlan column, Evidence evidence, boolean part) {
    Conversion conversion = column.conversion();
    if (conversion.kind().needsTimestampForm() != (conversion.timestamps() != null)) {
      add(
          ErrorCode.CF_4005,
          place,
          conversion.kind() + " and its timestamp form do not go together");
      return;
    }
    boolean widens = column.misfit() == ColumnPlan.Misfit.WIDEN;
    if (!widens && evidence.values() > 0 && Fit.count(conversion, evidence) == 0) {
      add(
          ErrorCode.CF_4005,
          place,
          "no value fits " + conversion.kind() + "; seen was " + EvidenceText.of(evidence));
    }
    // The rows that a condition leaves may well hold no null; the evidence is of all rows.
    if (!part && !column.nullable() && evidence.nulls() + evidence.absent() > 0) {
      long nulls = evidence.nulls() + evidence.absent();
      add(
          ErrorCode.CF_4006,
          place,
          EvidenceText.counted(nulls, "row") + (nulls == 1 ? " holds null" : " hold null"));
    }
  }

  private void key(CollectionPlan plan, Set<String> targets) {
    Set<String> seen = new HashSet<>();
    for (String name : plan.key()) {
      String place = plan.source() + ".key";
      ColumnPlan column = column(plan, name);
      if (column == null) {
        add(
            ErrorCode.CF_4004,
            place,
            "no column has the target '" + name + "'" + Suggestion.of(name, targets));
      } else if (column.nullable()) {
        add(ErrorCode.CF_4006, place, "'" + name + "' may be null, a key may not");
      } else if (column.conversion().kind().comparesJsonData()
          || column.conversion().type().equals("json")) {
        add(ErrorCode.CF_4004, place, "'" + name + "' is JSON and cannot be a key");
      }
      if (!seen.add(name)) {
        add(ErrorCode.CF_4003, place, "'" + name + "' stands twice in the key");
      }
    }
  }

  private void parent(CollectionPlan plan, Set<String> targets) {
    CollectionPlan.Parent parent = plan.parent();
    if (parent == null) {
      return;
    }
    String place = plan.source() + ".parent";
    CollectionPlan other = byTarget.get(parent.table());
    if (other == null) {
      add(
          ErrorCode.CF_4009,
          place,
          "no table moved has the target '"
              + parent.table()
              + "'"
              + Suggestion.of(parent.table(), byTarget.keySet()));
    } else if (!other.key().equals(parent.parentColumns())
        || parent.columns().size() != parent.parentColumns().size()) {
      add(ErrorCode.CF_4009, place, "the columns are not the key of '" + parent.table() + "'");
    }
    for (String name : parent.columns()) {
      if (!targets.contains(name)) {
        add(ErrorCode.CF_4009, place, "no column has the target '" + name + "'");
      }
    }
  }

  private static @Nullable ColumnPlan column(CollectionPlan plan, String target) {
    for (ColumnPlan column : plan.columns()) {
      if (column.target().equals(target)) {
        return column;
      }
    }
    return null;
  }

  private void name(String place, String name) {
    if (!TargetNames.bears(name)) {
      add(
          ErrorCode.CF_4008,
          place,
          "a name has 1 to " + TargetNames.MAX_BYTES + " bytes and no U+0000");
    }
  }

  private void add(ErrorCode code, String place, String text) {
    problems.add(new PlanProblem(code, place, text));
  }
}
