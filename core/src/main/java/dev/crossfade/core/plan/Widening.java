package dev.crossfade.core.plan;

import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.value.Tag;
import java.util.List;

/** Finds the next wider conversion for a column whose values do not all fit the planned one. */
public final class Widening {
  private static final List<Kind> LADDER =
      List.of(
          Kind.INTEGER,
          Kind.DOUBLE,
          Kind.BOOLEAN,
          Kind.INTEGER_DOUBLE,
          Kind.NUMBER_DOUBLE,
          Kind.NUMBER_DECIMAL,
          Kind.TEXT,
          Kind.TEXT_ESCAPED,
          Kind.BYTES,
          Kind.JSONB,
          Kind.JSON);

  private Widening() {}

  /**
   * The narrowest conversion that bears every value seen; the planned one where it does.
   *
   * @param planned the conversion of the plan
   * @param evidence of all values, not of a sample
   */
  public static Conversion of(Conversion planned, Evidence evidence) {
    if (Fit.all(planned, evidence)) {
      return planned;
    }
    for (Kind kind : near(planned.kind())) {
      if (Fit.all(Conversion.of(kind), evidence)) {
        return Conversion.of(kind);
      }
    }
    for (Kind kind : LADDER) {
      if (Fit.all(Conversion.of(kind), evidence)) {
        return Conversion.of(kind);
      }
    }
    return Conversion.of(mixed(evidence));
  }

  /** What bears values of several kinds, or malformed text. */
  static Kind mixed(Evidence evidence) {
    // Without any text among them, numbers of two kinds stay numbers better in JSON.
    boolean anyText = evidence.kind(Tag.TEXT.name()) > 0;
    if (anyText && Fit.all(Conversion.of(Kind.MIXED_TEXT), evidence)) {
      return Kind.MIXED_TEXT;
    }
    boolean bytes = Fit.all(Conversion.of(Kind.TEXT_BYTES), evidence);
    return bytes ? Kind.TEXT_BYTES : Kind.MIXED_JSON;
  }

  /** Wider ones that still give the values the meaning that the plan gave them. */
  private static List<Kind> near(Kind kind) {
    return switch (kind) {
      case TEXT_INTEGER, TEXT_DOUBLE -> List.of(Kind.TEXT_DECIMAL);
      case TEXT_JSONB -> List.of(Kind.TEXT_JSON);
      case JSONB -> List.of(Kind.JSON);
      default -> List.of();
    };
  }
}
