package dev.crossfade.cli.ledger;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.store.RunRecord;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code runs list}. */
@Command(
    name = "list",
    description = "Lists the runs that the target knows of, newest first.",
    footer = {"  ./crossfade runs list", "  ./crossfade runs list --json"})
final class RunsListCommand implements Action {
  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    try (OpenLedger ledger = new OpenLedger(session, target)) {
      List<RunRecord> runs = ledger.runs();
      if (session.json()) {
        session.print(json -> document(json, runs));
      } else if (runs.isEmpty()) {
        session.print("No runs yet.");
      } else {
        table(session, runs);
      }
    }
    return Outcome.DONE;
  }

  private static void document(JsonOut json, List<RunRecord> runs) {
    json.object().array("runs");
    for (RunRecord run : runs) {
      json.object();
      fields(json, run);
      json.end();
    }
    json.end().end();
  }

  /** The fields of a run, without its plan and its report. */
  static void fields(JsonOut json, RunRecord run) {
    json.field("id", run.id())
        .field("state", state(run))
        .field("source", run.source())
        .field("source_digest", run.sourceDigest())
        .field("schema", run.schema())
        .field("options", run.options())
        .field("started_at", run.startedAt().toString())
        .field("finished_at", run.finishedAt() == null ? null : run.finishedAt().toString());
  }

  static String state(RunRecord run) {
    return run.state().name().toLowerCase(Locale.ROOT);
  }

  private static void table(Session session, List<RunRecord> runs) {
    TextTable table =
        new TextTable(session, List.of("run", "state", "source", "schema", "started (UTC)"));
    for (RunRecord run : runs) {
      table.row(
          Arrays.asList(
              run.id(),
              state(run),
              run.source(),
              run.schema(),
              run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString()));
    }
    table.end();
  }
}
