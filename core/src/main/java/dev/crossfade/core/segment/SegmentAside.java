package dev.crossfade.core.segment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files beside those of a segment that keep what it does without; never written over. */
final class SegmentAside {
  // The smallest that a disk writes whole; those of a file system are multiples of it.
  private static final int BLOCK = 512;

  private SegmentAside() {}

  /** A name that is free: {@code NAME.damaged}, then {@code NAME.damaged.2} and so on. */
  static Path free(Path file, String ending) {
    String name = SegmentFolder.name(file) + ending;
    Path aside = file.resolveSibling(name);
    for (int i = 2; Files.exists(aside); i++) {
      aside = file.resolveSibling(name + "." + i);
    }
    return aside;
  }

  /** How many line ends a file has. */
  static long lineEnds(Path file) throws IOException {
    long count = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int read = in.read(); read >= 0; read = in.read()) {
        if (read == '\n') {
          count++;
        }
      }
    }
    return count;
  }

  /**
   * Whether bytes of a file have a run of NULs up to the end of a block: the system wrote later
   * blocks to the disk, and lost its power before this one.
   */
  static boolean hasHole(Path file, long from, long to) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.skipNBytes(from);
      for (long at = from + 1; at <= to; at++) {
        if (in.read() == 0 && at % BLOCK == 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Copies a file's bytes from a place on into a new file, durably. */
  static void keep(Path file, long from, Path aside) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      Files.copy(in, aside);
    }
    DurableFiles.forceFile(aside);
    DurableFiles.forceFolder(Objects.requireNonNull(aside.toAbsolutePath().getParent()));
  }
}
