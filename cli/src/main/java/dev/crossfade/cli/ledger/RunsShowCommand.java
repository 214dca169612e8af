package dev.crossfade.cli.ledger;

import dev.crossfade.cli.data.RunNames;
import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Durations;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.store.RunRecord;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs show}. */
@Command(
    name = "show",
    description = "Shows one run: what was moved, how long it took, and its proof.",
    footer = {
      "  ./crossfade runs show latest",
      "  ./crossfade runs show latest --plan",
      "  ./crossfade runs show latest --json"
    })
final class RunsShowCommand implements Action {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = RunNames.LATEST,
      description = "A run's id, the beginning of one, or latest, the default.")
  String name = RunNames.LATEST;

  @Option(names = "--plan", description = "Print the plan that it followed, and nothing else.")
  boolean plan;

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    try (OpenLedger ledger = new OpenLedger(session, target)) {
      RunRecord run = ledger.run(name);
      if (session.json()) {
        json(session, run);
      } else if (plan) {
        session.print(run.planText().stripTrailing());
      } else {
        text(session, run);
      }
    }
    return Outcome.DONE;
  }

  private static void json(Session session, RunRecord run) {
    session.print(
        json -> {
          json.object();
          RunsListCommand.fields(json, run);
          json.field("plan", run.planText()).name("report");
          if (run.reportJson() == null) {
            json.nothing();
          } else {
            json.raw(run.reportJson());
          }
          json.end();
        });
  }

  private static void text(Session session, RunRecord run) {
    session.print("Run       " + run.id());
    session.print("State     " + RunsListCommand.state(run));
    session.print("Source    " + run.source());
    session.print("Content   " + run.sourceDigest());
    session.print("Schema    " + run.schema());
    session.print("Started   " + run.startedAt());
    if (run.finishedAt() != null) {
      double seconds = Duration.between(run.startedAt(), run.finishedAt()).toMillis() / 1000.0;
      session.print("Finished  " + run.finishedAt() + ", after " + Durations.measured(seconds));
    }
    session.print("Report    " + (run.reportJson() == null ? "none" : "with --json"));
  }
}
