package dev.crossfade.files.where;

import dev.crossfade.core.shape.FieldPath;
import java.util.List;

/**
 * What a record must meet to become a row: the {@code where} of a plan's collection.
 *
 * <pre>
 * condition  := both ("or" both)*
 * both       := one ("and" one)*
 * one        := "not" one | "(" condition ")" | "^"+ "(" condition ")"
 *             | field "is" ["not"] "null" | field comparison literal
 * comparison := "=" | "!=" | "&lt;&gt;" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * field      := "^"* name ("." name)*
 * name       := word | '"' any characters, " doubled '"'
 * literal    := number | "'" any characters, ' doubled "'" | "true" | "false"
 * number     := ["+" | "-"] digits ["." digits] [("e" | "E") ["+" | "-"] digits]
 * </pre>
 *
 * A word is made of letters, digits, {@code _} and {@code $}; other names and {@code and}, {@code
 * or}, {@code not}, {@code is}, {@code null}, {@code true} and {@code false} are quoted. Words that
 * belong to the language are known in every case; names are compared to the letter. A dot goes into
 * an object; the computed columns {@code _id}, {@code _key}, {@code _file}, {@code position} and
 * {@code $} can be asked like fields, and a quoted name is always a field. Each {@code ^} goes up
 * to the record that holds the array, for a field or for all within its parentheses.
 *
 * <p>The meaning is SQL's: a comparison with null, or of kinds that do not compare, is unknown, and
 * so is its contrary; only records for which the whole is true are taken. A field that is absent,
 * or lies in something that is no object, is null. Numbers compare exactly as decimals, text by its
 * code points, false before true. In JSON, text and numbers do not compare; in CSV, where all is
 * text, a cell is read as number or truth value when the literal is one, and does not compare if it
 * does not read as one (blanks around it included). Objects, arrays and malformed text compare with
 * nothing.
 *
 * <p>A record that cannot be read is a reject whatever the condition. One that does not meet it is
 * neither row nor reject, nor is what is nested in it.
 */
public final class Condition {
  private final List<Field> fields;
  private final List<Part> parts;

  Condition(List<Field> fields, List<Part> parts) {
    this.fields = List.copyOf(fields);
    this.parts = List.copyOf(parts);
  }

  /**
   * A field that a condition looks at.
   *
   * @param path which
   * @param at the character, from 1, where the condition names it first
   */
  public record Field(FieldPath path, int at) {
    /** The name of the column of a CSV file. */
    public String columnName() {
      return path.computed() == FieldPath.Computed.NONE
          ? String.join(".", path.names())
          : path.computed().source();
    }
  }

  /**
   * One of the parts that must all be met.
   *
   * @param node what must be true
   * @param fields the fields that it looks at, each once
   * @param up how many records up the innermost of them lies, so that an outer record that fails
   *     needs not be walked through
   */
  record Part(Node node, int[] fields, int up) {}

  /**
   * Reads a condition.
   *
   * @param outer how many records hold the collection's own, one in the other; 0 for records
   * @throws dev.crossfade.core.error.CrossfadeException CF-2216 with the character where it fails
   */
  public static Condition parse(String text, int outer) {
    return new ConditionParser(text, outer).parse();
  }

  /** The fields, each once. */
  public List<Field> fields() {
    return fields;
  }

  List<Part> parts() {
    return parts;
  }
}
