package dev.crossfade.core.segment;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The files of a segment: {@code PREFIX} and the number of the first record in 20 digits, so that
 * names sort as numbers do.
 */
record SegmentFolder(Path folder, String prefix) {
  private static final String ENDING = ".jsonl";
  private static final int DIGITS = 20;

  Path file(long begins) {
    return folder.resolve(prefix + String.format(Locale.ROOT, "%020d", begins) + ENDING);
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The numbers that the files begin with, rising; none where the folder is missing. */
  List<Long> list() {
    TreeMap<Long, String> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = name(file);
        if (isOurs(name)) {
          found.put(
              Long.parseLong(name.substring(prefix.length(), prefix.length() + DIGITS)), name);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_7103, folder + ": " + e.getMessage(), e);
    }
    return new ArrayList<>(found.keySet());
  }

  private boolean isOurs(String name) {
    int end = prefix.length() + DIGITS;
    if (name.length() != end + ENDING.length()
        || !name.startsWith(prefix)
        || !name.endsWith(ENDING)) {
      return false;
    }
    for (int i = prefix.length(); i < end; i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    // Twenty digits hold more than a long does; such a name is none of ours.
    return name.charAt(prefix.length()) == '0';
  }
}
