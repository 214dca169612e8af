package dev.crossfade.files.edn;

/**
 * Finds where forms end without reading them, over as many pieces of bytes as it takes. Only
 * brackets, quotes, comments and prefixes are looked at, so a form with a fault inside still ends
 * where it ends. A prefix asks for one form more ({@code #_ a b}, {@code ^a b}) or for none ({@code
 * #tag a}); so forms are counted, and need no stack.
 */
final class EdnSkimmer {
  private static final int MORE = -1;

  private enum Mode {
    GAP,
    TOKEN,
    /** A tag, or the namespace of a map: no form of its own. */
    PREFIX,
    STRING,
    ESCAPE,
    COMMENT,
    BACKSLASH,
    HASH
  }

  private Mode mode = Mode.GAP;
  private int depth;
  private int missing;

  /** Starts anew: so many forms are looked for. */
  void start(int forms) {
    mode = Mode.GAP;
    depth = 0;
    missing = forms;
  }

  /** Whether every form looked for was there, up to the place that {@link #end} returned. */
  boolean complete() {
    return missing == 0;
  }

  /** Whether not even a gap or a comment is open: the forms seen may be all. */
  boolean between() {
    return depth == 0 && (mode == Mode.GAP || mode == Mode.COMMENT);
  }

  /** Tells that the input has ended: a name or number at its end is complete. */
  void ended() {
    if (mode == Mode.TOKEN) {
      form();
      mode = Mode.GAP;
    }
  }

  /**
   * The place behind the last form looked for, or of a closing bracket that comes before it.
   *
   * @return -1 when the bytes end first; the next piece must then be what follows them
   */
  int end(byte[] data, int from, int to) {
    for (int p = from; p < to; p++) {
      byte b = data[p];
      if ((mode == Mode.TOKEN || mode == Mode.PREFIX || mode == Mode.HASH)
          && EdnChars.isDelimiter(b)) {
        if (mode == Mode.TOKEN && form()) {
          return p;
        }
        mode = Mode.GAP;
      }
      int end = step(b, p);
      if (end != MORE) {
        return end;
      }
    }
    return MORE;
  }

  private int step(byte b, int p) {
    switch (mode) {
      case GAP -> {
        return gap(b, p);
      }
      case STRING -> {
        if (b == '\\') {
          mode = Mode.ESCAPE;
        } else if (b == '"') {
          mode = Mode.GAP;
          return form() ? p + 1 : MORE;
        }
      }
      case ESCAPE -> mode = Mode.STRING;
      case COMMENT -> mode = b == '\n' ? Mode.GAP : Mode.COMMENT;
      case BACKSLASH -> mode = Mode.TOKEN;
      case HASH -> hash(b);
      default -> {
        // inside of a token
      }
    }
    return MORE;
  }

  private void hash(byte b) {
    if (b == '_') {
      missing += depth == 0 ? 1 : 0;
      mode = Mode.GAP;
    } else {
      mode = b == '#' ? Mode.TOKEN : Mode.PREFIX;
    }
  }

  private int gap(byte b, int p) {
    switch (b) {
      case ';' -> mode = Mode.COMMENT;
      case '"' -> mode = Mode.STRING;
      case '\\' -> mode = Mode.BACKSLASH;
      case '#' -> mode = Mode.HASH;
      case '^' -> missing += depth == 0 ? 1 : 0;
      case '(', '[', '{' -> depth++;
      case ')', ']', '}' -> {
        if (depth == 0) {
          return p;
        }
        depth--;
        return form() ? p + 1 : MORE;
      }
      default -> mode = EdnChars.isSpace(b) ? Mode.GAP : Mode.TOKEN;
    }
    return MORE;
  }

  /** Counts a form; whether it was the last one looked for. */
  private boolean form() {
    return depth == 0 && --missing == 0;
  }
}
