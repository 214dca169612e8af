package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Status;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, target)) {
      do {
        StatusOutput.print(session, plans(live));
        if (watch) {
          session.surroundings().out().flush();
          LockSupport.parkNanos(WATCH_NANOS);
        }
      } while (watch && !session.cancellation().requested());
      return Outcome.DONE;
    }
  }

  private static List<Status.Plan> plans(OpenLive live) {
    return live.active().stream()
        .map(
            record -> {
              Migration migration = live.migration(record);
              return new Status(migration).read();
            })
        .toList();
  }
}
