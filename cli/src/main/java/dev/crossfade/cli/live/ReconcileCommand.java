package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Reconciling;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reconcile}. */
@Command(
    name = "reconcile",
    description = {
      "Brings both stores together again after one of them was restored from a backup, or a failover"
          + " lost commits: passes are refused then. Without --right it compares them and says what"
          + " differs. With it, the store that is right is the one that takes writes, every key that"
          + " differs is brought over from it, and following goes on.",
      "What only the other store holds is lost."
    },
    footer = {
      "  ./crossfade reconcile",
      "  ./crossfade reconcile --right SOURCE --reason \"the database was restored\""
    })
public final class ReconcileCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();

  @Option(
      names = "--right",
      paramLabel = "STORE",
      description = "SOURCE when the followed file is right, TARGET when PostgreSQL is.")
  @Nullable Right right;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the events.")
  @Nullable String reason;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  /** Which store is right. */
  enum Right {
    /** The followed file. */
    SOURCE,
    /** The tables in PostgreSQL. */
    TARGET
  }

  @Override
  public Outcome run(Session session) {
    if (right != null && (reason == null || reason.isBlank())) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--right is given without --reason");
    }
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.followed(choice.source);
      Reconciling reconciling = new Reconciling(migration, LiveConsole.of(session));
      if (right == null || reason == null) {
        List<VerifiedCollection> found = reconciling.look();
        print(session, found, false);
        return found.stream().allMatch(VerifiedCollection::equal)
            ? Outcome.DONE
            : Outcome.DIFFERENT;
      }
      if (!yes && !new Question(session).agreed(question(migration, right))) {
        session.note("Nothing was changed.");
        return Outcome.FAILED;
      }
      print(
          session,
          reconciling.run(right == Right.SOURCE ? Direction.FORTH : Direction.BACK, reason),
          true);
      return Outcome.DONE;
    }
  }

  private static String question(Migration migration, Right right) {
    String file = migration.record().source();
    return right == Right.SOURCE
        ? "Make PostgreSQL equal to " + file + ", and lose what only PostgreSQL holds?"
        : "Make " + file + " equal to PostgreSQL, and lose what only the file holds?";
  }

  private static void print(Session session, List<VerifiedCollection> found, boolean joined) {
    if (session.json()) {
      session.print(
          json -> {
            json.object().field("joined", joined).array("tables");
            for (VerifiedCollection one : found) {
              json.object()
                  .field("table", one.plan().target())
                  .field("compared", one.rows())
                  .field("missing", one.missing())
                  .field("extra", one.extra())
                  .field("differing", one.differing())
                  .end();
            }
            json.end();
            json.end();
          });
      return;
    }
    LiveVerify.print(session, found);
    session.print(
        joined
            ? "Both hold the same rows now, and following goes on."
            : "Nothing was changed. Run it again with --right SOURCE or --right TARGET.");
  }
}
