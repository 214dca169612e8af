package dev.crossfade.files.io;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;

/**
 * A place behind a record of a file.
 *
 * @param ordinal number of records before it
 * @param line number of lines before it
 * @param offset bytes of (unpacked, UTF-8) text before it
 * @param element rows of a nested collection already read from the record that starts here
 */
public record Mark(long ordinal, long line, long offset, long element) {

  /** As text, for a position. */
  public String token() {
    return ordinal + "," + line + "," + offset + "," + element;
  }

  /** Reads back what {@link #token} printed. */
  public static Mark of(String token) {
    String[] parts = token.split(",", -1);
    if (parts.length != 4) {
      throw new CrossfadeException(ErrorCode.CF_9001, "a position of a file with odd parts");
    }
    return new Mark(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]));
  }
}
