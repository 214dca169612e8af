package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.sql.dialect.Expression;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Gives a value the type of a column, as the conversion of that column gives it to stored rows. */
final class Coercion {
  private static final String ADVICE = "Set the default again by hand.";

  private final Writer writer;

  Coercion(Writer writer) {
    this.writer = writer;
  }

  /**
   * A literal as a value of the column.
   *
   * @return null when the conversion does not take the literal
   */
  static @Nullable Piece literal(Conversion conversion, Expression literal) {
    if (literal instanceof Expression.NullLiteral) {
      return Piece.atom("NULL", Family.UNKNOWN);
    }
    String text = Literals.asText(literal);
    Expression number = Literals.asNumber(literal);
    String whole = Literals.whole(number);
    return switch (conversion.kind()) {
      case INTEGER, TEXT_INTEGER -> whole == null ? null : plain(number);
      case DOUBLE, INTEGER_DOUBLE, NUMBER_DOUBLE, NUMBER_DECIMAL, TEXT_DOUBLE, TEXT_DECIMAL ->
          number(number);
      case INTEGER_FLAG, BOOLEAN -> flag(whole, "1", "0");
      case TEXT_T_F -> flag(text, "t", "f");
      case TEXT_Y_N -> flag(text, "Y", "N");
      case TEXT_TRUE_FALSE -> flag(text, "true", "false");
      case EPOCH_SECONDS -> epoch(whole, 0);
      case EPOCH_MILLIS -> epoch(whole, 3);
      case TEXT, MIXED_TEXT -> text == null ? null : Piece.atom(Literals.string(text), Family.TEXT);
      case TEXT_ESCAPED -> text == null ? null : escaped(text);
      case TEXT_TIMESTAMPTZ -> timestamp(text, "TIMESTAMPTZ", "+00", Family.TIMESTAMPTZ);
      case TEXT_TIMESTAMP -> timestamp(text, "TIMESTAMP", "", Family.TIMESTAMP);
      case TEXT_DATE -> date(text);
      case TEXT_UUID -> uuid(text);
      case BYTES_UUID -> literal instanceof Expression.BlobLiteral blob ? uuid(blob) : null;
      case TEXT_JSONB, JSONB -> JsonLiteral.piece(literal, Family.JSONB);
      case TEXT_JSON, JSON -> JsonLiteral.piece(literal, Family.JSON);
      case BYTES -> literal instanceof Expression.BlobLiteral ? plain(literal) : null;
      case TEXT_BYTES ->
          text == null
              ? null
              : Piece.atom("convert_to(" + Literals.string(text) + ", 'UTF8')", Family.BYTES);
      case JULIAN_DAY, MIXED_JSON -> null;
    };
  }

  /**
   * An expression as a value of the column.
   *
   * @throws Refusal when the conversion does not take such a value
   */
  Piece to(Conversion conversion, Expression expression) {
    if (isRandomBytes(expression)
        && (conversion.kind() == Conversion.Kind.TEXT_UUID
            || conversion.kind() == Conversion.Kind.BYTES_UUID)) {
      return Piece.atom("gen_random_uuid()", Family.UUID);
    }
    if (!Literals.isLiteral(expression)) {
      return computed(conversion, writer.value(expression));
    }
    Piece literal = literal(conversion, expression);
    if (literal == null) {
      throw new Refusal(
          "is a value that the column, which became " + conversion.type() + ", cannot hold",
          ADVICE);
    }
    return literal;
  }

  private Piece computed(Conversion conversion, Piece piece) {
    if (conversion.equals(piece.conversion()) || piece.family() == Family.UNKNOWN) {
      return piece;
    }
    Expression literal = piece.literal(); // a string in double quotes
    Piece coerced = literal == null ? null : literal(conversion, literal);
    if (coerced != null) {
      return coerced;
    }
    Forms forms = writer.forms;
    return switch (conversion.kind()) {
      case INTEGER -> wholeNumber(forms.number(piece));
      case DOUBLE, INTEGER_DOUBLE, NUMBER_DOUBLE -> forms.number(piece).cast(Family.DOUBLE);
      case NUMBER_DECIMAL -> forms.number(piece).cast(Family.NUMERIC);
      case INTEGER_FLAG, BOOLEAN -> writer.asCondition(piece);
      case EPOCH_SECONDS -> epoch(forms.number(piece), "");
      case EPOCH_MILLIS -> epoch(forms.number(piece), " / 1000.0");
      case JULIAN_DAY -> instant(piece, conversion);
      case TEXT, MIXED_TEXT -> forms.text(piece);
      case TEXT_TIMESTAMPTZ, TEXT_TIMESTAMP, TEXT_DATE -> instant(piece, conversion);
      case TEXT_UUID -> Piece.atom(forms.text(piece).operand() + "::uuid", Family.UUID);
      case TEXT_INTEGER, TEXT_DOUBLE, TEXT_DECIMAL ->
          forms.text(piece).cast(Family.of(conversion.type()));
      case TEXT_JSONB, JSONB, TEXT_JSON, JSON -> json(piece, conversion);
      case BYTES -> same(piece, Family.BYTES, conversion);
      default -> throw misfit(conversion);
    };
  }

  private static Piece wholeNumber(Piece number) {
    if (number.family().whole()) {
      return number;
    }
    throw new Refusal("computes a number that need not be whole", "CAST it AS INTEGER.");
  }

  private static Piece epoch(Piece number, String scale) {
    return Piece.atom("to_timestamp(" + number.operand() + scale + ")", Family.TIMESTAMPTZ);
  }

  private Piece instant(Piece piece, Conversion conversion) {
    Moment moment = piece.moment();
    if (moment == null) {
      throw misfit(conversion);
    }
    TimestampForm form = conversion.timestamps();
    if (form != null
        && form.fraction() == TimestampForm.Fraction.NONE
        && moment.utc().startsWith("date_trunc('milliseconds'")) {
      writer.scope.note("The default writes fractions of a second that the stored rows lack.");
    }
    return switch (conversion.kind()) {
      case TEXT_TIMESTAMP -> Piece.atom(moment.utc(), Family.TIMESTAMP);
      case TEXT_DATE -> Piece.atom(moment.utc() + "::date", Family.DATE);
      default -> Piece.atom(moment.instant(), Family.TIMESTAMPTZ);
    };
  }

  private Piece json(Piece piece, Conversion conversion) {
    if (piece.family().json()) {
      return piece.cast(Family.of(conversion.type()));
    }
    throw misfit(conversion);
  }

  private static Piece same(Piece piece, Family family, Conversion conversion) {
    if (piece.family() == family) {
      return piece;
    }
    throw misfit(conversion);
  }

  private static Refusal misfit(Conversion conversion) {
    return new Refusal(
        "computes a value that the column, which became " + conversion.type() + ", cannot hold",
        ADVICE);
  }

  /** Whether this makes an identifier out of sixteen random bytes, in any of the usual ways. */
  private static boolean isRandomBytes(Expression expression) {
    if (expression instanceof Expression.Binary binary) {
      return binary.operator().equals("||")
          && (isRandomBytes(binary.left()) || isRandomBytes(binary.right()));
    }
    return expression instanceof Expression.Call call
        && (call.name().equals("randomblob")
            || call.arguments().stream().anyMatch(Coercion::isRandomBytes));
  }

  private static Piece plain(@Nullable Expression literal) {
    return literal == null ? Piece.atom("NULL", Family.UNKNOWN) : new Literals().plain(literal);
  }

  private static @Nullable Piece number(@Nullable Expression number) {
    boolean given = number != null && !(number instanceof Expression.BlobLiteral);
    return given ? plain(number) : null;
  }

  private static @Nullable Piece flag(@Nullable String value, String yes, String no) {
    if (yes.equals(value)) {
      return Piece.atom("TRUE", Family.BOOLEAN);
    }
    return no.equals(value) ? Piece.atom("FALSE", Family.BOOLEAN) : null;
  }

  private static @Nullable Piece epoch(@Nullable String whole, int scale) {
    if (whole == null || whole.length() > 14) {
      return null;
    }
    BigDecimal seconds = new BigDecimal(whole).movePointLeft(scale);
    Instant instant = Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    String text = TimestampText.utc(instant.atOffset(ZoneOffset.UTC).toString());
    return text == null ? null : Piece.atom("TIMESTAMPTZ '" + text + "+00'", Family.TIMESTAMPTZ);
  }

  private static Piece escaped(String text) {
    return Piece.atom(Literals.string(text.replace("\\", "\\\\")), Family.TEXT);
  }

  private static @Nullable Piece timestamp(
      @Nullable String text, String word, String zone, Family family) {
    String utc = text == null ? null : TimestampText.utc(text);
    return utc == null ? null : Piece.atom(word + " '" + utc + zone + "'", family);
  }

  private static @Nullable Piece date(@Nullable String text) {
    String date = text == null ? null : TimestampText.date(text);
    return date == null ? null : Piece.atom("DATE '" + date + "'", Family.DATE);
  }

  private static @Nullable Piece uuid(@Nullable String text) {
    boolean fits = text != null && text.matches("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");
    return fits ? Piece.atom("'" + text + "'::uuid", Family.UUID) : null;
  }

  private static @Nullable Piece uuid(Expression.BlobLiteral blob) {
    return blob.digits().length() == 32
        ? Piece.atom("'" + blob.digits() + "'::uuid", Family.UUID)
        : null;
  }
}
