package dev.crossfade.spring;

import dev.crossfade.facade.PatternStatus;

/** How patterns are called where an empty name would be lost. */
final class PatternNames {
  /** The keys that follow no pattern; no pattern is written so. */
  private static final String OTHERS = "*";

  private PatternNames() {}

  static String of(PatternStatus pattern) {
    return name(pattern.pattern());
  }

  /** The name of a pattern, from its text. */
  static String name(String pattern) {
    return pattern.isEmpty() ? OTHERS : pattern;
  }

  /** The text of a pattern, from its name. */
  static String pattern(String name) {
    return name.equals(OTHERS) ? "" : name;
  }
}
