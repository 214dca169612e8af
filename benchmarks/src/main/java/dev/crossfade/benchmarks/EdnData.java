package dev.crossfade.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** EDN files of projects. */
final class EdnData {
  private EdnData() {}

  /** Writes a file of some 500 bytes a key. */
  static void write(Path file, int keys) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{");
      for (int i = 0; i < keys; i++) {
        out.write(FacadeApplication.edn(i));
      }
      out.write("}\n");
    }
  }
}
