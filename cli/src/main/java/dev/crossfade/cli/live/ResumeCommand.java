package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Reinstalling;
import dev.crossfade.live.Resuming;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code resume}. */
@Command(
    name = "resume",
    description =
        "Lets a paused migration go on; the follower notices within a second. If the program changed"
            + " its schema, the tables concerned are brought over again and compared first. Of a file"
            + " without triggers it also accepts what the pause was about: rows gone, lost digests.",
    footer = {
      "  ./crossfade resume",
      "  ./crossfade resume --of app.sqlite",
      "  ./crossfade resume --retake orders",
      "  ./crossfade resume --reinstall"
    })
public final class ResumeCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();

  @Option(
      names = "--retake",
      paramLabel = "TABLE",
      description =
          "Drop this table in PostgreSQL and make it anew from the file as it is now; one that the"
              + " file has no more is followed no more. May be given several times.")
  List<String> retake = new ArrayList<>();

  @Option(names = "--dry-run", description = "Show what would go on, and change nothing.")
  boolean dryRun;

  @Option(
      names = "--reinstall",
      description =
          "First make side tables and triggers again that were damaged, in both stores. What was"
              + " written meanwhile may have been missed: run verify --live afterwards, and repair"
              + " what differs; the gates stay shut until then.")
  boolean reinstall;

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      return Each.run(
          session,
          live.migrations(choice.source),
          migration -> {
            if (!dryRun && isPart(migration)) {
              migration.resume();
            } else if (!dryRun) {
              if (reinstall) {
                new Reinstalling(migration).run();
                session.note(
                    "Installed anew. Changes may have been missed, so the last verification counts no"
                        + " more: the gates of switch and back stay shut until crossfade verify --live"
                        + " has compared both stores again.");
              }
              new Resuming(migration, LiveConsole.of(session)).run(retake);
            }
            return Each.Done.of(
                session, json -> json.field("paused", (String) null), "It goes on.");
          });
    }
  }

  /** Nothing is installed in an application's store, and it has no tables of its own. */
  private boolean isPart(Migration migration) {
    if (LaneSource.of(migration).isEmpty()) {
      return false;
    }
    if (reinstall || !retake.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_7214, migration.record().source());
    }
    return true;
  }
}
