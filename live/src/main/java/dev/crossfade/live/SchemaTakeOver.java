package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.Standing;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.move.Growth;
import dev.crossfade.move.MoveSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the program changed in its schema over, under the follower's lease. No pass is made
 * from the moment of the change until the end of this, since the store refuses; what is written
 * meanwhile is recorded by the old triggers, or entered at the end.
 *
 * <ol>
 *   <li>The plan is extended in the ledger: whatever comes later follows from it.
 *   <li>The target's tables are brought up to the plan, found by comparing what is there.
 *   <li>The triggers are made again and the schema taken note of, if it is still the one that was
 *       looked at; tables of which changes were missed are noted in the same transaction.
 *   <li>{@link SchemaSettling} enters the keys of those, and compares.
 * </ol>
 *
 * A death between two steps leaves a schema that still counts as changed: all is done again.
 */
final class SchemaTakeOver {
  private static final int TRIES = 20;
  private static final Set<ErrorCode> CODES =
      Set.of(
          ErrorCode.CF_6101,
          ErrorCode.CF_6106,
          ErrorCode.CF_6108,
          ErrorCode.CF_6109,
          ErrorCode.CF_6333);

  private static final Set<ErrorCode> REFUSED =
      Set.of(ErrorCode.CF_5051, ErrorCode.CF_5056, ErrorCode.CF_5058, ErrorCode.CF_5059);

  private final Migration migration;
  private final boolean confirmed;
  private final List<String> retake;
  private boolean refusedBefore;

  /**
   * @param confirmed whether a person has agreed to what is not safe by itself
   * @param retake tables of the source that are made anew in the target
   */
  SchemaTakeOver(Migration migration, boolean confirmed, List<String> retake) {
    this.migration = migration;
    this.confirmed = confirmed;
    this.retake = List.copyOf(retake);
  }

  /** Whether a failure says that the schema is not as it was. */
  static boolean concerns(ErrorCode code) {
    return CODES.contains(code);
  }

  /**
   * Takes over what there is.
   *
   * @throws CrossfadeException CF-6331 when a person is needed; nothing was changed then
   */
  void run() {
    for (int i = 0; i < TRIES; i++) {
      if (attempt()) {
        return;
      }
    }
    throw new CrossfadeException(
        ErrorCode.CF_6331,
        migration.record().source() + " goes on changing its schema; then: crossfade resume");
  }

  private boolean attempt() {
    migration.refresh();
    ChangingSide.News news;
    SchemaPlan plan;
    MoveSource reading;
    try (Migration.Pair pair = migration.pair()) {
      pair.second().requireKnownServer();
      ChangingSide side = changing(pair);
      news = side.news();
      reading = migration.wiring().reading().apply(migration.scope(), side);
      try (var source = reading.source()) {
        plan = new SchemaPlan(migration, side, reading, confirmed);
        plan(plan, news);
        requireOpen(pair, news);
        source.settle();
      }
      if (!retake.isEmpty()) {
        pair.second().drop(targets(retake));
      }
    }
    if (!plan.plan().equals(migration.plan())) {
      migration.extend(plan.plan());
    }
    FaultPoints.hit("live.schema.planned");
    return make(news, plan, reading);
  }

  private void plan(SchemaPlan plan, ChangingSide.News news) {
    Set<String> lost = new LinkedHashSet<>();
    for (ChangingSide.Change change : distinct(news.changes())) {
      if (retake.contains(change.table())) {
        continue;
      }
      if (change.kind() == ChangingSide.Kind.LOST) {
        lost.add(change.table());
      }
      plan.add(change);
    }
    retake.forEach(plan::retake);
    lost.addAll(plan.unfollowable());
    if (!plan.refused().isEmpty() || !lost.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6331, command(plan.refused(), lost));
    }
    boolean nothing = news.changes().stream().allMatch(c -> c.kind() == ChangingSide.Kind.HARMLESS);
    if (nothing && retake.isEmpty()) {
      // Triggers of another plan than the ledger's: nobody knows what was missed.
      plan.add(
          new ChangingSide.Change(
              ChangingSide.Kind.HARMLESS, "", "triggers of another plan", List.of()));
      migration.plan().moved().forEach(one -> plan.toEnter().add(one.target()));
    }
  }

  private static String command(List<String> refused, Set<String> lost) {
    String what = refused.isEmpty() ? "cannot be followed: " + String.join(", ", lost) : "";
    return String.join("; ", refused)
        + what
        + ". To go on: crossfade resume"
        + lost.stream().map(table -> " --retake " + quoted(table)).collect(Collectors.joining());
  }

  private static String quoted(String table) {
    return table.matches("[A-Za-z0-9_.]+") ? table : "'" + table.replace("'", "'\\''") + "'";
  }

  /** A table that lost four triggers has changed once. */
  private static List<ChangingSide.Change> distinct(List<ChangingSide.Change> changes) {
    List<ChangingSide.Change> distinct = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Set<String> lost =
        changes.stream()
            .filter(change -> change.kind() == ChangingSide.Kind.LOST)
            .map(ChangingSide.Change::table)
            .collect(Collectors.toSet());
    for (ChangingSide.Change change : changes) {
      boolean said =
          change.kind() == ChangingSide.Kind.CHANGED
              && (lost.contains(change.table()) || !seen.add(change.table()));
      if (!said) {
        distinct.add(change);
      }
    }
    return distinct;
  }

  private void requireOpen(Migration.Pair pair, ChangingSide.News news) {
    Standing standing = Standing.of(pair.first().store().state(), pair.second().store().state());
    if (standing.direction() != Direction.FORTH || !standing.open()) {
      throw new CrossfadeException(
          ErrorCode.CF_6331,
          news.changes().stream().map(ChangingSide.Change::text).collect(Collectors.joining("; "))
              + "; "
              + migration.record().source()
              + " is closed, and what is made there now would be lost: undo it. To go on:"
              + " crossfade resume");
    }
  }

  private List<String> targets(List<String> tables) {
    return migration.plan().moved().stream()
        .filter(one -> tables.contains(one.source()))
        .map(CollectionPlan::target)
        .toList();
  }

  private boolean make(ChangingSide.News news, SchemaPlan plan, MoveSource reading) {
    Growth growth =
        new Growth(
            reading, migration.wiring().target(), migration.plan(), migration.record().schema());
    try (Migration.Pair pair = migration.pair()) {
      List<String> failed = List.of();
      if (!plan.touched().isEmpty()) {
        Growth.Missing missing = growth.missing(plan.touched());
        List<String> keys = retake.isEmpty() ? missing.foreignKeys() : growth.foreignKeys();
        failed =
            extend(
                pair.second(),
                missing.required(),
                Stream.concat(missing.checks().stream(), keys.stream()).toList());
      }
      if (failed == null) {
        return false;
      }
      FaultPoints.hit("live.schema.made");
      plan.taken().forEach(text -> migration.event("schema", text + ": taken over", null));
      plan.left().forEach(text -> migration.event("schema", text, null));
      failed.forEach(text -> migration.event("schema", text, null));
      boolean renewed = changing(pair).renew(news.version(), plan.toEnter());
      FaultPoints.hit("live.schema.renewed");
      return renewed;
    }
  }

  /**
   * Null when it is to be tried once more: another process may have been there first. What the
   * server refuses twice, it refuses again.
   */
  private @Nullable List<String> extend(
      SecondSide second, List<String> required, List<String> mayFail) {
    try {
      return second.extend(required, mayFail);
    } catch (CrossfadeException e) {
      if (!REFUSED.contains(e.code())) {
        throw e;
      }
      if (refusedBefore) {
        throw new CrossfadeException(
            ErrorCode.CF_6331, e.detail() + ". Mend that, then go on: crossfade resume", e);
      }
      refusedBefore = true;
      return null;
    }
  }

  private static ChangingSide changing(Migration.Pair pair) {
    if (pair.first() instanceof ChangingSide side) {
      return side;
    }
    throw new IllegalStateException("the first store has no triggers");
  }
}
