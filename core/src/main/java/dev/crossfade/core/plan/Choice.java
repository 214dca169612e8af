package dev.crossfade.core.plan;

/**
 * A conversion and why it was chosen.
 *
 * @param conversion the conversion
 * @param why a few words, may be empty
 */
record Choice(Conversion conversion, String why) {
  static Choice of(Conversion.Kind kind, String why) {
    return new Choice(Conversion.of(kind), why);
  }
}
