package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.RunRecord.State;
import dev.crossfade.core.store.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moves a source into a target: inspect, plan, create, copy, constrain, prove, publish, report.
 *
 * <p>Everything happens in a staging schema of the run. Its tables become visible together, and
 * only after they were read back and found equal to what was read from the source. Every step is in
 * the ledger, so that a run that dies anywhere goes on with {@link MoveOptions.Unfinished#RESUME}.
 */
public final class Mover {
  /** A dry run asks no server, so it shows what the newest one would be told. */
  private static final int NEWEST_SERVER = 18;

  private final MoveRequest request;
  private final Clock clock;
  private final Stopwatch watch;

  /**
   * @param request what to move and how
   * @param clock tells when the run began and ended
   */
  public Mover(MoveRequest request, Clock clock) {
    this.request = request;
    this.clock = clock;
    watch = new Stopwatch(request.dialogue().events());
  }

  /**
   * Says what {@link #run} would do; needs no target and touches nothing.
   *
   * @return the plan, and the statements in order
   */
  public DryRun dryRun() {
    Prepared prepared = prepare();
    SchemaWork work =
        SchemaWorks.of(
            request.source(), prepared.plan(), request.options().schema(), NEWEST_SERVER);
    return new DryRun(prepared.plan(), prepared.planText(), work.statements(), work.notes());
  }

  /**
   * What a run would do.
   *
   * @param plan the mapping
   * @param planText the mapping as a plan file
   * @param statements the exact DDL, with the tables in the schema where they become visible
   * @param notes what is renamed, relaxed or refused
   */
  public record DryRun(Plan plan, String planText, List<String> statements, List<Finding> notes) {}

  /**
   * Moves.
   *
   * @param moveTarget where to
   * @param json prints a report as JSON for the ledger
   * @return the report, whose exit status may be 0, 3 or 4
   * @throws CrossfadeException when the run could not end; nothing is visible then
   */
  public MoveReport run(MoveTarget moveTarget, Function<MoveReport, String> json) {
    Target target = moveTarget.target();
    Prepared prepared = prepare();
    target.ledger().migrate();
    try (Ledger.Lock held = lock(target)) {
      Objects.requireNonNull(held);
      RunStart.Begin begin = new RunStart(request, target, clock).begin(prepared);
      RunContext context = context(moveTarget, begin.run());
      MoveReport report =
          begin.how() == RunStart.How.FINISHED || wasPublished(begin, context, prepared)
              ? proveAgain(context, prepared)
              : work(context, prepared);
      State state = state(report);
      if (state != State.LOADED) {
        target.ledger().save(Runs.with(context.run(), state, clock.instant(), json.apply(report)));
      }
      return report;
    }
  }

  private Ledger.Lock lock(Target target) {
    String schema = request.options().schema();
    return target
        .ledger()
        .lock(schema)
        .orElseThrow(
            () ->
                new CrossfadeException(
                    ErrorCode.CF_5203, "another process is moving into schema " + schema));
  }

  private static State state(MoveReport report) {
    return switch (report.run().outcome()) {
      case PROVEN, PROVEN_AGAIN -> State.PROVEN;
      case MOVED, SCHEMA_ONLY -> State.PUBLISHED;
      case DIFFERENT -> State.LOADED;
    };
  }

  private Prepared prepare() {
    return new Preparation(request, watch).run();
  }

  private RunContext context(MoveTarget target, RunRecord run) {
    return new RunContext(
        request.source(),
        target,
        run,
        new Rejects(),
        new RunContext.Console(request.dialogue().events(), request.dialogue().cancellation()));
  }

  /**
   * Whether a resumed run had already made its tables visible: publishing drops the staging schema
   * in the same transaction, and a run that gave up has rejects or no tables.
   */
  private boolean wasPublished(RunStart.Begin begin, RunContext context, Prepared prepared) {
    if (begin.how() != RunStart.How.RESUMED
        || options().scope() == MoveOptions.Scope.DATA_ONLY
        || Staging.exists(context)) {
      return false;
    }
    Set<String> there = Set.copyOf(context.target().relations(options().schema()));
    return prepared.plan().moved().stream()
        .allMatch(table -> there.contains(table.target()) && isCopied(context, table.target()));
  }

  private boolean isCopied(RunContext context, String table) {
    return options().scope() == MoveOptions.Scope.SCHEMA_ONLY
        || context.ledger().checkpoints(context.runId(), table).stream().anyMatch(Checkpoint::last);
  }

  private MoveReport proveAgain(RunContext context, Prepared prepared) {
    List<Proving.Proof> proofs = prove(context, prepared, Map.of(), options().schema());
    List<Finding> findings = new ArrayList<>();
    proofs.forEach(proof -> findings.addAll(proof.differences()));
    if (!findings.isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_5204,
          "run " + context.runId() + " moved these tables, and they were changed since");
    }
    MoveReport.Outcome outcome = outcome(true);
    return Reports.report(
        context,
        prepared.plan(),
        outcome == MoveReport.Outcome.PROVEN ? MoveReport.Outcome.PROVEN_AGAIN : outcome,
        proofs,
        findings,
        watch);
  }

  private MoveReport work(RunContext context, Prepared prepared) {
    SchemaWork work =
        SchemaWorks.of(
            context.moveSource(), prepared.plan(), context.staging(), serverVersion(context));
    List<Finding> findings = new ArrayList<>(prepared.notes());
    findings.addAll(work.notes());
    if (options().scope() == MoveOptions.Scope.DATA_ONLY) {
      return dataOnly(context, prepared, work, findings);
    }
    Publishing publishing = new Publishing(context.target(), context.staging(), options().schema());
    publishing.checkLocks(prepared.plan());
    Map<String, Double> copySeconds = load(context, prepared, work);
    watch.time(
        "constrain",
        () ->
            findings.addAll(
                new Constraining(context, options().jobs()).run(work, prepared.plan())));
    Set<String> failed = findings.stream().map(Finding::subject).collect(Collectors.toSet());
    findings.addAll(SchemaCheck.compare(context, work.expected(), failed));
    FaultPoints.hit("move.constrained");
    List<Proving.Proof> proofs = prove(context, prepared, copySeconds, context.staging());
    proofs.forEach(proof -> findings.addAll(proof.differences()));
    boolean equal = proofs.stream().allMatch(proof -> proof.differences().isEmpty());
    if (equal) {
      FaultPoints.hit("move.before-publish");
      watch.time(
          "publish",
          () ->
              publishing.publish(
                  prepared.plan(),
                  work.views().stream().map(SchemaWork.Step::subject).toList(),
                  options().policies().ifExists() == MoveOptions.IfExists.REPLACE));
      FaultPoints.hit("move.after-publish");
    }
    return Reports.report(context, prepared.plan(), outcome(equal), proofs, findings, watch);
  }

  private MoveReport dataOnly(
      RunContext context, Prepared prepared, SchemaWork work, List<Finding> findings) {
    SchemaCheck.requireColumns(
        context.moveTarget().catalog().apply(options().schema()),
        options().schema(),
        prepared.plan().moved());
    Map<String, Double> copySeconds = load(context, prepared, work);
    SchemaWork there =
        SchemaWorks.of(
            context.moveSource(), prepared.plan(), options().schema(), serverVersion(context));
    watch.time(
        "publish",
        () ->
            new Publishing(context.target(), context.staging(), options().schema())
                .insert(prepared.plan(), there.sequences()));
    List<Proving.Proof> proofs = prove(context, prepared, copySeconds, options().schema());
    proofs.forEach(proof -> findings.addAll(proof.differences()));
    boolean equal = proofs.stream().allMatch(proof -> proof.differences().isEmpty());
    return Reports.report(context, prepared.plan(), outcome(equal), proofs, findings, watch);
  }

  private Map<String, Double> load(RunContext context, Prepared prepared, SchemaWork work) {
    watch.time("create", () -> Staging.create(context, work));
    FaultPoints.hit("move.created");
    if (options().scope() == MoveOptions.Scope.SCHEMA_ONLY) {
      return Map.of();
    }
    Copying copying = new Copying(context, options());
    watch.time("copy", () -> copying.run(prepared.plan(), prepared.shape()));
    if (copying.rejected(prepared.plan()) > 0
        && options().policies().onReject() == MoveOptions.OnReject.FAIL) {
      giveUp(context);
      throw copying.doNotFit(prepared.plan());
    }
    FaultPoints.hit("move.copied");
    return copying.seconds();
  }

  /** Drops what was staged; the dead letters stay, so that they can be listed. */
  private void giveUp(RunContext context) {
    Staging.drop(context);
    context.ledger().save(Runs.withState(context.run(), State.ABANDONED, clock.instant()));
  }

  private List<Proving.Proof> prove(
      RunContext context, Prepared prepared, Map<String, Double> copySeconds, String schema) {
    MoveOptions.Check check =
        options().scope() == MoveOptions.Scope.SCHEMA_ONLY
            ? MoveOptions.Check.NONE
            : options().policies().check();
    Proving proving = new Proving(context, check, options().jobs(), schema);
    return watch.time("verify", () -> proving.run(prepared.plan(), copySeconds));
  }

  private MoveReport.Outcome outcome(boolean equal) {
    if (!equal) {
      return MoveReport.Outcome.DIFFERENT;
    }
    if (options().scope() == MoveOptions.Scope.SCHEMA_ONLY) {
      return MoveReport.Outcome.SCHEMA_ONLY;
    }
    return options().policies().check() == MoveOptions.Check.FULL
        ? MoveReport.Outcome.PROVEN
        : MoveReport.Outcome.MOVED;
  }

  private static int serverVersion(RunContext context) {
    int[] version = new int[1];
    context
        .target()
        .query(
            "SELECT current_setting('server_version_num')::integer / 10000",
            List.of(),
            row -> version[0] = Integer.parseInt(row.get(0)));
    return version[0];
  }

  private MoveOptions options() {
    return request.options();
  }
}
