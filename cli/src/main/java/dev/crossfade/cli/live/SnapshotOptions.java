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
  /**
   * A SQLite file is copied for each look; of files only what the file system says is looked at.
   */
  private static final String EVERY = "5m";

  private static final String EVERY_OF_FILES = "2s";
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
      description =
          "With --no-triggers, or for files that are no SQLite: the time between two looks. Default:"
              + " 5m, and 2s for files.")
  @Nullable String every;

  @Option(
      names = "--pause-at-deletes",
      paramLabel = "PERCENT",
      description =
          "With --no-triggers, or for files that are no SQLite: pause and ask before more of the rows"
              + " than this, and more than a thousand (ten of a collection of files), are deleted at"
              + " once. Default: 50.")
  @Nullable Integer percent;

  /**
   * Refuses what does not go together.
   *
   * @param files whether nothing can be installed anyway
   */
  void check(boolean files) {
    if (!noTriggers && !files && (every != null || percent != null)) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "--every and --pause-at-deletes need --no-triggers");
    }
    if (percent != null && (percent < 1 || percent > 100)) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "--pause-at-deletes takes 1 to 100, not " + percent);
    }
  }

  /** For a migration that begins. */
  Snapshots begin(Path sidecar, boolean files) {
    String usual = files ? EVERY_OF_FILES : EVERY;
    return new Snapshots(
        Durations.parse("--every", every == null ? usual : every),
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
