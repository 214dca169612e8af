package dev.crossfade.core.plan;

import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.Form;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.Tag;

/** How many of the values seen a conversion bears, by the evidence alone. */
public final class Fit {
  private static final long SECOND_YEAR_1 = -62_135_596_800L;
  private static final long SECOND_YEAR_9999 = 253_402_300_799L;

  private Fit() {}

  /** Whether every value seen comes back equal from the conversion. True for no values. */
  public static boolean all(Conversion conversion, Evidence evidence) {
    return count(conversion, evidence) == evidence.values();
  }

  /** How many values come back equal for certain; the nulls are not among them. */
  public static long count(Conversion conversion, Evidence evidence) {
    return switch (conversion.kind()) {
      case INTEGER -> kind(evidence, Tag.INTEGER);
      case INTEGER_FLAG -> form(evidence, Form.ZERO_ONE);
      case EPOCH_SECONDS -> epoch(evidence, Form.EPOCH_SECONDS, 1);
      case EPOCH_MILLIS -> epoch(evidence, Form.EPOCH_MILLIS, 1000);
      case DOUBLE -> kind(evidence, Tag.DOUBLE);
      case JULIAN_DAY -> form(evidence, Form.JULIAN_DAY);
      case INTEGER_DOUBLE ->
          form(evidence, Form.INTEGER_IN_DOUBLE)
              + kind(evidence, Tag.DOUBLE)
              - form(evidence, Form.DOUBLE_INTEGRAL);
      case NUMBER_DOUBLE ->
          form(evidence, Form.INTEGER_IN_DOUBLE) + form(evidence, Form.DOUBLE_EXACT);
      case NUMBER_DECIMAL -> kind(evidence, Tag.INTEGER) + form(evidence, Form.NUMBER_IN_NUMERIC);
      case BOOLEAN -> kind(evidence, Tag.FALSE) + kind(evidence, Tag.TRUE);
      case TEXT -> kind(evidence, Tag.TEXT) - evidence.nulCharacters();
      case TEXT_INTEGER -> form(evidence, Form.TEXT_INTEGER);
      case TEXT_DOUBLE -> form(evidence, Form.TEXT_DOUBLE);
      case TEXT_DECIMAL -> form(evidence, Form.TEXT_DECIMAL);
      case TEXT_T_F -> form(evidence, Form.TEXT_T_F);
      case TEXT_Y_N -> form(evidence, Form.TEXT_Y_N);
      case TEXT_TRUE_FALSE -> form(evidence, Form.TEXT_TRUE_FALSE);
      case TEXT_TIMESTAMPTZ, TEXT_TIMESTAMP -> timestamps(evidence, conversion);
      case TEXT_DATE -> form(evidence, Form.TEXT_DATE);
      case TEXT_UUID -> form(evidence, Form.TEXT_UUID);
      case BYTES_UUID -> form(evidence, Form.BYTES_UUID);
      case TEXT_JSONB -> form(evidence, Form.TEXT_JSON);
      case TEXT_JSON -> form(evidence, Form.TEXT_JSON) + form(evidence, Form.TEXT_JSON_UNSAFE);
      case JSONB -> kind(evidence, Tag.JSON) - form(evidence, Form.JSON_UNSAFE);
      case JSON -> kind(evidence, Tag.JSON);
      case BYTES -> kind(evidence, Tag.BYTES);
      case TEXT_BYTES -> kind(evidence, Tag.TEXT) + kind(evidence, Tag.MALFORMED);
      case TEXT_ESCAPED -> kind(evidence, Tag.TEXT);
      case MIXED_TEXT ->
          kind(evidence, Tag.INTEGER)
              + kind(evidence, Tag.DOUBLE)
              + kind(evidence, Tag.TEXT)
              - form(evidence, Form.TEXT_NUMBER)
              - evidence.nulCharacters();
      case MIXED_JSON -> evidence.values();
    };
  }

  private static long timestamps(Evidence evidence, Conversion conversion) {
    TimestampForm form = conversion.timestamps();
    if (form == null) {
      return 0;
    }
    boolean zoned = form.zone() != TimestampForm.Zone.NONE;
    return zoned && conversion.kind() == Conversion.Kind.TEXT_TIMESTAMP
        ? 0
        : evidence.form(TimestampForm.EVIDENCE_PREFIX + form.id());
  }

  /** All integers where the extremes lie within the years 1 to 9999, else the plausible ones. */
  private static long epoch(Evidence evidence, Form form, long unit) {
    boolean inRange =
        evidence.minInteger() >= SECOND_YEAR_1 * unit
            && evidence.maxInteger() <= SECOND_YEAR_9999 * unit;
    return inRange ? kind(evidence, Tag.INTEGER) : form(evidence, form);
  }

  private static long kind(Evidence evidence, Tag tag) {
    return evidence.kind(tag.name());
  }

  private static long form(Evidence evidence, Form form) {
    return evidence.form(form.name());
  }
}
