package dev.crossfade.move;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanCheck;
import dev.crossfade.core.plan.PlanOptions;
import dev.crossfade.core.plan.PlanSelection;
import dev.crossfade.core.plan.Planner;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Source;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Inspects the source and makes the plan, or holds the given one against what was found. */
public final class Preparation {
  private final MoveRequest request;
  private final Stopwatch watch;
  private final List<Finding> notes = new ArrayList<>();

  Preparation(MoveRequest request, Stopwatch watch) {
    this.request = request;
    this.watch = watch;
  }

  /**
   * The default plan of a source.
   *
   * @param source where from; its foreign keys keep joined columns of one type
   * @param shape what it looks like
   * @param tables globs of collections to move; empty for all
   * @param exclude globs of collections to leave out
   * @param notes takes what the user must know of it
   */
  public static Plan plan(
      MoveSource source,
      SourceShape shape,
      List<String> tables,
      List<String> exclude,
      List<Finding> notes) {
    PlanOptions options = new PlanOptions(tables, exclude, links(source.schema()));
    return Planner.plan(shape, options, note -> notes.add(Finding.note("plan", note)))
        .withReading(source.source().reading());
  }

  Prepared run() {
    Plan given = request.plan();
    Plan resolved = given == null ? null : request.source().source().resolve(given);
    SourceShape shape = watch.time("inspect", () -> inspect(resolved));
    Plan plan = watch.time("plan", () -> plan(resolved, shape));
    shape.problems().forEach(problem -> notes.add(Finding.note(problem.subject(), problem.text())));
    Set<String> leftOut = leftOut(plan);
    for (CollectionShape collection : shape.collections()) {
      if (!leftOut.contains(collection.name())) {
        collection
            .problems()
            .forEach(problem -> notes.add(Finding.note(problem.subject(), problem.text())));
      }
    }
    return new Prepared(
        shape, plan, request.planText().apply(plan), SourceDigest.of(shape), List.copyOf(notes));
  }

  /** What was left out by choice; of what could not be planned at all people want to know why. */
  private static Set<String> leftOut(Plan plan) {
    return plan.collections().stream()
        .filter(collection -> collection.skip() != null && !collection.columns().isEmpty())
        .map(CollectionPlan::source)
        .collect(Collectors.toSet());
  }

  /** Progress is reported often enough to be the place where an inspection can be stopped. */
  private static Events stoppable(MoveRequest.Dialogue dialogue) {
    return event -> {
      dialogue.cancellation().check();
      dialogue.events().emit(event);
    };
  }

  private SourceShape inspect(@Nullable Plan given) {
    Source source = request.source().source();
    Events events = stoppable(request.dialogue());
    SourceShape shape = source.inspect(0, events);
    return given == null ? shape : source.extend(shape, given, events);
  }

  private Plan plan(@Nullable Plan given, SourceShape shape) {
    MoveOptions options = request.options();
    if (given == null) {
      return plan(request.source(), shape, options.tables(), options.exclude(), notes);
    }
    PlanCheck.require(given, shape);
    return PlanSelection.widen(
            PlanSelection.narrow(given, options.tables(), options.exclude()), shape)
        .withReading(request.source().source().reading());
  }

  static List<PlanOptions.Link> links(@Nullable SchemaModel schema) {
    List<PlanOptions.Link> links = new ArrayList<>();
    if (schema == null) {
      return links;
    }
    for (TableModel table : schema.tables()) {
      for (ForeignKeyModel key : table.foreignKeys()) {
        addLinks(schema, table, key, links);
      }
    }
    return links;
  }

  private static void addLinks(
      SchemaModel schema, TableModel table, ForeignKeyModel key, List<PlanOptions.Link> links) {
    List<String> parents = key.reference().columns();
    if (parents.isEmpty()) {
      parents =
          schema
              .table(key.reference().table())
              .map(TableModel::primaryKey)
              .map(primary -> primary.columns())
              .orElse(List.of());
    }
    for (int i = 0; i < Math.min(parents.size(), key.columns().size()); i++) {
      links.add(
          new PlanOptions.Link(
              table.name(), key.columns().get(i), key.reference().table(), parents.get(i)));
    }
  }
}
