package dev.crossfade.files.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The files of a journal as they lie in a folder, whatever they hold.
 *
 * @param folder of the store
 */
record JournalFiles(Path folder) {
  /** In the order of their records. */
  List<Path> list() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, StoreFiles.PREFIX + "*.jsonl")) {
      parts.forEach(found::add);
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** Copies them to a new folder. */
  void copyTo(Path aside) throws IOException {
    Files.createDirectory(aside);
    for (Path part : list()) {
      Files.copy(part, aside.resolve(Objects.requireNonNull(part.getFileName())));
    }
  }

  /**
   * Removes them, the oldest first: what is left after a crash is never a journal without a gap.
   */
  void delete() throws IOException {
    for (Path part : list()) {
      Files.delete(part);
    }
  }
}
