package dev.crossfade.sqlite.live;

import dev.crossfade.core.store.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link SnapshotLiveStore} follows: a SQLite file, or files of other formats. */
interface SnapshotOrigin {
  /** As the user gave it. */
  Path path();

  /** What the file system says of it now. */
  Fingerprint fingerprint();

  /**
   * Copies it as it is now.
   *
   * @param directory of ours, where the copy lies
   * @return null when it cannot be copied yet, which is no failure; never when it is wanted surely
   */
  @Nullable SnapshotCopy copy(Path directory, Wanted wanted);

  /** How long to wait for something that is not to be copied yet. */
  enum Wanted {
    /** Not at all. */
    AT_ONCE,
    /** A moment. */
    SOON,
    /** Some time, and then fail. */
    SURELY
  }

  /** Why it could not be copied last; null when it could, or only another look is wanted. */
  default @Nullable String trouble() {
    return null;
  }

  /** The time to the next look after one that made no copy. */
  Duration rest(Duration every);

  /**
   * Checks that all of it can be followed so; nothing is changed.
   *
   * @throws dev.crossfade.core.error.CrossfadeException when it cannot
   */
  void requireComparable(Path directory);

  /** Statements that make what the sidecar holds beside what every sidecar does. */
  List<String> tables();

  /** Takes note of what is followed, within a transaction of a new sidecar. */
  void follow(Sidecar made, Path directory);

  /** A kept copy as a source for the first copy. */
  Source kept(Path copy);

  /** The thing itself as a source, where no copy is kept. */
  Source itself();

  /** When rows that are gone are too many. */
  Threshold threshold();

  /**
   * When rows that are gone are too many.
   *
   * @param few so many may go at once, whatever share they are
   * @param each whether shares are of a collection, else of all of them
   */
  record Threshold(int few, boolean each) {}
}
