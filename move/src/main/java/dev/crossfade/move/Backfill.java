package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.RunRecord.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The first copy of a source that is written to all the while, in steps that the caller calls in
 * this order: {@link #begin}, {@link #copy}, {@link #keys}, {@link #constrain}, {@link #publish}.
 * Each may be repeated after a death. What was changed while it was copied is not the copy's
 * concern: passes bring it between these steps.
 */
public final class Backfill {
  private final MoveSource source;
  private final MoveTarget target;
  private final Task task;
  private final RunContext.Console console;
  private final Clock clock;

  /**
   * What is copied.
   *
   * @param id of the run in the ledger, where it is a run as any other
   * @param plan the mapping
   * @param planText the mapping as a plan file
   * @param schema where the tables become visible
   * @param effort how much at once
   */
  public record Task(
      String id, Plan plan, String planText, String schema, MoveOptions.Effort effort) {}

  /**
   * A mapping before anything is touched.
   *
   * @param plan the mapping
   * @param planText the mapping as a plan file
   * @param notes what the user must know of source and plan
   */
  public record Draft(Plan plan, String planText, List<Finding> notes) {}

  /**
   * @param source where from; scans may read it piece by piece
   * @param target where to
   * @param task what is copied
   * @param events progress goes there, phase {@code copy}
   * @param cancellation asked between two chunks whether to stop
   * @param clock tells when it began
   */
  public Backfill(
      MoveSource source,
      MoveTarget target,
      Task task,
      Events events,
      Cancellation cancellation,
      Clock clock) {
    this.source = source;
    this.target = target;
    this.task = task;
    console = new RunContext.Console(events, cancellation);
    this.clock = clock;
  }

  /** Inspects the source and makes the plan, or holds the given one against what was found. */
  public static Draft draft(MoveRequest request) {
    Prepared prepared = new Preparation(request, new Stopwatch(request.dialogue().events())).run();
    return new Draft(prepared.plan(), prepared.planText(), prepared.notes());
  }

  /** The schema in which tables are filled before they become visible. */
  public static String staging(String id) {
    return "crossfade_staging_" + id.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Where it stands; empty when it was not begun. */
  public Optional<State> state() {
    return target.target().ledger().run(task.id()).map(RunRecord::state);
  }

  /**
   * Refuses what could not end, then writes the run and makes the tables.
   *
   * @throws CrossfadeException CF-6342 when a table of the same name is visible already
   */
  public void begin() {
    if (state().isEmpty()) {
      requireFree(target, task.plan(), task.schema());
      Publishing.checkLocks(target.target(), task.plan(), work(task.schema()));
      target.target().ledger().save(record());
    }
    Staging.create(context(), work(staging(task.id())));
    FaultPoints.hit("live.backfill.created");
  }

  /**
   * Refuses a schema in which something of these names stands.
   *
   * @throws CrossfadeException CF-6342
   */
  public static void requireFree(MoveTarget target, Plan plan, String schema) {
    Set<String> existing = new HashSet<>(target.target().relations(schema));
    List<String> taken =
        plan.moved().stream()
            .map(CollectionPlan::target)
            .filter(existing::contains)
            .map(table -> schema + "." + table)
            .toList();
    if (!taken.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6342, String.join(", ", taken));
    }
  }

  /**
   * Copies the rows that are not copied yet.
   *
   * @param pace called between two chunks, when no transaction is open, with the rows of the last
   *     one: it may wait, or throw to stop at a checkpoint
   * @throws CrossfadeException CF-5202 when a row does not fit; nothing is left of the copy then
   *     but the list of such rows
   */
  public void copy(LongConsumer pace) {
    RunContext context =
        context(new RunContext.Console(console.events(), console.cancellation(), pace));
    Copying copying =
        new Copying(
            context,
            new MoveOptions(
                task.schema(),
                MoveOptions.Policies.DEFAULT,
                MoveOptions.Scope.ALL,
                List.of(),
                List.of(),
                task.effort()));
    new Stopwatch(console.events()).time("copy", () -> copying.runUncounted(task.plan()));
    if (copying.rejected(task.plan()) > 0) {
      giveUp();
      throw copying.doNotFit(task.plan());
    }
    FaultPoints.hit("live.backfill.copied");
  }

  /** Makes the keys by which passes find rows, and keeps one row of a key. */
  public void keys() {
    KeySteps.make(context(), work(staging(task.id())), task.plan());
    FaultPoints.hit("live.backfill.keyed");
  }

  /**
   * Makes all other constraints and indexes but the foreign keys.
   *
   * @return what the data break and what is left out
   */
  public List<Finding> constrain() {
    SchemaWork work = work(staging(task.id()));
    List<Finding> findings = new ArrayList<>(work.notes());
    findings.addAll(
        new Constraining(context(), staging(task.id()), task.effort().jobs())
            .run(work.withoutForeignKeys(), task.plan()));
    FaultPoints.hit("live.backfill.constrained");
    return findings;
  }

  /**
   * Makes all tables visible in one transaction, if they are not.
   *
   * @throws CrossfadeException CF-6342 when somebody made a table of the same name meanwhile
   */
  public void publish() {
    RunContext context = context();
    if (!published()) {
      requireFree(target, task.plan(), task.schema());
      context.ledger().save(Runs.withState(context.run(), State.LOADED, null));
      new Publishing(target.target(), staging(task.id()), task.schema())
          .publish(
              task.plan(),
              work(staging(task.id())).views().stream().map(SchemaWork.Step::subject).toList(),
              false);
    }
    FaultPoints.hit("live.backfill.published");
    target.target().ledger().save(Runs.withState(context.run(), State.PUBLISHED, clock.instant()));
  }

  /** Whether the tables are visible, which the staging schema does not survive. */
  public boolean published() {
    Optional<State> state = state();
    return state.equals(Optional.of(State.PUBLISHED))
        || state.equals(Optional.of(State.LOADED)) && !Staging.exists(context());
  }

  /** Names of the views that are made along with the tables, each behind those it builds on. */
  public List<String> views() {
    return work(task.schema()).views().stream().map(SchemaWork.Step::subject).toList();
  }

  /** Lets it begin anew, once its tables are gone; may be repeated. */
  public void forget() {
    RunContext context = context();
    if (state().isPresent()) {
      context.ledger().forgetProgress(task.id());
      context.ledger().save(Runs.withState(context.run(), State.LOADING, null));
    }
  }

  /** Statements that add the foreign keys NOT VALID where the tables are visible, in any order. */
  public List<String> foreignKeys() {
    return work(task.schema()).foreignKeys().stream().map(SchemaWork.ForeignKeyStep::add).toList();
  }

  private void giveUp() {
    RunContext context = context();
    Staging.drop(context.target(), context.staging());
    context.ledger().forgetProgress(task.id());
    context.ledger().save(Runs.withState(context.run(), State.ABANDONED, clock.instant()));
  }

  /** Drops what was copied by the run of this id and is not visible; there may be nothing. */
  public static void drop(MoveTarget target, String id) {
    Staging.drop(target.target(), staging(id));
    target
        .target()
        .ledger()
        .run(id)
        .ifPresent(
            run -> target.target().ledger().save(Runs.withState(run, State.ABANDONED, null)));
  }

  private SchemaWork work(String schema) {
    return SchemaWorks.of(source, task.plan(), schema, Mover.serverVersion(target.target()));
  }

  private RunContext context() {
    return context(console);
  }

  private RunContext context(RunContext.Console way) {
    RunRecord run = target.target().ledger().run(task.id()).orElseGet(this::record);
    return new RunContext(source, target, run, new Rejects(), way);
  }

  private RunRecord record() {
    return new RunRecord(
        task.id(),
        State.LOADING,
        source.location(),
        "",
        task.schema(),
        staging(task.id()),
        task.planText(),
        "live",
        clock.instant(),
        null,
        null);
  }
}
