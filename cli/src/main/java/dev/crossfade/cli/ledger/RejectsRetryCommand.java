package dev.crossfade.cli.ledger;

import dev.crossfade.cli.data.OpenSource;
import dev.crossfade.cli.data.OpenTarget;
import dev.crossfade.cli.data.PlanFiles;
import dev.crossfade.cli.data.RunNames;
import dev.crossfade.cli.data.SourceOptions;
import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.store.Target;
import dev.crossfade.move.MoveTarget;
import dev.crossfade.move.RejectRetry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rejects retry}. */
@Command(
    name = "retry",
    description =
        "Tries the dead letters of a run again, under a changed plan and in the tables as they are"
            + " now. Change the column's type in the target first where the plan changes it. What"
            + " still does not fit stays a dead letter.",
    footer = {
      "  ./crossfade sql --write \"ALTER TABLE public.customers ALTER notes TYPE bytea USING ...\"",
      "  ./crossfade rejects retry latest --plan plan.yaml"
    })
final class RejectsRetryCommand implements Action {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, or latest.")
  String name = RunNames.LATEST;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "The changed mapping, with the same columns; the run's own when left out.")
  @Nullable String plan;

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    MoveTarget moveTarget = OpenTarget.open(session, target);
    try (Target open = moveTarget.target()) {
      RunRecord run = RunNames.find(open.ledger().runs(), name);
      Plan given = PlanFiles.read(session, plan, run.source());
      Plan before = PlanYaml.read(run.planText(), "run " + run.id());
      Plan after = given == null ? before : resolved(session, run, given);
      List<RejectRetry.Result> results =
          new RejectRetry(moveTarget, run, before, after)
              .run(PlanYaml.write(after.withSource(run.source()), null));
      print(session, run, results);
      return outcome(results);
    }
  }

  /** The plan as the source would be read by it; conditions alone need a look at the source. */
  private static Plan resolved(Session session, RunRecord run, Plan given) {
    if (given.moved().stream().allMatch(collection -> collection.where() == null)) {
      return given;
    }
    try (Source source =
        OpenSource.open(session, run.source(), new SourceOptions(), given.reading()).source()) {
      return source.resolve(given);
    }
  }

  private static Outcome outcome(List<RejectRetry.Result> results) {
    if (results.stream().anyMatch(result -> !result.equal())) {
      return Outcome.DIFFERENT;
    }
    boolean left =
        results.stream().anyMatch(one -> one.retried() > one.written() || one.unreadable() > 0);
    return left ? Outcome.DONE_WITH_REJECTS : Outcome.DONE;
  }

  private static void print(Session session, RunRecord run, List<RejectRetry.Result> results) {
    if (session.json()) {
      session.print(
          json -> {
            json.object().field("run", run.id()).array("tables");
            for (RejectRetry.Result result : results) {
              json.object()
                  .field("target", result.table())
                  .field("retried", result.retried())
                  .field("written", result.written())
                  .field("unreadable", result.unreadable())
                  .field("equal", result.equal())
                  .end();
            }
            json.end().end();
          });
      return;
    }
    TextTable table =
        new TextTable(
            session,
            List.of("table", "retried", "written", "unreadable", "read back"),
            new boolean[] {false, true, true, true, false});
    for (RejectRetry.Result result : results) {
      table.row(
          List.of(
              result.table(),
              EvidenceText.number(result.retried()),
              EvidenceText.number(result.written()),
              EvidenceText.number(result.unreadable()),
              result.equal() ? "equal" : "different"));
    }
    table.end();
  }
}
