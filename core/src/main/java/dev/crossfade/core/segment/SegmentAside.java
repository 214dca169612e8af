package dev.crossfade.core.segment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files beside those of a segment that keep what it does without; never written over. */
final class SegmentAside {
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
}
