package dev.crossfade.postgres.readback;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.readback.KeyBound.Place;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * The values that a column can have, numbered in their order. The place of a raw cell among them is
 * found by bisection with the column's own {@link FieldReader}, so that no conversion from raw
 * values needs to be written here. Not safe for several threads.
 *
 * @param first number of the first value
 * @param last number of the last value
 * @param binary the value of a number in PostgreSQL's binary format
 * @param literal the value of a number as a literal of SQL
 * @param reader turns it into a raw cell
 */
record KeyDomain(
    BigInteger first,
    BigInteger last,
    Function<BigInteger, byte[]> binary,
    Function<BigInteger, String> literal,
    FieldReader reader) {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final LocalDate DAY_2000 = LocalDate.of(2000, 1, 1);
  private static final long DAY_0001 = ChronoUnit.DAYS.between(DAY_2000, LocalDate.of(1, 1, 1));
  private static final long DAY_9999 =
      ChronoUnit.DAYS.between(DAY_2000, LocalDate.of(9999, 12, 31));
  // PostgreSQL's calendar for timestamps begins in 4714 BC and ends before the year 294277.
  private static final long FIRST_MOMENT = -211_813_488_000_000_000L;
  private static final long LAST_MOMENT = 9_223_371_331_199_999_999L;

  static KeyDomain of(Conversion conversion) {
    FieldReader reader = FieldReaders.of(conversion);
    return switch (conversion.kind()) {
      case INTEGER -> of(Long.MIN_VALUE, Long.MAX_VALUE, 8, n -> "'" + n + "'::bigint", reader);
      case INTEGER_FLAG, BOOLEAN, TEXT_T_F, TEXT_TRUE_FALSE ->
          of(0, 1, 1, n -> n.signum() == 0 ? "false" : "true", reader);
      case EPOCH_SECONDS, EPOCH_MILLIS ->
          new KeyDomain(
              BigInteger.valueOf(FIRST_MOMENT - 1),
              BigInteger.valueOf(LAST_MOMENT + 1),
              number -> lowBytes(momentBits(number.longValue()), 8),
              number -> moment(momentBits(number.longValue())),
              reader);
      case DOUBLE -> doubles(reader);
      case TEXT_DATE -> of(DAY_0001, DAY_9999, 4, KeyDomain::date, reader);
      case TEXT_UUID, BYTES_UUID -> uuids(reader);
      case TEXT_TIMESTAMPTZ, TEXT_TIMESTAMP ->
          timestamps(FieldReaders.form(conversion), conversion.type(), reader);
      default ->
          throw new CrossfadeException(ErrorCode.CF_9001, conversion.kind() + " is not ordered");
    };
  }

  /**
   * Finds the place of a cell.
   *
   * @param expression the column
   * @param cell one encoded cell
   */
  KeyBound bound(String expression, byte[] cell) {
    if (compare(first, cell) > 0) {
      return new KeyBound(Place.BELOW, expression, "");
    }
    if (compare(last, cell) < 0) {
      return new KeyBound(Place.ABOVE, expression, "");
    }
    BigInteger low = first;
    BigInteger high = last;
    while (low.compareTo(high) < 0) {
      BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
      if (compare(middle, cell) <= 0) {
        low = middle;
      } else {
        high = middle.subtract(BigInteger.ONE);
      }
    }
    Place place = compare(low, cell) == 0 ? Place.EXACT : Place.FLOOR;
    return new KeyBound(place, expression, literal.apply(low));
  }

  private int compare(BigInteger number, byte[] cell) {
    byte[] field = binary.apply(number);
    RowBatch row = new RowBatch(64);
    row.beginRow();
    reader.read(field, 0, field.length, row);
    return new KeyOrder(new int[] {0}).compareToKey(row.data(), 0, row.size(), cell);
  }

  private static KeyDomain of(
      long first, long last, int width, Function<BigInteger, String> literal, FieldReader reader) {
    return new KeyDomain(
        BigInteger.valueOf(first),
        BigInteger.valueOf(last),
        number -> lowBytes(number.longValue(), width),
        literal,
        reader);
  }

  /** Only moments that the form shows: between them, texts need not order as moments do. */
  private static KeyDomain timestamps(TimestampForm form, String type, FieldReader reader) {
    long step = step(form.fraction());
    TimestampPrinter printer = plainPrinter();
    return new KeyDomain(
        BigInteger.valueOf(DAY_0001 * (MICROS_PER_DAY / step)),
        BigInteger.valueOf((DAY_9999 + 1) * (MICROS_PER_DAY / step) - 1),
        number -> lowBytes(number.longValue() * step, 8),
        number -> "'" + print(printer, number.longValue() * step) + "+00'::" + type,
        reader);
  }

  private static long step(Fraction fraction) {
    return switch (fraction) {
      case NONE -> 1_000_000;
      case DIGITS_1 -> 100_000;
      case DIGITS_2 -> 10_000;
      case DIGITS_3 -> 1_000;
      case DIGITS_4 -> 100;
      case DIGITS_5 -> 10;
      case DIGITS_6, SIX_OR_NONE, GROUPS_OF_THREE -> 1;
    };
  }

  /** The bits of positive doubles order as they do; those of negative ones the other way round. */
  private static KeyDomain doubles(FieldReader reader) {
    long infinity = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    Function<BigInteger, Long> bits =
        number -> {
          long ordinal = number.longValue();
          return ordinal >= 0 ? ordinal : Long.MIN_VALUE | -ordinal;
        };
    return new KeyDomain(
        BigInteger.valueOf(-infinity),
        BigInteger.valueOf(infinity),
        number -> lowBytes(bits.apply(number), 8),
        number -> "'" + Double.longBitsToDouble(bits.apply(number)) + "'::double precision",
        reader);
  }

  private static KeyDomain uuids(FieldReader reader) {
    Function<BigInteger, byte[]> bytes =
        number ->
            ByteBuffer.allocate(16)
                .putLong(number.shiftRight(64).longValue())
                .putLong(number.longValue())
                .array();
    return new KeyDomain(
        BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE),
        bytes,
        number -> "'" + HexFormat.of().formatHex(bytes.apply(number)) + "'::uuid",
        reader);
  }

  /** The infinities stand beside the first and the last moment. */
  private static long momentBits(long number) {
    if (number < FIRST_MOMENT) {
      return Long.MIN_VALUE;
    }
    return number > LAST_MOMENT ? Long.MAX_VALUE : number;
  }

  private static String moment(long micros) {
    String text = print(plainPrinter(), micros);
    if (text.endsWith("infinity")) {
      return "'" + text + "'::timestamp with time zone";
    }
    if (!text.startsWith("-") && !text.startsWith("0000")) {
      return "'" + text + "+00'::timestamp with time zone";
    }
    // The year before 1 is 0 here and 1 BC there.
    int monthAt = text.indexOf('-', 1);
    int year = 1 - Integer.parseInt(text.substring(0, monthAt));
    String padded = ("000" + year).substring(("000" + year).length() - 4);
    return "'" + padded + text.substring(monthAt) + "+00 BC'::timestamp with time zone";
  }

  private static String date(BigInteger day) {
    byte[] text = new byte[TimestampPrinter.MAXIMUM];
    int length = TimestampPrinter.printDate(day.intValue(), text);
    return "'" + new String(text, 0, length, StandardCharsets.US_ASCII) + "'::date";
  }

  private static TimestampPrinter plainPrinter() {
    return new TimestampPrinter(new TimestampForm(' ', Fraction.DIGITS_6, Zone.NONE));
  }

  private static String print(TimestampPrinter printer, long micros) {
    byte[] text = new byte[TimestampPrinter.MAXIMUM];
    return new String(text, 0, printer.print(micros, text), StandardCharsets.US_ASCII);
  }

  private static byte[] lowBytes(long value, int width) {
    byte[] all = ByteBuffer.allocate(8).putLong(value).array();
    return java.util.Arrays.copyOfRange(all, 8 - width, 8);
  }
}
