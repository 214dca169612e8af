package dev.crossfade.files;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The parts of a file's name: {@code users.jsonl.gz} has the stem {@code users}, the ending {@code
 * jsonl.gz} and is JSONL.
 *
 * @param stem the name without its ending
 * @param ending the ending without its first dot; empty when it says nothing
 * @param kind what the ending says
 */
record FileName(String stem, String ending, FileKind kind) {

  static FileName of(Path file) {
    String name = String.valueOf(file.getFileName());
    String rest = name;
    boolean packed = rest.toLowerCase(Locale.ROOT).endsWith(".gz");
    if (packed) {
      rest = rest.substring(0, rest.length() - 3);
    }
    int dot = rest.lastIndexOf('.');
    FileKind kind =
        dot <= 0 ? FileKind.UNKNOWN : FileKind.of(rest.substring(dot + 1).toLowerCase(Locale.ROOT));
    if (dot <= 0 || (kind == FileKind.UNKNOWN && packed)) {
      return new FileName(rest, packed ? "gz" : "", kind);
    }
    return new FileName(rest.substring(0, dot), name.substring(dot + 1), kind);
  }
}
