package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;

/** LIKE, GLOB, REGEXP and MATCH. */
final class Matches {
  private static final String SPECIAL = "\\^$.|?*+()[]{}";

  private final Writer writer;

  Matches(Writer writer) {
    this.writer = writer;
  }

  Piece match(Expression.Match match) {
    return switch (match.operator()) {
      case "LIKE" -> like(match);
      case "GLOB" -> glob(match);
      default ->
          throw new Refusal(
              "uses " + match.operator() + ", which only the application defines",
              match.operator().equals("MATCH")
                  ? "Use a tsvector column and @@."
                  : "Use ~ with a regular expression of PostgreSQL.");
    };
  }

  private Piece like(Expression.Match match) {
    String subject = writer.forms.text(writer.value(match.subject())).operand();
    Piece pattern = writer.forms.text(writer.value(match.pattern()));
    Expression escape = match.escape();
    boolean literal = match.pattern() instanceof Expression.StringLiteral;
    String text = match.pattern() instanceof Expression.StringLiteral given ? given.value() : "";
    boolean caseless =
        literal
            && text.equals(text.toUpperCase(java.util.Locale.ROOT))
            && text.equals(text.toLowerCase(java.util.Locale.ROOT));
    if (!caseless) {
      writer.scope.note("LIKE became ILIKE, which also folds letters beyond ASCII.");
    }
    String suffix = "";
    if (escape != null) {
      suffix = " ESCAPE " + writer.value(escape).operand();
    } else if (!literal || text.indexOf('\\') >= 0) {
      suffix = " ESCAPE ''"; // PostgreSQL escapes by a backslash unless told otherwise
    }
    String word = (match.negated() ? " NOT " : " ") + (caseless ? "LIKE " : "ILIKE ");
    return Piece.open(subject + word + pattern.operand() + suffix, Family.BOOLEAN);
  }

  private Piece glob(Expression.Match match) {
    if (!(match.pattern() instanceof Expression.StringLiteral pattern)) {
      throw new Refusal("uses GLOB with a pattern that is no literal", "Use ~ or LIKE.");
    }
    String subject = writer.forms.text(writer.value(match.subject())).operand();
    String regular = Literals.string(regular(pattern.value()));
    return Piece.open(subject + (match.negated() ? " !~ " : " ~ ") + regular, Family.BOOLEAN);
  }

  /** The regular expression that matches what the pattern of GLOB matches. */
  static String regular(String glob) {
    StringBuilder regular = new StringBuilder("^");
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      if (c == '[') {
        at = set(glob, at, regular);
      } else {
        regular.append(c == '*' ? ".*" : c == '?' ? "." : escaped(c));
        at++;
      }
    }
    return regular.append('$').toString();
  }

  private static int set(String glob, int open, StringBuilder regular) {
    int first = open + 1;
    boolean negated = first < glob.length() && glob.charAt(first) == '^';
    first += negated ? 1 : 0;
    int close = glob.indexOf(']', first + 1); // a bracket that comes first stands for itself
    if (close < 0) {
      throw new Refusal("uses GLOB with a bracket that never closes", "Use ~ or LIKE.");
    }
    regular.append(negated ? "[^" : "[");
    for (int i = first; i < close; i++) {
      char c = glob.charAt(i);
      regular.append(c == '\\' || c == '[' || c == ']' || c == '^' ? "\\" + c : String.valueOf(c));
    }
    regular.append(']');
    return close + 1;
  }

  private static String escaped(char c) {
    return SPECIAL.indexOf(c) >= 0 ? "\\" + c : String.valueOf(c);
  }
}
