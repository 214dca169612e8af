package dev.crossfade.files.io;

import dev.crossfade.core.value.Utf8;

/** How the text of a file is encoded. */
public enum Encoding {
  /** UTF-8, with or without byte order mark. */
  UTF_8("UTF-8"),
  /** UTF-16, low byte first, by its byte order mark. */
  UTF_16LE("UTF-16LE"),
  /** UTF-16, high byte first, by its byte order mark. */
  UTF_16BE("UTF-16BE"),
  /** Windows-1252, where its five holes are the control characters of Latin-1. */
  WINDOWS_1252("windows-1252");

  private final String label;

  Encoding(String label) {
    this.label = label;
  }

  /** The usual name. */
  public String label() {
    return label;
  }

  /** The encoding that a byte order mark names; UTF-8 without one. */
  static Encoding ofMark(byte[] head, int length) {
    if (length >= 2 && head[0] == (byte) 0xff && head[1] == (byte) 0xfe) {
      return UTF_16LE;
    }
    if (length >= 2 && head[0] == (byte) 0xfe && head[1] == (byte) 0xff) {
      return UTF_16BE;
    }
    return UTF_8;
  }

  /** Length of the byte order mark that UTF-8 text starts with: 3 or 0. */
  static int markLength(byte[] head, int length) {
    boolean mark =
        length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
    return mark ? 3 : 0;
  }

  /**
   * What bytes from the middle of a file say.
   *
   * @return {@code UTF_8} or {@code WINDOWS_1252}, or null when all are ASCII
   */
  static @org.jspecify.annotations.Nullable Encoding guess(byte[] bytes, int offset, int end) {
    int valid = 0;
    int broken = 0;
    for (int at = offset; at < end; at++) {
      if (bytes[at] >= 0) {
        continue;
      }
      int length = sequence(bytes[at]);
      if (at + length > end) {
        break;
      }
      if (length > 1 && Utf8.isValid(bytes, at, length)) {
        valid++;
        at += length - 1;
      } else {
        broken++;
      }
    }
    if (valid + broken == 0) {
      return null;
    }
    return broken > valid ? WINDOWS_1252 : UTF_8;
  }

  private static int sequence(byte first) {
    int value = first & 0xff;
    if (value >= 0xf0) {
      return 4;
    }
    if (value >= 0xe0) {
      return 3;
    }
    return value >= 0xc0 ? 2 : 1;
  }
}
