package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.plan.Plan;
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
      SchemaWork visible = visibleWork(target, prepared);
      refuse(moveTarget, prepared, visible);
      Replacement replaced =
          new Replacement(target, options().schema(), prepared.plan(), viewNames(visible));
      RunStart.Begin begin = new RunStart(request, target, clock).begin(prepared, replaced);
      RunContext context = context(moveTarget, begin.run());
      MoveReport report =
          switch (begin.how()) {
            case FINISHED -> proveAgain(context, prepared);
            case RESUMED -> {
              if (isPublished(context)) {
                yield finish(context, prepared);
              }
              if (replaces()) {
                replaced.check();
              }
              yield work(context, prepared);
            }
            case NEW -> work(context, prepared);
          };
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
      case DIFFERENT_VISIBLE -> State.PUBLISHED;
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

  /** Refuses what could not end, before anything is in the ledger. */
  private void refuse(MoveTarget moveTarget, Prepared prepared, SchemaWork visible) {
    Target target = moveTarget.target();
    Publishing.checkLocks(target, prepared.plan(), visible);
    if (options().scope() == MoveOptions.Scope.DATA_ONLY) {
      SchemaCheck.requireColumns(
          moveTarget.catalog().apply(options().schema()),
          options().schema(),
          prepared.plan().moved());
    }
  }

  private boolean replaces() {
    return options().policies().ifExists() == MoveOptions.IfExists.REPLACE;
  }

  private static List<String> viewNames(SchemaWork work) {
    return work.views().stream().map(SchemaWork.Step::subject).toList();
  }

  private SchemaWork visibleWork(Target target, Prepared prepared) {
    return SchemaWorks.of(
        request.source(), prepared.plan(), options().schema(), serverVersion(target));
  }

  private MoveReport proveAgain(RunContext context, Prepared prepared) {
    VisibleTables visible = new VisibleTables(context, options(), watch);
    List<Proving.Proof> proofs = visible.prove(prepared.plan(), MoveOptions.Check.FULL, Map.of());
    if (!allEqual(proofs)) {
      throw new CrossfadeException(
          ErrorCode.CF_5204,
          "run " + context.runId() + " moved these tables, and they were changed since");
    }
    List<Finding> findings = visible.schemaFindings(visibleWork(context.target(), prepared));
    return Reports.report(
        context, prepared.plan(), MoveReport.Outcome.PROVEN_AGAIN, proofs, findings, watch);
  }

  /** Whether the run died after publishing, which takes the staging schema away. */
  private static boolean isPublished(RunContext context) {
    return context.run().state() == State.LOADED && !Staging.exists(context);
  }

  /** Ends a run that died when its tables were visible already. */
  private MoveReport finish(RunContext context, Prepared prepared) {
    VisibleTables visible = new VisibleTables(context, options(), watch);
    SchemaWork work = visibleWork(context.target(), prepared);
    List<Finding> findings = new ArrayList<>(prepared.notes());
    findings.addAll(work.notes());
    findings.addAll(visible.schemaFindings(work));
    return visibleReport(
        context, prepared, visible.prove(prepared.plan(), check(), Map.of()), findings);
  }

  private MoveReport report(
      RunContext context, Prepared prepared, List<Proving.Proof> proofs, List<Finding> findings) {
    return report(context, prepared, proofs, findings, MoveReport.Outcome.DIFFERENT);
  }

  /** Of rows that were compared where everybody sees them. */
  private MoveReport visibleReport(
      RunContext context, Prepared prepared, List<Proving.Proof> proofs, List<Finding> findings) {
    return report(context, prepared, proofs, findings, MoveReport.Outcome.DIFFERENT_VISIBLE);
  }

  private MoveReport report(
      RunContext context,
      Prepared prepared,
      List<Proving.Proof> proofs,
      List<Finding> findings,
      MoveReport.Outcome different) {
    proofs.forEach(proof -> findings.addAll(proof.differences()));
    MoveReport.Outcome outcome = allEqual(proofs) ? outcome() : different;
    return Reports.report(context, prepared.plan(), outcome, proofs, findings, watch);
  }

  private static boolean allEqual(List<Proving.Proof> proofs) {
    return proofs.stream().allMatch(proof -> proof.differences().isEmpty());
  }

  private void saveLoaded(RunContext context) {
    context.ledger().save(Runs.withState(context.run(), State.LOADED, null));
  }

  private MoveReport work(RunContext context, Prepared prepared) {
    SchemaWork work =
        SchemaWorks.of(
            context.moveSource(),
            prepared.plan(),
            context.staging(),
            serverVersion(context.target()));
    List<Finding> findings = new ArrayList<>(prepared.notes());
    findings.addAll(work.notes());
    if (options().scope() == MoveOptions.Scope.DATA_ONLY) {
      return dataOnly(context, prepared, work, findings);
    }
    Publishing publishing = new Publishing(context.target(), context.staging(), options().schema());
    Map<String, Double> copySeconds = load(context, prepared, work);
    watch.time(
        "constrain",
        () ->
            findings.addAll(
                new Constraining(context, context.staging(), options().jobs())
                    .run(work, prepared.plan())));
    Set<String> failed = findings.stream().map(Finding::subject).collect(Collectors.toSet());
    findings.addAll(SchemaCheck.compare(context, work.expected(), failed));
    FaultPoints.hit("move.constrained");
    List<Proving.Proof> proofs = prove(context, prepared, copySeconds);
    if (allEqual(proofs)) {
      saveLoaded(context);
      FaultPoints.hit("move.before-publish");
      watch.time("publish", () -> publishing.publish(prepared.plan(), viewNames(work), replaces()));
      FaultPoints.hit("move.after-publish");
    }
    return report(context, prepared, proofs, findings);
  }

  private MoveReport dataOnly(
      RunContext context, Prepared prepared, SchemaWork work, List<Finding> findings) {
    Map<String, Double> copySeconds = load(context, prepared, work);
    List<Proving.Proof> staged = prove(context, prepared, copySeconds);
    if (!allEqual(staged)) {
      return report(context, prepared, staged, findings);
    }
    saveLoaded(context);
    FaultPoints.hit("move.before-publish");
    watch.time(
        "publish",
        () ->
            new Publishing(context.target(), context.staging(), options().schema())
                .insert(prepared.plan(), visibleWork(context.target(), prepared).sequences()));
    FaultPoints.hit("move.after-publish");
    List<Proving.Proof> proofs =
        new VisibleTables(context, options(), watch).prove(prepared.plan(), check(), copySeconds);
    return visibleReport(context, prepared, proofs, findings);
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
    Staging.drop(context.target(), context.staging());
    context.ledger().save(Runs.withState(context.run(), State.FAILED, clock.instant()));
  }

  private List<Proving.Proof> prove(
      RunContext context, Prepared prepared, Map<String, Double> copySeconds) {
    Proving proving = new Proving(context, check(), options().jobs(), context.staging());
    return watch.time("verify", () -> proving.run(prepared.plan(), copySeconds));
  }

  private MoveOptions.Check check() {
    return options().scope() == MoveOptions.Scope.SCHEMA_ONLY
        ? MoveOptions.Check.NONE
        : options().policies().check();
  }

  private MoveReport.Outcome outcome() {
    if (options().scope() == MoveOptions.Scope.SCHEMA_ONLY) {
      return MoveReport.Outcome.SCHEMA_ONLY;
    }
    return options().policies().check() == MoveOptions.Check.FULL
        ? MoveReport.Outcome.PROVEN
        : MoveReport.Outcome.MOVED;
  }

  static int serverVersion(Target target) {
    int[] version = new int[1];
    target.query(
        "SELECT current_setting('server_version_num')::integer / 10000",
        List.of(),
        row -> version[0] = Integer.parseInt(row.get(0)));
    return version[0];
  }

  private MoveOptions options() {
    return request.options();
  }
}
