package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sql.dialect.Expression;

/** typeof: a column of PostgreSQL has one type, so the answer is known but for NULL. */
final class TypeOf {
  private final Writer writer;

  TypeOf(Writer writer) {
    this.writer = writer;
  }

  Piece call(Expression argument) {
    Piece piece = writer.value(argument);
    if (piece.isNull()) {
      return Piece.atom("'null'", Family.TEXT);
    }
    Conversion conversion = piece.conversion();
    String type = conversion == null ? computed(piece) : column(conversion);
    return Piece.atom(
        "CASE WHEN " + piece.operand() + " IS NULL THEN 'null' ELSE '" + type + "' END",
        Family.TEXT);
  }

  private static String column(Conversion conversion) {
    return switch (conversion.kind()) {
      case INTEGER, INTEGER_FLAG, EPOCH_SECONDS, EPOCH_MILLIS, BOOLEAN -> "integer";
      case DOUBLE, JULIAN_DAY -> "real";
      case BYTES, BYTES_UUID -> "blob";
      case INTEGER_DOUBLE, NUMBER_DOUBLE, NUMBER_DECIMAL, TEXT_BYTES, MIXED_TEXT, MIXED_JSON ->
          throw unknown();
      default -> "text";
    };
  }

  private static String computed(Piece piece) {
    return switch (piece.family()) {
      case SHORT, INTEGER, BOOLEAN -> "integer";
      case DOUBLE -> "real";
      case BYTES -> "blob";
      case TEXT -> "text";
      default -> throw unknown();
    };
  }

  private static Refusal unknown() {
    return new Refusal(
        "asks for the type of a value that had several types", "Leave it out: the column has one.");
  }
}
