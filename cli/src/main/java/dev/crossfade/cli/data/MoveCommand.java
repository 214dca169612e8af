package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.move.MoveOptions;
import dev.crossfade.move.MoveReport;
import dev.crossfade.move.MoveRequest;
import dev.crossfade.move.MoveSource;
import dev.crossfade.move.MoveTarget;
import dev.crossfade.move.Mover;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code move}. */
@Command(
    name = "move",
    description =
        "Moves a SQLite file, or files of JSON, JSONL, EDN and CSV, into PostgreSQL: typed, with keys,"
            + " constraints and indexes, and proves that every value arrived by reading it back."
            + " Tables become visible together, and only when they are proven.",
    footer = {
      "  ./crossfade move app.sqlite",
      "  ./crossfade move app.sqlite --to postgresql://user@host/database --into shop",
      "  ./crossfade move app.sqlite --dry-run",
      "  ./crossfade move exports/ --on-reject dead-letter",
      "  ./crossfade move app.sqlite --plan plan.yaml --if-exists replace --yes",
      "  ./crossfade move app.sqlite --resume"
    })
public final class MoveCommand implements Action {
  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description =
          "SQLite files, JSON, JSONL, EDN or CSV files, or folders; each is a run of its own.")
  List<String> sources = new ArrayList<>();

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Follow this mapping (see crossfade plan).")
  @Nullable String plan;

  @Option(
      names = "--dry-run",
      description = "Print the plan and the exact DDL; touch nothing, and need no target.")
  boolean dryRun;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Where the report goes, as .html, .md and .json; made if it is not there. Default:"
              + " .crossfade/reports.")
  @Nullable String report;

  @Mixin MoveChoices choices = new MoveChoices();
  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin SourceOptions sourceOptions = new SourceOptions();
  @Mixin TargetOptions targetOptions = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    if (plan != null && sources.size() > 1) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--plan goes with one source");
    }
    // Nothing starts for a command that cannot end well.
    sources.forEach(source -> OpenSource.require(session, source));
    ReportFiles files = new ReportFiles(session, report);
    Given given =
        new Given(choices.options(selection), PlanFiles.read(session, plan, sources.get(0)), files);
    sourceOptions.csv(given.reading());
    if (dryRun) {
      for (String source : sources) {
        dryRun(session, source, given);
      }
      return Outcome.DONE;
    }
    if (report != null) {
      files.prepare();
    }
    MoveTarget target = OpenTarget.openFor(session, targetOptions, given.options());
    try (dev.crossfade.core.store.Target open = target.target()) {
      List<MoveReport> reports = new ArrayList<>();
      for (String source : sources) {
        reports.add(move(session, source, given, target));
      }
      MoveOutput.print(session, files, reports);
      return worst(reports);
    }
  }

  /** What the user decided, for all sources. */
  private record Given(MoveOptions options, @Nullable Plan plan, ReportFiles files) {
    Map<String, String> reading() {
      return plan == null ? Map.of() : plan.reading();
    }
  }

  private void dryRun(Session session, String location, Given given) {
    MoveSource source = OpenSource.open(session, location, sourceOptions, given.reading());
    try (dev.crossfade.core.store.Source open = source.source()) {
      MoveRequest request = request(session, source, given, location);
      DryRunOutput.print(session, location, new Mover(request, Clock.systemUTC()).dryRun());
    }
  }

  private MoveReport move(Session session, String location, Given given, MoveTarget target) {
    boolean goesOn = choices.resume && given.plan() == null;
    Map<String, String> reading = goesOn ? begun(session, location, target) : given.reading();
    MoveSource source = OpenSource.open(session, location, sourceOptions, reading);
    try (dev.crossfade.core.store.Source open = source.source()) {
      if (!source.sideFiles().isEmpty()) {
        session.note("SQLite made " + String.join(", ", source.sideFiles()) + " to read the file.");
      }
      // In the ledger the source has one name, however it was given: runs are compared by it.
      MoveRequest request = request(session, source, given, source.location());
      MoveReport moved = new Mover(request, Clock.systemUTC()).run(target, MoveJson::text);
      given.files().write(moved);
      return moved;
    }
  }

  /** How the run that is gone on with reads its source. */
  private Map<String, String> begun(Session session, String location, MoveTarget target) {
    target.target().ledger().migrate();
    String source = OpenSource.path(session, location).toString();
    return target.target().ledger().runs().stream()
        .filter(run -> run.source().equals(source) && run.schema().equals(choices.into))
        .filter(run -> !run.state().isVoid())
        .findFirst()
        .map(run -> PlanYaml.read(run.planText(), "run " + run.id()).reading())
        .orElse(Map.of());
  }

  private MoveRequest request(Session session, MoveSource source, Given given, String named) {
    return new MoveRequest(
        source,
        given.options(),
        given.plan(),
        made -> PlanYaml.write(made.withSource(named), null),
        new MoveRequest.Dialogue(
            session.events(),
            session.cancellation(),
            question -> choices.yes || new Question(session).agreed(question)));
  }

  private static Outcome worst(List<MoveReport> reports) {
    int status = reports.stream().mapToInt(MoveReport::exitStatus).max().orElse(0);
    return switch (status) {
      case 0 -> Outcome.DONE;
      case 3 -> Outcome.DONE_WITH_REJECTS;
      default -> Outcome.DIFFERENT;
    };
  }
}
