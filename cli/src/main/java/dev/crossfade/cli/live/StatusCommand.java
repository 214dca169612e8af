package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Status;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}. */
@Command(
    name = "status",
    description =
        "Shows the live migrations of the target: stage, lag, rate, last pass and verification, who"
            + " follows, and each gate with the reason why it is shut. Changes nothing.",
    footer = {
      "  ./crossfade status",
      "  ./crossfade status --watch",
      "  ./crossfade status --json"
    })
public final class StatusCommand implements Action {
  private static final long WATCH_NANOS = 1_000_000_000;

  @Option(names = "--watch", description = "Show it again every second until Ctrl-C.")
  boolean watch;

  @Mixin SourceChoice choice = new SourceChoice();

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      do {
        StatusOutput.print(session, new PartStatus(live, !watch).with(plans(live, choice.source)));
        if (watch) {
          session.surroundings().out().flush();
          LockSupport.parkNanos(WATCH_NANOS);
        }
      } while (watch && !session.cancellation().requested());
      return Outcome.DONE;
    }
  }

  private static List<Status.Plan> plans(OpenLive live, @Nullable String source) {
    List<Migration> meant =
        source == null
            ? live.active().stream().map(live::migration).toList()
            : live.migrations(source);
    return meant.stream().map(migration -> new Status(migration).read()).toList();
  }
}
