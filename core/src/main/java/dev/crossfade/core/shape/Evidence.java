package dev.crossfade.core.shape;

import java.util.Map;

/**
 * What was seen in one column. Every count is of values, nulls apart; a form is counted only where
 * printing the parsed value gives the same bytes again.
 *
 * @param rows rows looked at
 * @param nulls SQL or JSON nulls
 * @param absent records without the field (files only)
 * @param kinds how many values of each raw kind, by the name of the tag ({@code INTEGER}, {@code
 *     TEXT}, …)
 * @param forms how many values read as each form, by the form's name as in {@link Form}
 * @param minInteger smallest integer, 0 when there is none
 * @param maxInteger largest integer, 0 when there is none
 * @param maxBytes length of the longest text or bytes
 * @param nulCharacters texts that hold U+0000
 * @param distinct number of distinct values up to 50; 51 means more
 */
public record Evidence(
    long rows,
    long nulls,
    long absent,
    Map<String, Long> kinds,
    Map<String, Long> forms,
    long minInteger,
    long maxInteger,
    int maxBytes,
    long nulCharacters,
    int distinct) {

  /** Values that are neither null nor absent. */
  public long values() {
    return rows - nulls - absent;
  }

  /** How many values are of a raw kind. */
  public long kind(String tag) {
    return kinds.getOrDefault(tag, 0L);
  }

  /** How many values read as a form. */
  public long form(String form) {
    return forms.getOrDefault(form, 0L);
  }
}
