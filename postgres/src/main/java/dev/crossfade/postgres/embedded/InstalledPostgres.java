package dev.crossfade.postgres.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places where packages put PostgreSQL's server programs. */
final class InstalledPostgres {
  private static final List<Path> PARENTS =
      List.of(
          Path.of("/usr/lib/postgresql"),
          Path.of("/usr"),
          Path.of("/opt/homebrew/opt"),
          Path.of("/usr/local/opt"),
          Path.of("/Library/PostgreSQL"));

  private InstalledPostgres() {}

  /** The {@code bin} directories found, the highest version first; then those of the PATH. */
  static List<Path> directories() {
    String path = System.getenv("PATH");
    return directories(PARENTS, path == null ? "" : path);
  }

  static List<Path> directories(List<Path> parents, String path) {
    List<Path> found = new ArrayList<>();
    for (Path parent : parents) {
      found.addAll(versionsIn(parent));
    }
    for (String entry : path.split(File.pathSeparator)) {
      found.add(Path.of(entry));
    }
    return found;
  }

  private static List<Path> versionsIn(Path parent) {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(parent)) {
      return found;
    }
    try (DirectoryStream<Path> children =
        Files.newDirectoryStream(parent, "{[0-9][0-9],pgsql-[0-9][0-9],postgresql@[0-9][0-9]}")) {
      children.forEach(child -> found.add(child.resolve("bin")));
    } catch (IOException | DirectoryIteratorException notReadable) {
      return found;
    }
    found.sort(Comparator.reverseOrder());
    return found;
  }
}
