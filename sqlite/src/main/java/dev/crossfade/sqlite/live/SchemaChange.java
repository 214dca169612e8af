package dev.crossfade.sqlite.live;

/**
 * What changed in a followed file's schema since it was installed into.
 *
 * @param kind what it means
 * @param object what changed, for example {@code table orders}
 * @param text what happened to it, as the rest of a sentence
 */
public record SchemaChange(Kind kind, String object, String text) {
  /** What a change means. */
  public enum Kind {
    /** A new table, or a column that ALTER TABLE added: nothing was missed. */
    ADDED,
    /** Changes of rows may have been missed. */
    CHANGED,
    /** Something of ours is missing or changed. */
    DAMAGED
  }

  @Override
  public String toString() {
    return object + " " + text;
  }
}
