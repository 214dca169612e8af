package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Durations;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanSelection;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.Target;
import dev.crossfade.move.MoveSource;
import dev.crossfade.move.MoveTarget;
import dev.crossfade.move.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}. */
@Command(
    name = "verify",
    description =
        "Compares a source with what was moved from it, value by value and in both directions, as"
            + " both are now. Names missing, extra and differing rows by key, and the columns that"
            + " differ. Ends with status 4 when there is a difference.",
    footer = {
      "  ./crossfade verify app.sqlite",
      "  ./crossfade verify --live --every 1h",
      "  ./crossfade verify --live --changed",
      "  ./crossfade verify app.sqlite --limit 100 --show-values",
      "  ./crossfade verify app.sqlite --run 20260101T120000-ab12cd --json"
    })
public final class VerifyCommand implements Action {
  @Parameters(
      arity = "0..1",
      paramLabel = "SOURCE",
      description =
          "The source that was moved; with --live needed only where several are followed.")
  String source = "";

  @Option(
      names = "--live",
      description =
          "Compare a followed source and its tables exactly while writers go on (see follow).")
  boolean live;

  @Option(
      names = "--changed",
      description =
          "With --live, only the keys that changed since they were compared last: fast, and leaves"
              + " less for the barrier of a switch.")
  boolean changed;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "With --live, again and again: 30s, 10m, 1h. Ends with the first difference.")
  @Nullable String every;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description =
          "The run whose plan and dead letters count: its id, the beginning of it, or latest, the"
              + " source's last, which is the default.")
  @Nullable String run;

  @Option(
      names = "--into",
      paramLabel = "SCHEMA",
      description = "The schema that the tables are in; that of the run when left out.")
  @Nullable String into;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "List at most N differences of each table. Default: 20.")
  int limit;

  @Option(
      names = "--show-values",
      description = "Show the values that differ, not only their columns.")
  boolean showValues;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Compare by this mapping instead of the run's.")
  @Nullable String plan;

  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin SourceOptions sourceOptions = new SourceOptions();
  @Mixin TargetOptions targetOptions = new TargetOptions();

  private final Live liveVerify;

  /**
   * @param liveVerify what --live does
   */
  public VerifyCommand(Live liveVerify) {
    this.liveVerify = liveVerify;
  }

  /** Verifies a source that is followed. */
  @FunctionalInterface
  public interface Live {
    /**
     * Verifies once, or again and again.
     *
     * @param source as the user named it, or null for the only one
     * @param changed only the keys that changed since they were compared last
     * @param every the time from one begin to the next, or null for once
     */
    Outcome verify(
        Session session,
        TargetOptions target,
        @Nullable String source,
        boolean changed,
        @Nullable Duration every);
  }

  @Override
  public Outcome run(Session session) {
    if (limit < 1) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--limit takes 1 or more, not " + limit);
    }
    if (live) {
      Duration again = every == null ? null : Durations.parse("--every", every);
      String named = source.isEmpty() ? null : source;
      return liveVerify.verify(session, targetOptions, named, changed, again);
    }
    if (every != null || changed) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, (changed ? "--changed" : "--every") + " goes with --live");
    }
    if (source.isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "Missing required parameter: 'SOURCE'\nHelp: crossfade verify --help");
    }
    return once(session);
  }

  private Outcome once(Session session) {
    OpenSource.require(session, source);
    sourceOptions.csv(Map.of());
    Plan given = PlanFiles.read(session, plan, source);
    MoveTarget target = OpenTarget.open(session, targetOptions);
    try (Target open = target.target()) {
      RunRecord record = record(open, OpenSource.path(session, source).toString());
      Plan mapping = given == null ? PlanYaml.read(record.planText(), "run " + record.id()) : given;
      List<Verifier.TableResult> results = compare(session, open, record, mapping);
      new VerifyOutput(session, showValues).print(source, record, results);
      boolean equal = results.stream().allMatch(result -> result.result().equal());
      return equal ? Outcome.DONE : Outcome.DIFFERENT;
    }
  }

  private List<Verifier.TableResult> compare(
      Session session, Target target, RunRecord record, Plan mapping) {
    MoveSource opened = OpenSource.open(session, source, sourceOptions, mapping.reading());
    try (dev.crossfade.core.store.Source reading = opened.source()) {
      return new Verifier(
              reading,
              target,
              new Verifier.Options(
                  into == null ? record.schema() : into,
                  record.id(),
                  limit,
                  Runtime.getRuntime().availableProcessors()),
              session.events(),
              session.cancellation())
          .run(PlanSelection.narrow(reading.resolve(mapping), selection.tables, selection.exclude));
    }
  }

  private RunRecord record(Target target, String location) {
    target.ledger().migrate();
    String name = run == null ? RunNames.LATEST : run;
    boolean latest = name.equals(RunNames.LATEST);
    List<RunRecord> runs = target.ledger().runs();
    return (latest ? runs : List.of(RunNames.find(runs, name)))
        .stream()
            .filter(candidate -> !latest || candidate.source().equals(location))
            .filter(candidate -> into == null || candidate.schema().equals(into))
            .filter(candidate -> !candidate.state().isVoid())
            .findFirst()
            .orElseThrow(
                () ->
                    new CrossfadeException(
                        ErrorCode.CF_5209, latest ? "of " + source : "with the id " + name));
  }
}
