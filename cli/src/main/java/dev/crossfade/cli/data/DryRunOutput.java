package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.move.Mover;

/** What a run would do, for people or as JSON. */
final class DryRunOutput {
  private DryRunOutput() {}

  static void print(Session session, String location, Mover.DryRun run) {
    if (session.json()) {
      session.print(
          json -> {
            json.object().field("source", location).field("plan", run.planText());
            json.array("statements");
            run.statements().forEach(json::value);
            json.end();
            MoveJson.findings(json, run.notes());
            json.end();
          });
      return;
    }
    session.print(run.planText().stripTrailing());
    session.print("");
    session.print("-- The statements, in order:");
    run.statements().forEach(statement -> session.print(statement + ";"));
    run.notes().forEach(note -> session.print("-- " + note.subject() + ": " + note.text()));
  }
}
