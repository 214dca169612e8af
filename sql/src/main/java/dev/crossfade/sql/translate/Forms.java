package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sql.dialect.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings values back to the form that they had in the source. What SQLite does with a value it does
 * with that form, so an operator applied to it means the same, whatever the column became.
 */
final class Forms {
  private static final String BY_HAND = "Write it again by hand for the new type.";

  private final Scope scope;

  Forms(Scope scope) {
    this.scope = scope;
  }

  /** Whether the source held 0 and 1, or truth values. */
  static boolean isNumericFlag(Conversion conversion) {
    return conversion.kind() == Conversion.Kind.INTEGER_FLAG
        || conversion.kind() == Conversion.Kind.BOOLEAN;
  }

  /** The value as the source had it. */
  Piece source(Piece piece) {
    Conversion conversion = piece.conversion();
    if (conversion == null) {
      return piece;
    }
    String sql = piece.operand();
    return switch (conversion.kind()) {
      case INTEGER,
          DOUBLE,
          INTEGER_DOUBLE,
          NUMBER_DOUBLE,
          NUMBER_DECIMAL,
          BOOLEAN,
          TEXT,
          MIXED_TEXT,
          BYTES ->
          piece;
      case INTEGER_FLAG -> Piece.atom(sql + "::integer", Family.SHORT);
      case EPOCH_SECONDS -> Piece.atom(Moment.ofInstant(sql).wholeEpoch(), Family.INTEGER);
      case EPOCH_MILLIS -> Piece.atom(Moment.ofInstant(sql).millis(), Family.INTEGER);
      case JULIAN_DAY -> Piece.atom(Moment.ofInstant(sql).julianDay(), Family.DOUBLE);
      case TEXT_INTEGER, TEXT_DECIMAL, TEXT_UUID, TEXT_JSON ->
          Piece.atom(sql + "::text", Family.TEXT);
      case TEXT_T_F -> words(sql, "t", "f");
      case TEXT_Y_N -> words(sql, "Y", "N");
      case TEXT_TRUE_FALSE -> words(sql, "true", "false");
      case TEXT_TIMESTAMPTZ, TEXT_TIMESTAMP, TEXT_DATE -> printed(piece, conversion);
      case BYTES_UUID -> Piece.atom("uuid_send(" + sql + ")", Family.BYTES);
      case TEXT_DOUBLE, TEXT_JSONB, JSONB, JSON, TEXT_BYTES, TEXT_ESCAPED, MIXED_JSON ->
          throw new Refusal("uses a column that became " + conversion.type(), BY_HAND);
    };
  }

  private static Piece words(String sql, String yes, String no) {
    return Piece.atom(
        "CASE " + sql + " WHEN TRUE THEN '" + yes + "' WHEN FALSE THEN '" + no + "' END",
        Family.TEXT);
  }

  private Piece printed(Piece piece, Conversion conversion) {
    String format =
        conversion.timestamps() == null
            ? "%Y-%m-%d"
            : TimeFormat.of(conversion.timestamps(), BY_HAND);
    Moment moment = moment(piece);
    return new TimeFormat(scope).print(moment == null ? piece.operand() : moment.utc(), format);
  }

  /** The moment that a column of a date or time type holds; null for any other piece. */
  static @Nullable Moment moment(Piece piece) {
    return switch (piece.family()) {
      case TIMESTAMPTZ -> Moment.ofInstant(piece.operand());
      case TIMESTAMP -> Moment.ofUtc(piece.operand());
      case DATE -> Moment.ofUtc(piece.operand() + "::timestamp");
      default -> null;
    };
  }

  /** As a number, where SQLite would not have to read one out of text. */
  Piece number(Piece piece) {
    if (piece.origin() instanceof Piece.FromJson json) {
      return JsonFunctions.number(json.json());
    }
    Piece source = source(piece);
    if (source.family() == Family.BOOLEAN) {
      return Piece.atom(source.operand() + "::integer", Family.SHORT);
    }
    Expression literal = source.family() == Family.TEXT ? Literals.asNumber(piece.literal()) : null;
    if (literal != null) {
      return new Literals().plain(literal);
    }
    if (source.family().numeric() || source.family() == Family.UNKNOWN) {
      return source;
    }
    throw new Refusal(
        "uses " + source.family().type() + " as a number",
        "SQLite reads a number out of the beginning of the text; say so with CAST.");
  }

  /** As text, where SQLite would print it. */
  Piece text(Piece piece) {
    Piece source = source(piece);
    return switch (source.family()) {
      case TEXT, UNKNOWN -> source;
      case SHORT, INTEGER, NUMERIC -> Piece.atom(source.operand() + "::text", Family.TEXT);
      case BOOLEAN -> Piece.atom(source.operand() + "::integer::text", Family.TEXT);
      case DOUBLE -> {
        scope.note("Real numbers are printed with all their digits; SQLite prints 15 of them.");
        String sql = source.operand();
        yield Piece.atom(
            "CASE WHEN %1$s = trunc(%1$s) AND abs(%1$s) < 1e15 THEN %1$s::text || '.0'"
                    .formatted(sql)
                + " ELSE "
                + sql
                + "::text END",
            Family.TEXT);
      }
      default -> throw new Refusal("uses " + source.family().type() + " as text", BY_HAND);
    };
  }

  /** Pieces that may stand in one column of results. */
  List<Piece> unify(List<Piece> pieces) {
    Piece column = pieces.stream().filter(p -> p.conversion() != null).findFirst().orElse(null);
    Conversion conversion = column == null ? null : column.conversion();
    if (conversion != null) {
      List<@Nullable Piece> same = pieces.stream().map(piece -> sameAs(conversion, piece)).toList();
      if (same.stream().allMatch(piece -> piece != null)) {
        return same.stream().map(piece -> piece == null ? pieces.get(0) : piece).toList();
      }
    }
    List<Piece> sources = pieces.stream().map(this::source).toList();
    if (sources.stream().allMatch(p -> is(p, Family.TEXT) || is(p, Family.UNKNOWN))
        || oneFamily(sources)) {
      return sources;
    }
    if (sources.stream().noneMatch(p -> is(p, Family.TEXT) || is(p, Family.BYTES))) {
      return sources.stream().map(this::number).toList();
    }
    scope.requireQuery("a mixture of text and numbers");
    scope.note("A mixture of text and numbers became text.");
    return sources.stream().map(this::text).toList();
  }

  private @Nullable Piece sameAs(Conversion conversion, Piece piece) {
    if (conversion.equals(piece.conversion()) || piece.isNull()) {
      return piece;
    }
    Expression literal = piece.literal();
    return literal == null ? null : Coercion.literal(conversion, literal);
  }

  private static boolean is(Piece piece, Family family) {
    return piece.family() == family;
  }

  private static boolean oneFamily(List<Piece> pieces) {
    return pieces.stream().map(Piece::family).filter(f -> f != Family.UNKNOWN).distinct().count()
        <= 1;
  }

  /** The type of pieces that were unified. */
  Family common(List<Piece> unified) {
    Family common = Family.UNKNOWN;
    for (Piece piece : unified) {
      Family family = piece.family();
      boolean wider =
          common == Family.UNKNOWN
              || (common.numeric() && family.numeric() && family.compareTo(common) > 0);
      common = wider ? family : common;
    }
    return common;
  }
}
