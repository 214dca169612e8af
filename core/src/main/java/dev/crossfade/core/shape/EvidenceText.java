package dev.crossfade.core.shape;

import dev.crossfade.core.value.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what was seen in a column, for people; the same in every locale. */
public final class EvidenceText {
  private static final List<Form> NOTABLE =
      List.of(
          Form.TEXT_UUID,
          Form.TEXT_JSON,
          Form.TEXT_JSON_UNSAFE,
          Form.TEXT_DATE,
          Form.TEXT_INTEGER,
          Form.TEXT_DOUBLE,
          Form.TEXT_DECIMAL,
          Form.TEXT_TRUE_FALSE,
          Form.TEXT_T_F,
          Form.TEXT_Y_N,
          Form.BYTES_UUID,
          Form.ZERO_ONE,
          Form.EPOCH_SECONDS,
          Form.EPOCH_MILLIS,
          Form.JULIAN_DAY,
          Form.JSON_UNSAFE);

  private EvidenceText() {}

  /**
   * One sentence without full stop, for example {@code TEXT, 1,000 of 1,000 parse as timestamp
   * 'yyyy-MM-dd HH:mm:ss', 3 null}. No values of the data are in it but the range of integers.
   */
  public static String of(Evidence evidence) {
    List<String> parts = new ArrayList<>();
    if (evidence.values() == 0) {
      parts.add("no values");
    } else {
      parts.add(kinds(evidence));
      String form = mostLikely(evidence);
      if (form != null) {
        parts.add(count(evidence, form));
      } else if (evidence.kind(Tag.INTEGER.name()) == evidence.values()) {
        parts.add(number(evidence.minInteger()) + " to " + number(evidence.maxInteger()));
      }
      if (evidence.nulCharacters() > 0) {
        parts.add(number(evidence.nulCharacters()) + " with U+0000");
      }
      if (evidence.distinct() <= DistinctCount.LIMIT && evidence.values() >= 100) {
        parts.add(number(evidence.distinct()) + " distinct");
      }
    }
    if (evidence.nulls() > 0) {
      parts.add(number(evidence.nulls()) + " null");
    }
    if (evidence.absent() > 0) {
      parts.add(number(evidence.absent()) + " absent");
    }
    return String.join(", ", parts);
  }

  /**
   * How many values read as a form, for example {@code 999 of 1,000 parse as UUID}.
   *
   * @param form as in {@link Evidence#forms}
   */
  public static String count(Evidence evidence, String form) {
    return number(evidence.form(form)) + " of " + number(evidence.values()) + " " + describe(form);
  }

  /** A number with commas. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * A number and what is counted, for example {@code 1 row} or {@code 1,000 rows}.
   *
   * @param one a noun that takes an s where there are several
   */
  public static String counted(long value, String one) {
    return number(value) + " " + one + (value == 1 ? "" : "s");
  }

  private static String kinds(Evidence evidence) {
    List<String> parts = new ArrayList<>();
    boolean one = evidence.kinds().size() == 1;
    for (Tag tag : Tag.values()) {
      long count = evidence.kind(tag.name());
      if (count > 0) {
        parts.add(one ? tag.name() : number(count) + " " + tag.name());
      }
    }
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }

  /** The form that at least nine of ten values have, or null. */
  private static @Nullable String mostLikely(Evidence evidence) {
    String timestamp = timestamp(evidence);
    if (timestamp != null && isLikely(evidence, timestamp)) {
      return timestamp;
    }
    for (Form form : NOTABLE) {
      if (isLikely(evidence, form.name()) || form == Form.JSON_UNSAFE) {
        if (evidence.form(form.name()) > 0) {
          return form.name();
        }
      }
    }
    return null;
  }

  private static boolean isLikely(Evidence evidence, String form) {
    return evidence.form(form) * 10 >= evidence.values() * 9;
  }

  /**
   * The timestamp form that most values have, the simplest of those, as in {@link Evidence#forms};
   * null when there is none.
   */
  static @Nullable String timestamp(Evidence evidence) {
    TimestampForm best = bestTimestamp(evidence);
    return best == null ? null : TimestampForm.EVIDENCE_PREFIX + best.id();
  }

  /** The timestamp form that most values have, the simplest of those; null when there is none. */
  public static @Nullable TimestampForm bestTimestamp(Evidence evidence) {
    TimestampForm best = null;
    long most = 0;
    for (String name : evidence.forms().keySet()) {
      if (name.startsWith(TimestampForm.EVIDENCE_PREFIX)) {
        TimestampForm form =
            TimestampForm.ofId(name.substring(TimestampForm.EVIDENCE_PREFIX.length()));
        long count = evidence.form(name);
        if (form != null && (count > most || (count == most && simpler(form, best)))) {
          best = form;
          most = count;
        }
      }
    }
    return best;
  }

  private static boolean simpler(TimestampForm form, @Nullable TimestampForm other) {
    if (other == null || form.fraction() != other.fraction()) {
      return other == null || form.fraction().compareTo(other.fraction()) < 0;
    }
    return form.id().compareTo(other.id()) < 0;
  }

  private static String describe(String name) {
    if (name.startsWith(TimestampForm.EVIDENCE_PREFIX)) {
      String id = name.substring(TimestampForm.EVIDENCE_PREFIX.length());
      TimestampForm form = TimestampForm.ofId(id);
      return "parse as timestamp '" + (form == null ? id : form.pattern()) + "'";
    }
    return switch (Form.valueOf(name)) {
      case ZERO_ONE -> "are 0 or 1";
      case EPOCH_SECONDS -> "look like seconds since 1970";
      case EPOCH_MILLIS -> "look like milliseconds since 1970";
      case JULIAN_DAY -> "look like Julian days";
      case DOUBLE_EXACT -> "come back from a double";
      case NUMBER_IN_NUMERIC -> "fit numeric";
      case DOUBLE_INTEGRAL -> "are doubles without a fraction";
      case INTEGER_IN_DOUBLE -> "are integers within 2^53";
      case TEXT_INTEGER -> "parse as integer";
      case TEXT_DOUBLE -> "parse as double";
      case TEXT_DECIMAL -> "parse as decimal";
      case TEXT_NUMBER -> "look like numbers";
      case TEXT_DATE -> "parse as date 'yyyy-MM-dd'";
      case TEXT_UUID -> "parse as UUID";
      case BYTES_UUID -> "have the 16 bytes of a UUID";
      case TEXT_T_F -> "are 't' or 'f'";
      case TEXT_Y_N -> "are 'Y' or 'N'";
      case TEXT_TRUE_FALSE -> "are 'true' or 'false'";
      case TEXT_JSON -> "parse as JSON";
      case TEXT_JSON_UNSAFE -> "parse as JSON that jsonb would change";
      case JSON_UNSAFE -> "are JSON that jsonb would change";
    };
  }
}
