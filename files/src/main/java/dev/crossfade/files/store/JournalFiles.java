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
  private static final String ENDING = ".jsonl";

  /** In the order of their records. */
  List<Path> list() throws IOException {
    return named(ENDING);
  }

  /** Those that the journal renamed, because nothing in them was valid. */
  List<Path> damaged() throws IOException {
    return named(ENDING + ".damaged*");
  }

  private List<Path> named(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, StoreFiles.PREFIX + "*" + ending)) {
      parts.forEach(found::add);
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** The record that the last of them begins with; 0 where there is none. */
  long begins() throws IOException {
    List<Path> all = list();
    if (all.isEmpty()) {
      return 0;
    }
    String name = String.valueOf(all.get(all.size() - 1).getFileName());
    String digits = name.substring(StoreFiles.PREFIX.length(), name.length() - ENDING.length());
    return digits.matches("\\d{1,20}") && digits.compareTo("09") < 0 ? Long.parseLong(digits) : 0;
  }

  private List<Path> all() throws IOException {
    List<Path> all = list();
    all.addAll(damaged());
    return all;
  }

  boolean isEmpty() throws IOException {
    return all().isEmpty();
  }

  /** Copies them to a new folder. */
  void copyTo(Path aside) throws IOException {
    Files.createDirectory(aside);
    for (Path part : all()) {
      Files.copy(part, aside.resolve(Objects.requireNonNull(part.getFileName())));
    }
  }

  /**
   * Removes them, the oldest first: what is left after a crash is never a journal without a gap.
   */
  void delete() throws IOException {
    for (Path part : all()) {
      Files.delete(part);
    }
  }
}
