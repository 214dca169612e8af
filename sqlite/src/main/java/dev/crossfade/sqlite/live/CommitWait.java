package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** Notices that the program has committed something that belongs to a pass. */
final class CommitWait implements AutoCloseable {
  private final LiveFile file;
  private final CommitWatch watch;
  private long seenData = -1;

  CommitWait(LiveFile file) {
    this.file = file;
    this.watch = new CommitWatch(file.path());
  }

  /** Says that a snapshot is taken now, so that what it holds is not waited for. */
  void taking() {
    watch.passing();
    seenData = dataVersion();
  }

  /**
   * Waits until the outbox holds entries, those from before included.
   *
   * @return whether it does
   */
  boolean await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      long data = dataVersion();
      if (data != seenData || data < 0) {
        Optional<Boolean> holds = outboxHolds();
        if (holds.orElse(false)) {
          watch.active();
          return true;
        }
        seenData = holds.isPresent() ? data : -1;
      }
      long left = end - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      watch.await(left);
    }
  }

  private Optional<Boolean> outboxHolds() {
    try {
      return Optional.of(!Outbox.isEmpty(file.reader()));
    } catch (CrossfadeException e) {
      requireBusy(e);
      return Optional.empty();
    }
  }

  private long dataVersion() {
    try {
      return LiveFile.number(file.reader(), "PRAGMA data_version");
    } catch (CrossfadeException e) {
      requireBusy(e);
      return -1;
    }
  }

  // A program that commits in rollback-journal mode keeps readers out for a moment.
  private static void requireBusy(CrossfadeException e) {
    if (e.code() != ErrorCode.CF_2015) {
      throw e;
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
