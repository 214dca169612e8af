package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where copies lie, each in a directory of its own that bears the number of its process. */
final class SnapshotDirectory {
  private static final String PREFIX = "snapshot-";

  private SnapshotDirectory() {}

  /** How the directory of a copy of this process begins. */
  static String prefix() {
    return PREFIX + ProcessHandle.current().pid() + "-";
  }

  /** Removes copies that killed processes left. */
  static void removeLeft(Path directory) {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path copy : copies) {
        String[] parts = String.valueOf(copy.getFileName()).split("-", -1);
        if (ProcessHandle.of(Long.parseLong(parts[1])).isEmpty()) {
          remove(copy);
        }
      }
    } catch (IOException | NumberFormatException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, directory.toString(), e);
    }
  }

  /** Removes one with its files. */
  static void remove(Path copy) throws IOException {
    try (var files = Files.list(copy)) {
      for (Path one : (Iterable<Path>) List.copyOf(files.toList())) {
        Files.deleteIfExists(one);
      }
    }
    Files.deleteIfExists(copy);
  }
}
