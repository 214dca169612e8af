package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.WatchedFiles;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Files that a program rewrites as it likes. A reading of their bytes counts once another one, some
 * time later, is the same: then they are read as rows, and their bytes once more behind that. So
 * what is followed is a state in which the files stood still, all of them at once.
 */
final class FilesOrigin implements SnapshotOrigin {
  /** Fewer rows of a collection may go at once, whatever share they are. */
  static final int FEW = 10;

  /** Between the first reading and the one that must be the same. */
  private static final Duration REST = Duration.ofSeconds(1);

  /** How long files may keep changing when a copy is a must. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WatchedFiles files;
  private final List<CollectionPlan> plans;
  private @Nullable Reading last;
  private @Nullable String trouble;

  FilesOrigin(WatchedFiles files, List<CollectionPlan> plans) {
    this.files = files;
    this.plans = plans;
  }

  /**
   * What was read.
   *
   * @param fingerprint of the files before
   * @param digest of their bytes
   * @param at when it was begun, in nanoseconds of the running system
   */
  private record Reading(String fingerprint, String digest, long at) {
    boolean same(@Nullable Reading other) {
      return other != null && fingerprint.equals(other.fingerprint) && digest.equals(other.digest);
    }
  }

  @Override
  public Path path() {
    return files.path();
  }

  @Override
  public Fingerprint fingerprint() {
    WatchedFiles.Look look = files.look();
    return new Fingerprint(look.fingerprint(), look.settled());
  }

  @Override
  public @Nullable String trouble() {
    return trouble;
  }

  @Override
  public Duration rest(Duration every) {
    return every.compareTo(REST) < 0 ? every : REST;
  }

  @Override
  public @Nullable RowsCopy copy(Path directory, Wanted wanted) {
    long end = System.nanoTime() + patience(wanted).toNanos();
    while (true) {
      RowsCopy made = tryCopy(directory);
      if (made != null) {
        return made;
      }
      if (System.nanoTime() - end >= 0) {
        if (wanted != Wanted.SURELY) {
          return null;
        }
        String why = trouble;
        throw why == null
            ? new CrossfadeException(ErrorCode.CF_6511, path().toString())
            : new CrossfadeException(ErrorCode.CF_6510, why);
      }
      LockSupport.parkNanos(REST.toNanos() / 2);
    }
  }

  private static Duration patience(Wanted wanted) {
    return switch (wanted) {
      case AT_ONCE -> Duration.ZERO;
      case SOON -> REST.multipliedBy(2);
      case SURELY -> PATIENCE;
    };
  }

  private @Nullable RowsCopy tryCopy(Path directory) {
    try {
      RowsCopy made = copyOfSecondReading(directory);
      trouble = null;
      return made;
    } catch (CrossfadeException unreadable) {
      if (unreadable.code() == ErrorCode.CF_2214) {
        last = null;
        return null;
      }
      if (!isUnreadable(unreadable.code())) {
        throw unreadable;
      }
      trouble =
          unreadable.code() == ErrorCode.CF_6510
              ? unreadable.detail()
              : unreadable.code().code()
                  + " "
                  + unreadable.code().title()
                  + ": "
                  + unreadable.detail();
      return null;
    }
  }

  /** What may be otherwise once the program has written on. */
  private static boolean isUnreadable(ErrorCode code) {
    return code == ErrorCode.CF_6510 || code.code().startsWith("CF-2");
  }

  private @Nullable RowsCopy copyOfSecondReading(Path directory) {
    Reading before = read();
    Reading first = last;
    if (first == null || !before.same(first)) {
      last = before;
      return null;
    }
    if (before.at() - first.at() < REST.toNanos()) {
      return null;
    }
    RowsCopy made;
    try (Source source = files.open()) {
      made = RowsCopy.make(source, plans, directory, fingerprint());
    }
    Reading after = read();
    if (after.same(first) && made.facts().fingerprint().text().equals(after.fingerprint())) {
      return made;
    }
    made.close();
    last = after;
    return null;
  }

  private Reading read() {
    long at = System.nanoTime();
    WatchedFiles.Look look = files.look();
    return new Reading(look.fingerprint(), files.digest(look), at);
  }

  @Override
  public void requireComparable(Path directory) {
    RowsCopy copy = copy(directory, Wanted.SURELY);
    if (copy != null) {
      copy.close();
    }
  }

  @Override
  public List<String> tables() {
    return SideTables.statements("live/files-tables");
  }

  @Override
  public void follow(Sidecar made, Path directory) {
    for (int i = 0; i < plans.size(); i++) {
      CollectionPlan plan = plans.get(i);
      made.follow(
          i + 1,
          plan,
          true,
          Installation.note(i + 1, plan.source(), String.join(", ", plan.key()), plan));
    }
  }

  @Override
  public Source kept(Path copy) {
    return new RowsSource(copy, plans);
  }

  @Override
  public Source itself() {
    return files.open();
  }

  @Override
  public Threshold threshold() {
    return new Threshold(FEW, true);
  }
}
