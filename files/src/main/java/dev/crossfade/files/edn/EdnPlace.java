package dev.crossfade.files.edn;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column characters (UTF-16) from 1
 */
record EdnPlace(long line, int column) {
  static final EdnPlace START = new EdnPlace(1, 1);

  /** The place behind so much of a text that starts here. */
  EdnPlace behind(String text, int length) {
    int lines = 0;
    int lineStart = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < length; i = text.indexOf('\n', i + 1)) {
      lines++;
      lineStart = i + 1;
    }
    return new EdnPlace(line + lines, lines == 0 ? column + length : length - lineStart + 1);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
