package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanGrowth;
import dev.crossfade.core.plan.PlanSelection;
import dev.crossfade.move.Growth;
import dev.crossfade.move.MoveSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be done about changes of the schema: which are taken over, and by which plan. */
final class SchemaPlan {
  private static final int SAMPLE_ROWS = 1000;

  private final Migration migration;
  private final ChangingSide side;
  private final MoveSource reading;
  private final boolean confirmed;
  private final PlanGrowth growth;
  private final Set<String> touched = new LinkedHashSet<>();
  private final Set<String> toEnter = new LinkedHashSet<>();
  private final List<String> taken = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /**
   * @param confirmed whether a person has agreed to what is not safe by itself
   */
  SchemaPlan(Migration migration, ChangingSide side, MoveSource reading, boolean confirmed) {
    this.migration = migration;
    this.side = side;
    this.reading = reading;
    this.confirmed = confirmed;
    growth =
        new PlanGrowth(
            migration.plan(),
            reading.source().inspect(SAMPLE_ROWS, Events.NONE),
            Growth.links(reading));
  }

  /** The plan afterwards. */
  Plan plan() {
    return growth.plan();
  }

  /** Targets of the tables in which something is to be made. */
  Set<String> touched() {
    return touched;
  }

  /** Targets of the tables whose keys are to be entered. */
  Set<String> toEnter() {
    return toEnter;
  }

  /** What is taken over, a sentence each. */
  List<String> taken() {
    return taken;
  }

  /** What is left out, a sentence each. */
  List<String> left() {
    return left;
  }

  /** What a person must agree to, a sentence each. */
  List<String> refused() {
    return refused;
  }

  /** Takes one change in. */
  void add(ChangingSide.Change change) {
    switch (change.kind()) {
      case HARMLESS -> left.add(change.text());
      case COLUMN -> columns(change);
      case TABLE -> table(change);
      case UNIQUE -> {
        enter(change.table());
        taken.add(change.text() + "; its table is compared");
      }
      case CHANGED -> changed(change);
      case DAMAGED -> {
        if (agreed(change.text())) {
          plan().moved().forEach(one -> enter(one.source()));
        }
      }
      case LOST -> refused.add(change.text());
    }
  }

  /** Makes a table anew, or takes it out where the file has none of that name. */
  void retake(String table) {
    growth.replaceTable(table);
    Optional<CollectionPlan> again = find(table);
    if (again.isEmpty()) {
      taken.add("table " + table + " is followed no more");
      return;
    }
    String reason = refusal(again.get());
    if (reason == null) {
      enter(table);
      taken.add("table " + table + " is made anew");
    } else {
      growth.leaveOut(table, reason);
      left.add("table " + table + " is left out: " + reason);
    }
  }

  /** Tables that the plan has and that cannot be followed as they are now. */
  List<String> unfollowable() {
    List<String> tables = new ArrayList<>();
    for (CollectionPlan collection : plan().moved()) {
      if (refusal(collection) != null) {
        tables.add(collection.source());
      }
    }
    return tables;
  }

  private void columns(ChangingSide.Change change) {
    growth.addColumns(change.table(), change.columns());
    List<String> unlike =
        new Growth(reading, migration.wiring().target(), plan(), migration.record().schema())
            .unlike(change.table(), change.columns());
    if (!unlike.isEmpty()) {
      if (!agreed(change.text() + ", and " + String.join(", ", unlike))) {
        return;
      }
      growth.loosen(change.table(), change.columns());
      enter(change.table());
    }
    find(change.table()).ifPresent(plan -> touched.add(plan.target()));
    if (unlike.isEmpty()) {
      taken.add(change.text());
    }
  }

  private void table(ChangingSide.Change change) {
    String table = change.table();
    Optional<CollectionPlan> known = find(table);
    if (known.isEmpty()) {
      LiveLedger.Choice choice = migration.ledger().choice(migration.id());
      String reason = PlanSelection.refusal(table, choice.tables(), choice.exclude());
      if (reason == null) {
        growth.replaceTable(table);
        Optional<CollectionPlan> planned = find(table);
        reason = planned.isPresent() ? refusal(planned.get()) : "it is no ordinary table";
      }
      if (reason != null) {
        growth.leaveOut(table, reason);
        left.add(change.text() + " and left out: " + reason);
        return;
      }
    }
    enter(table);
    taken.add(change.text());
  }

  private void changed(ChangingSide.Change change) {
    if (agreed(change.text())) {
      growth.loosen(change.table());
      enter(change.table());
    }
  }

  private boolean agreed(String text) {
    if (confirmed) {
      taken.add(text + "; it is compared");
    } else {
      refused.add(text);
    }
    return confirmed;
  }

  private void enter(String table) {
    find(table)
        .ifPresent(
            plan -> {
              touched.add(plan.target());
              toEnter.add(plan.target());
            });
  }

  private Optional<CollectionPlan> find(String table) {
    return plan().moved().stream().filter(one -> one.source().equals(table)).findFirst();
  }

  private @Nullable String refusal(CollectionPlan plan) {
    String reason = Beginning.reason(plan);
    return reason.isEmpty() ? side.refusal(plan) : reason;
  }
}
