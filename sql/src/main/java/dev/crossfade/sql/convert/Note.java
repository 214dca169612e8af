package dev.crossfade.sql.convert;

/**
 * What a reader of the report should know about one object of the schema.
 *
 * @param kind how bad it is
 * @param subject the object as the source names it, for example {@code orders.total} or {@code
 *     trigger audit_orders}
 * @param text what happened, one or more whole sentences
 * @param advice what the user can do, a whole sentence, or empty when nothing needs doing
 */
public record Note(Kind kind, String subject, String text, String advice) {

  /** How bad it is. */
  public enum Kind {
    /** It has another name. */
    RENAMED,
    /** It is there, and means something slightly different. */
    CHANGED,
    /** It is not there. */
    REFUSED
  }
}
