package dev.crossfade.core.plan;

import dev.crossfade.core.plan.PlanOptions.Link;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives columns that a foreign key joins one conversion, for PostgreSQL joins no text to uuid. */
final class Links {
  private final List<CollectionPlan> plans;
  private final Map<String, CollectionShape> shapes;

  private Links(List<CollectionPlan> plans, Map<String, CollectionShape> shapes) {
    this.plans = new ArrayList<>(plans);
    this.shapes = shapes;
  }

  static List<CollectionPlan> unify(
      List<CollectionPlan> plans,
      Map<String, CollectionShape> shapes,
      List<Link> links,
      Consumer<String> notes) {
    Links work = new Links(plans, shapes);
    boolean changed = true;
    // Each round makes conversions plainer or gives an empty column one, so this comes to an end.
    for (int round = 0; changed && round <= links.size(); round++) {
      changed = false;
      for (Link link : links) {
        changed |= work.unify(link);
      }
    }
    for (Link link : links) {
      work.noteDifference(link, notes);
    }
    return List.copyOf(work.plans);
  }

  private boolean unify(Link link) {
    ColumnPlan column = column(link.collection(), link.column());
    ColumnPlan other = column(link.otherCollection(), link.otherColumn());
    if (column == null || other == null || column.conversion().equals(other.conversion())) {
      return false;
    }
    if (isEmpty(link.collection(), link.column())) {
      return set(link.collection(), column, other.conversion(), why(link, false));
    }
    if (isEmpty(link.otherCollection(), link.otherColumn())) {
      return set(link.otherCollection(), other, column.conversion(), why(link, true));
    }
    boolean first = plain(link.collection(), column, why(link, false));
    return plain(link.otherCollection(), other, why(link, true)) || first;
  }

  private static String why(Link link, boolean referenced) {
    return referenced
        ? "one type with " + link.collection() + "." + link.column() + ", which refers to it"
        : "one type with " + link.otherCollection() + "." + link.otherColumn();
  }

  private void noteDifference(Link link, Consumer<String> notes) {
    ColumnPlan column = column(link.collection(), link.column());
    ColumnPlan other = column(link.otherCollection(), link.otherColumn());
    if (column != null
        && other != null
        && isMoved(link.collection())
        && isMoved(link.otherCollection())
        && !column.conversion().type().equals(other.conversion().type())) {
      notes.accept(
          "the values of "
              + link.collection()
              + "."
              + link.column()
              + " and "
              + link.otherCollection()
              + "."
              + link.otherColumn()
              + " bear no common type, so no foreign key can join them");
    }
  }

  private boolean isMoved(String collection) {
    return plans.stream().anyMatch(plan -> plan.source().equals(collection) && plan.skip() == null);
  }

  private boolean plain(String collection, ColumnPlan column, String why) {
    ColumnShape shape = shape(collection, column.source());
    if (shape == null) {
      return false;
    }
    ColumnPlan plain = TypeRules.choosePlain(shape, column.target(), !column.nullable(), why);
    return !plain.conversion().equals(column.conversion())
        && set(collection, column, plain.conversion(), why);
  }

  private boolean set(String collection, ColumnPlan column, Conversion conversion, String why) {
    for (int i = 0; i < plans.size(); i++) {
      CollectionPlan plan = plans.get(i);
      if (plan.source().equals(collection)) {
        List<ColumnPlan> columns = new ArrayList<>(plan.columns());
        columns.replaceAll(one -> one.equals(column) ? with(one, conversion, why) : one);
        plans.set(i, plan.with(columns));
        return true;
      }
    }
    return false;
  }

  private static ColumnPlan with(ColumnPlan column, Conversion conversion, String why) {
    return new ColumnPlan(
        column.source(),
        column.target(),
        conversion,
        column.nullable(),
        column.misfit(),
        why,
        column.offers().stream().filter(o -> !o.conversion().equals(conversion)).toList());
  }

  private boolean isEmpty(String collection, String column) {
    ColumnShape shape = shape(collection, column);
    return shape != null && shape.evidence().values() == 0;
  }

  private @Nullable ColumnShape shape(String collection, String column) {
    CollectionShape shape = shapes.get(collection);
    return shape == null
        ? null
        : shape.columns().stream()
            .filter(one -> one.source().equals(column))
            .findFirst()
            .orElse(null);
  }

  private @Nullable ColumnPlan column(String collection, String column) {
    for (CollectionPlan plan : plans) {
      if (plan.source().equals(collection)) {
        for (ColumnPlan one : plan.columns()) {
          if (one.source().equals(column)) {
            return one;
          }
        }
      }
    }
    return null;
  }
}
