package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sql.dialect.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression, written for PostgreSQL.
 *
 * @param sql the text
 * @param family its type
 * @param atom whether it can be an operand without parentheses
 * @param origin what is known of where it comes from
 */
record Piece(String sql, Family family, boolean atom, Origin origin) {

  /** Where a piece comes from. */
  sealed interface Origin {}

  /** From operators and functions. */
  record Computed() implements Origin {}

  /** A column as it is. */
  record FromColumn(Conversion conversion, boolean ignoresCase) implements Origin {}

  /** A literal of the source, with its sign. */
  record FromLiteral(Expression literal) implements Origin {}

  /** A moment printed by a date function of SQLite. */
  record FromMoment(Moment moment) implements Origin {}

  /** A part of a JSON document, as text; {@code json} is the same part as JSON. */
  record FromJson(String json) implements Origin {}

  static Piece atom(String sql, Family family) {
    return new Piece(sql, family, true, new Computed());
  }

  static Piece open(String sql, Family family) {
    return new Piece(sql, family, false, new Computed());
  }

  Piece from(Origin otherOrigin) {
    return new Piece(sql, family, atom, otherOrigin);
  }

  /** The text as an operand. */
  String operand() {
    return atom ? sql : "(" + sql + ")";
  }

  Piece cast(Family other) {
    return other == family ? this : atom(operand() + "::" + other.type(), other);
  }

  @Nullable Expression literal() {
    return origin instanceof FromLiteral given ? given.literal() : null;
  }

  @Nullable Conversion conversion() {
    return origin instanceof FromColumn column ? column.conversion() : null;
  }

  @Nullable Moment moment() {
    return origin instanceof FromMoment given ? given.moment() : null;
  }

  boolean ignoresCase() {
    return origin instanceof FromColumn column && column.ignoresCase();
  }

  boolean isNull() {
    return literal() instanceof Expression.NullLiteral;
  }
}
