package dev.crossfade.cli.proof;

/**
 * What a proof says, and whether that is so.
 *
 * @param subject what it is about
 * @param verdict whether it is so
 * @param found what was found, one sentence without row values
 */
public record Statement(String subject, Verdict verdict, String found) {
  /** Whether a statement is true. */
  public enum Verdict {
    /** It is so now. */
    HOLDS("holds"),
    /** It was so; rows or settings changed since. */
    CHANGED("holds no more"),
    /** It is not so, and nothing that is known explains it. */
    FALSE("false");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  static Statement holds(String subject, String found) {
    return new Statement(subject, Verdict.HOLDS, found);
  }

  static Statement changed(String subject, String found) {
    return new Statement(subject, Verdict.CHANGED, found);
  }

  static Statement wrong(String subject, String found) {
    return new Statement(subject, Verdict.FALSE, found);
  }
}
