package dev.crossfade.postgres.readback;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.nio.charset.StandardCharsets;

/** The inverse of each conversion. A reader keeps scratch space: one for each column and scan. */
final class FieldReaders {
  private FieldReaders() {}

  static FieldReader of(Conversion conversion) {
    return switch (conversion.kind()) {
      case INTEGER -> (data, at, length, out) -> out.putLong(Binary.int8(data, at));
      case INTEGER_FLAG -> (data, at, length, out) -> out.putLong(data[at]);
      case BOOLEAN -> (data, at, length, out) -> out.putBoolean(data[at] != 0);
      case EPOCH_SECONDS -> new EpochReader(1_000_000);
      case EPOCH_MILLIS -> new EpochReader(1_000);
      case JULIAN_DAY -> new JulianDayReader();
      case DOUBLE -> (data, at, length, out) -> out.putDouble(Binary.float8(data, at));
      case INTEGER_DOUBLE -> FieldReaders::integerDouble;
      case NUMBER_DOUBLE -> new NumberDoubleReader();
      case NUMBER_DECIMAL -> new NumericReader(false);
      case TEXT_DECIMAL -> new NumericReader(true);
      case TEXT, TEXT_JSON, TEXT_BYTES -> (data, at, length, out) -> out.putUtf8(data, at, length);
      case TEXT_INTEGER -> integerText();
      case TEXT_DOUBLE -> new TextDoubleReader();
      case TEXT_T_F -> flag("t", "f");
      case TEXT_Y_N -> flag("Y", "N");
      case TEXT_TRUE_FALSE -> flag("true", "false");
      case TEXT_TIMESTAMPTZ, TEXT_TIMESTAMP -> timestamp(form(conversion));
      case TEXT_DATE -> date();
      case TEXT_UUID -> new UuidReader();
      case BYTES_UUID, BYTES -> (data, at, length, out) -> out.put(Tag.BYTES, data, at, length);
      // The first byte of jsonb is the version of its format.
      case TEXT_JSONB -> (data, at, length, out) -> out.putUtf8(data, at + 1, length - 1);
      case JSONB -> (data, at, length, out) -> out.put(Tag.JSON, data, at + 1, length - 1);
      case JSON -> (data, at, length, out) -> out.put(Tag.JSON, data, at, length);
      case TEXT_ESCAPED -> new EscapedTextReader();
      case MIXED_TEXT -> FieldReaders::mixedText;
      case MIXED_JSON -> new MixedJsonReader();
    };
  }

  static TimestampForm form(Conversion conversion) {
    TimestampForm form = conversion.timestamps();
    if (form == null) {
      throw new CrossfadeException(
          ErrorCode.CF_9001, conversion.kind() + " without a form of timestamps");
    }
    return form;
  }

  /** Whether a double is an integer that every tool keeps; -0.0 is none. */
  static boolean isSafeInteger(double value) {
    return Math.abs(value) <= 0x1p53
        && value == (long) value
        && (value != 0 || Double.doubleToRawLongBits(value) == 0);
  }

  private static void integerDouble(byte[] data, int at, int length, RowBatch out) {
    double value = Binary.float8(data, at);
    if (isSafeInteger(value)) {
      out.putLong((long) value);
    } else {
      out.putDouble(value);
    }
  }

  private static FieldReader integerText() {
    byte[] scratch = new byte[Digits.MAXIMUM];
    return (data, at, length, out) ->
        out.put(Tag.TEXT, scratch, 0, Digits.print(Binary.int8(data, at), scratch, 0));
  }

  private static FieldReader flag(String yes, String no) {
    byte[] yesBytes = yes.getBytes(StandardCharsets.US_ASCII);
    byte[] noBytes = no.getBytes(StandardCharsets.US_ASCII);
    return (data, at, length, out) -> {
      byte[] text = data[at] != 0 ? yesBytes : noBytes;
      out.put(Tag.TEXT, text, 0, text.length);
    };
  }

  private static FieldReader timestamp(TimestampForm form) {
    TimestampPrinter printer = new TimestampPrinter(form);
    byte[] scratch = new byte[TimestampPrinter.MAXIMUM];
    return (data, at, length, out) ->
        out.put(Tag.TEXT, scratch, 0, printer.print(Binary.int8(data, at), scratch));
  }

  private static FieldReader date() {
    byte[] scratch = new byte[TimestampPrinter.MAXIMUM];
    return (data, at, length, out) ->
        out.put(Tag.TEXT, scratch, 0, TimestampPrinter.printDate(Binary.int4(data, at), scratch));
  }

  /** NaN stays text: SQLite has no such double, so that no raw double can be meant. */
  private static void mixedText(byte[] data, int at, int length, RowBatch out) {
    if (Digits.isCanonicalInteger(data, at, length)) {
      out.putLong(Digits.parse(data, at, length));
    } else if (DoubleText.isCanonical(data, at, length)) {
      out.putDouble(DoubleText.parse(data, at, length));
    } else {
      out.putUtf8(data, at, length);
    }
  }
}
