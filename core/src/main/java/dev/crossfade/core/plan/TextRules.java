package dev.crossfade.core.plan;

import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.Tag;
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

  /** One of so many texts may be malformed before the column is taken for bytes. */
  private static final int ACCIDENTS = 10;

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
    return evidence.nulCharacters() > 0 ? rejecting(evidence) : Choice.of(Kind.TEXT, "");
  }

  /** Whether so few texts are malformed that they are accidents in a column of text. */
  static boolean isTextWithAccidents(Evidence evidence) {
    long malformed = evidence.kind(Tag.MALFORMED.name());
    long texts = evidence.kind(Tag.TEXT.name());
    return texts + malformed == evidence.values() && malformed * ACCIDENTS <= evidence.values();
  }

  /** PostgreSQL's text cannot hold some; what to do about them is the user's to say. */
  static Choice rejecting(Evidence evidence) {
    long nul = evidence.nulCharacters();
    long malformed = evidence.kind(Tag.MALFORMED.name());
    String what =
        malformed == 0 ? "U+0000" : nul == 0 ? "invalid UTF-8" : "U+0000 and invalid UTF-8";
    return Choice.of(
        Kind.TEXT,
        "text cannot hold "
            + what
            + ", so "
            + EvidenceText.counted(nul + malformed, "row")
            + " will be rejected");
  }

  private static boolean fits(Kind kind, Evidence evidence) {
    return Fit.all(Conversion.of(kind), evidence);
  }
}
