package dev.crossfade.sql.diff;

/**
 * One difference.
 *
 * @param kind what is wrong
 * @param object what it is about, for example {@code column} or {@code check}
 * @param table exact name of the table or view
 * @param name exact name of the column, constraint or index; the table's own name for the table
 * @param expected what was meant, empty when nothing was
 * @param actual what the catalogue says, empty when it says nothing
 */
public record SchemaDifference(
    Kind kind, String object, String table, String name, String expected, String actual) {

  /** What is wrong. */
  public enum Kind {
    /** It was meant to be there, and is not. */
    MISSING,
    /** It is there, and was not meant to be. */
    EXTRA,
    /** It is there, and different. */
    DIFFERS,
    /**
     * It is there; whether its expression means what was meant cannot be told, because PostgreSQL
     * prints that kind of expression in words of its own.
     */
    UNDECIDED
  }

  /** Whether the schema is not the one that was meant. */
  public boolean isProven() {
    return kind != Kind.UNDECIDED;
  }

  /** One line for a report. */
  public String text() {
    String where = table.equals(name) ? table : table + "." + name;
    return switch (kind) {
      case MISSING -> object + " " + where + " is missing: expected " + expected;
      case EXTRA -> object + " " + where + " was not expected: " + actual;
      case DIFFERS -> object + " " + where + ": expected " + expected + " but was " + actual;
      case UNDECIDED ->
          object
              + " "
              + where
              + " is there, but cannot be compared: expected "
              + expected
              + ", printed as "
              + actual;
    };
  }
}
