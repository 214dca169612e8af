package dev.crossfade.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files under a folder. */
final class FolderFiles {
  private FolderFiles() {}

  /** All regular files, sorted; hidden ones and what lies in hidden folders are passed. */
  static List<Path> of(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).filter(file -> !hidden(root, file)).sorted().toList();
    } catch (UncheckedIOException e) {
      // Something went while the folder was read.
      throw e.getCause();
    }
  }

  private static boolean hidden(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
