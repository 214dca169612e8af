package dev.crossfade.cli.frame;

/** Colours, where they are wanted. */
public final class Style {
  private final boolean colours;

  Style(boolean colours) {
    this.colours = colours;
  }

  /** For what stands out. */
  public String bold(String text) {
    return wrap("1", text);
  }

  /** For what matters less. */
  public String dim(String text) {
    return wrap("2", text);
  }

  /** For what went wrong. */
  public String bad(String text) {
    return wrap("31;1", text);
  }

  /** For what went well. */
  public String good(String text) {
    return wrap("32", text);
  }

  /** For what needs a look. */
  public String warning(String text) {
    return wrap("33", text);
  }

  private String wrap(String code, String text) {
    return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
