package dev.crossfade.cli.live;

import dev.crossfade.cli.data.OpenSource;
import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Retiring;
import dev.crossfade.sqlite.live.AbandonedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retire}. */
@Command(
    name = "retire",
    description =
        "Ends a live migration: removes its side tables and triggers from both stores, and nothing"
            + " else. Asks first; there is no way back afterwards.",
    footer = {
      "  ./crossfade retire",
      "  ./crossfade retire --of app.sqlite --yes",
      "  ./crossfade retire --of app.sqlite --file-only"
    })
public final class RetireCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(names = "--dry-run", description = "Show what would be removed, and change nothing.")
  boolean dryRun;

  @Option(
      names = "--file-only",
      description =
          "Remove what is installed in the file named by --of, although the target does not know of"
              + " it: when the target, or its schema crossfade, is gone for good.")
  boolean fileOnly;

  @Override
  public Outcome run(Session session) {
    if (fileOnly) {
      return abandoned(session);
    }
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.followed(choice.source);
      Retiring retiring = new Retiring(migration);
      retiring.summary().forEach(session::note);
      boolean agreed = !dryRun && (yes || new Question(session).agreed("End this migration?"));
      if (agreed) {
        retiring.run();
      }
      if (session.json()) {
        session.print(
            json -> json.object().field("id", migration.id()).field("retired", agreed).end());
      } else {
        session.print(agreed ? "Retired." : "Nothing was changed.");
      }
      return agreed || dryRun ? Outcome.DONE : Outcome.FAILED;
    }
  }

  private Outcome abandoned(Session session) {
    if (choice.source == null) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--file-only needs --of FILE");
    }
    AbandonedFile file = AbandonedFile.open(OpenSource.path(session, choice.source));
    session.note(file.summary());
    boolean agreed = yes || new Question(session).agreed("Remove it from the file?");
    if (agreed) {
      file.remove();
    }
    if (session.json()) {
      session.print(json -> json.object().field("retired", agreed).end());
    } else {
      session.print(agreed ? "Removed from the file." : "Nothing was changed.");
    }
    return agreed ? Outcome.DONE : Outcome.FAILED;
  }
}
