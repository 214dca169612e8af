package dev.crossfade.core.live;

import dev.crossfade.core.store.Source;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that a foreign program rewrites as it likes, as far as following them needs it. Whatever
 * cannot be read at the moment is an error with a code {@code CF-2...}; a later look may be good.
 */
public interface WatchedFiles {
  /** The file or folder, as the user gave it. */
  Path path();

  /** What the file system says of them now; no file is opened. */
  Look look();

  /** The digest of the bytes of all files of a look, and of their names. */
  String digest(Look look);

  /** Opens them as they are now; the caller closes it. */
  Source open();

  /**
   * What the file system says.
   *
   * @param files those that are read, in a fixed order
   * @param folders in which they lie, where the folder itself is followed; else none
   * @param fingerprint changes when a file comes, goes, or has another identity, size or time
   * @param settled whether all times lie so far back that a later write must give others
   */
  record Look(List<Path> files, List<Path> folders, String fingerprint, boolean settled) {}
}
