package dev.crossfade.move;

import java.util.List;

/**
 * Something that the user must know about the result, without row values.
 *
 * @param kind what it is about
 * @param subject table, column or constraint
 * @param text one sentence, with what to do
 * @param keys keys of rows that are concerned; may be empty
 */
public record Finding(Kind kind, String subject, String text, List<String> keys) {

  /** What a finding is about. */
  public enum Kind {
    /** For information: a rename, a translation, a trigger that was left out. */
    NOTE,
    /** The data break a constraint, which is there but not validated, or is not there. */
    VIOLATION,
    /** The target's schema is not what was meant. */
    SCHEMA_DIFFERENCE,
    /** Rows differ. */
    DATA_DIFFERENCE
  }

  static Finding note(String subject, String text) {
    return new Finding(Kind.NOTE, subject, text, List.of());
  }
}
