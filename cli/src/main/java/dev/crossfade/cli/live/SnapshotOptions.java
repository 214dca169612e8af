package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Durations;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Snapshots;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file is followed in which nothing is installed. */
final class SnapshotOptions {
  private static final String EVERY = "5m";
  private static final int PERCENT = 50;

  @Option(
      names = "--no-triggers",
      description =
          "Install nothing in the file, and write nothing to it: compare snapshots of it instead."
              + " It cannot be switched then; follow again without this option lets triggers take"
              + " over.")
  boolean noTriggers;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "With --no-triggers: the time between two snapshots. Default: 5m.")
  @Nullable String every;

  @Option(
      names = "--pause-at-deletes",
      paramLabel = "PERCENT",
      description =
          "With --no-triggers: pause and ask before more of the rows than this, and more than a"
              + " thousand, are deleted at once. Default: 50.")
  @Nullable Integer percent;

  void check() {
    if (!noTriggers && (every != null || percent != null)) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "--every and --pause-at-deletes need --no-triggers");
    }
    if (percent != null && (percent < 1 || percent > 100)) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "--pause-at-deletes takes 1 to 100, not " + percent);
    }
  }

  /** For a migration that begins. */
  Snapshots begin(Path sidecar) {
    return new Snapshots(
        Durations.parse("--every", every == null ? EVERY : every),
        percent == null ? PERCENT : percent,
        sidecar.toString());
  }

  /** For one that goes on: what is given counts, the rest stays. */
  Snapshots change(Snapshots known) {
    return new Snapshots(
        every == null ? known.every() : Durations.parse("--every", every),
        percent == null ? known.percent() : percent,
        known.sidecar());
  }

  /** For another process that follows the same file; the ledger has the rest. */
  List<String> arguments() {
    return noTriggers ? List.of("--no-triggers") : List.of();
  }
}
