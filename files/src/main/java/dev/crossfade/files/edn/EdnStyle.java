package dev.crossfade.files.edn;

/**
 * How EDN is written.
 *
 * @param sorted whether the entries of maps and elements of sets are sorted at every level, else
 *     they stand as they are
 * @param width columns beyond which a value is broken over several lines
 */
public record EdnStyle(boolean sorted, int width) {
  private static final int USUAL_WIDTH = 100;

  /** As it is, broken beyond a hundred columns. */
  public static final EdnStyle AS_IT_IS = new EdnStyle(false, USUAL_WIDTH);

  /** Sorted, broken beyond a hundred columns: equal documents are written equally. */
  public static final EdnStyle SORTED = new EdnStyle(true, USUAL_WIDTH);
}
