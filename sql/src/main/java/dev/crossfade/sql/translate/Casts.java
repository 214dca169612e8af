package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.Expression;

/** CAST, by the affinity of the type's name. */
final class Casts {
  private static final String WHOLE = "'^[ \\t\\n\\r\\f]*([+-]?[0-9]+)'";
  private static final String REAL =
      "'^[ \\t\\n\\r\\f]*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)'";

  private final Writer writer;

  Casts(Writer writer) {
    this.writer = writer;
  }

  Piece cast(Expression.Cast cast) {
    Piece operand = writer.forms.source(writer.value(cast.operand()));
    String type = AsciiCase.upper(cast.type());
    if (type.contains("INT")) {
      return whole(operand);
    }
    if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
      return writer.forms.text(operand);
    }
    if (type.contains("BLOB") || type.isEmpty()) {
      throw new Refusal("casts to BLOB", "Use convert_to(…, 'UTF8').");
    }
    boolean real = type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB");
    return real ? real(operand) : numeric(operand);
  }

  private Piece whole(Piece operand) {
    if (operand.family() == Family.TEXT && operand.literal() == null) {
      return prefix(operand, WHOLE, Family.INTEGER);
    }
    Piece number = writer.forms.number(operand);
    return number.family().whole() || number.family() == Family.UNKNOWN
        ? number.cast(Family.INTEGER)
        : Piece.atom("trunc(" + number.sql() + ")::bigint", Family.INTEGER);
  }

  private Piece real(Piece operand) {
    return operand.family() == Family.TEXT && operand.literal() == null
        ? prefix(operand, REAL, Family.DOUBLE)
        : writer.forms.number(operand).cast(Family.DOUBLE);
  }

  private Piece numeric(Piece operand) {
    return operand.family() == Family.TEXT && operand.literal() == null
        ? prefix(operand, REAL, Family.NUMERIC)
        : writer.forms.number(operand);
  }

  /** SQLite reads the number at the beginning of the text, and 0 where there is none. */
  private static Piece prefix(Piece text, String pattern, Family family) {
    String read =
        "coalesce(substring(" + text.sql() + " FROM " + pattern + ")::" + family.type() + ", 0)";
    return Piece.atom("CASE WHEN " + text.operand() + " IS NOT NULL THEN " + read + " END", family);
  }
}
