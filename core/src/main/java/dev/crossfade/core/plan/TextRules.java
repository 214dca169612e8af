package dev.crossfade.core.plan;

import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.TimestampForm;
import org.jspecify.annotations.Nullable;

/** The rules for columns that hold nothing but text. */
final class TextRules {
  /** What text in a CSV file may be, the most telling first. */
  private static final Kind[] UNTYPED = {
    Kind.TEXT_INTEGER,
    Kind.TEXT_DOUBLE,
    Kind.TEXT_DECIMAL,
    Kind.TEXT_TRUE_FALSE,
    Kind.TEXT_DATE,
    Kind.TEXT_UUID,
    Kind.TEXT_JSONB
  };

  private TextRules() {}

  /** A source that has types: text is retyped only where declaration or name agree. */
  static Choice typed(ColumnShape column) {
    Evidence evidence = column.evidence();
    if (fits(Kind.TEXT_JSONB, evidence)) {
      return Choice.of(Kind.TEXT_JSONB, "");
    }
    if (NameHints.uuid(column) && fits(Kind.TEXT_UUID, evidence)) {
      return Choice.of(Kind.TEXT_UUID, "declared " + column.declaredType());
    }
    String time = NameHints.time(column);
    if (!time.isEmpty()) {
      Conversion timestamps = timestamps(evidence);
      if (timestamps != null) {
        return new Choice(timestamps, time);
      }
      if (fits(Kind.TEXT_DATE, evidence)) {
        return Choice.of(Kind.TEXT_DATE, time);
      }
    }
    return text(evidence);
  }

  /** A source without types: the data decides. */
  static Choice untyped(ColumnShape column) {
    Evidence evidence = column.evidence();
    for (Kind kind : UNTYPED) {
      if (fits(kind, evidence)) {
        return Choice.of(kind, "");
      }
    }
    Conversion timestamps = timestamps(evidence);
    return timestamps == null ? text(evidence) : new Choice(timestamps, "");
  }

  /** The conversion to timestamps that bears every value, or null. */
  static @Nullable Conversion timestamps(Evidence evidence) {
    TimestampForm form = EvidenceText.bestTimestamp(evidence);
    if (form == null) {
      return null;
    }
    Conversion conversion = new Conversion(Kind.TEXT_TIMESTAMPTZ, form);
    return Fit.all(conversion, evidence) ? conversion : null;
  }

  private static Choice text(Evidence evidence) {
    return evidence.nulCharacters() > 0 ? withNul(evidence) : Choice.of(Kind.TEXT, "");
  }

  /** PostgreSQL cannot hold U+0000; what to do about it is the user's to say. */
  static Choice withNul(Evidence evidence) {
    return Choice.of(
        Kind.TEXT,
        "text cannot hold U+0000, so "
            + EvidenceText.number(evidence.nulCharacters())
            + (evidence.nulCharacters() == 1 ? " row" : " rows")
            + " will be rejected");
  }

  private static boolean fits(Kind kind, Evidence evidence) {
    return Fit.all(Conversion.of(kind), evidence);
  }
}
