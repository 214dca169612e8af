package dev.crossfade.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that SQLite keeps beside a database.
 *
 * @param file the database
 * @param before those that stood there before it was opened
 */
record SideFiles(Path file, List<Path> before) {
  private static final List<String> SUFFIXES = List.of("-wal", "-shm", "-journal");

  /** Takes note of those that stand there now. */
  static SideFiles of(Path file) {
    return new SideFiles(file, existing(file));
  }

  /** Those that stand there now. */
  List<Path> now() {
    return existing(file);
  }

  /** Those that stand there now and did not before. */
  List<Path> made() {
    return now().stream().filter(side -> !before.contains(side)).toList();
  }

  private static List<Path> existing(Path file) {
    return SUFFIXES.stream()
        .map(suffix -> file.resolveSibling(file.getFileName() + suffix))
        .filter(Files::exists)
        .toList();
  }
}
