package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.JsonCheck;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns encoded rows into rows of {@code COPY … (FORMAT BINARY)}: {@code columns:2} and for each
 * column {@code length:4} (-1 for null) and its content. A row that does not fit leaves nothing
 * behind.
 *
 * <p>One switch over the columns' kinds in one loop instead of an object a column: measured, a call
 * through an interface with more than two implementations costs more than most cells do. Shares no
 * code with the reading side. Not safe for several threads.
 */
final class RowEncoder {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The server holds a row in one piece of memory below 1 GB. */
  private static final int MOST_ROW_BYTES = 1_000_000_000;

  private static final TimestampForm NO_FORM =
      new TimestampForm('T', TimestampForm.Fraction.NONE, TimestampForm.Zone.NONE);

  private final Conversion.Kind[] kinds;
  private final TimestampForm[] forms;
  private final boolean[] nullable;
  private final CopyBuffer out;
  private final NumericCells numerics = new NumericCells();
  private final JsonCheck json = new JsonCheck();
  private final MixedJson mixed;
  private int misfitColumn;

  RowEncoder(List<ColumnPlan> columns, CopyBuffer out) {
    this.out = out;
    mixed = new MixedJson(json, out);
    int count = columns.size();
    kinds = new Conversion.Kind[count];
    forms = new TimestampForm[count];
    nullable = new boolean[count];
    for (int i = 0; i < count; i++) {
      Conversion conversion = columns.get(i).conversion();
      TimestampForm form = conversion.timestamps();
      if (form == null && conversion.kind().needsTimestampForm()) {
        throw new IllegalArgumentException("no form of timestamps for " + columns.get(i).target());
      }
      kinds[i] = conversion.kind();
      forms[i] = form == null ? NO_FORM : form;
      nullable[i] = columns.get(i).nullable();
    }
  }

  /** The column that did not fit, or -1 when it is the row as a whole. */
  int misfitColumn() {
    return misfitColumn;
  }

  /** Appends a row to the buffer, or says why it does not fit. */
  @Nullable ErrorCode encode(byte[] data, int start, int end) {
    if (end - start > MOST_ROW_BYTES) {
      misfitColumn = -1;
      return ErrorCode.CF_5020;
    }
    out.beginRow(kinds.length);
    int next = start;
    for (int column = 0; column < kinds.length; column++) {
      byte tag = data[next];
      int offset = next + 1;
      int length = 0;
      if (tag > Tags.DOUBLE) {
        length = (int) INT.get(data, offset);
        offset += 4;
      } else if (tag > Tags.TRUE) {
        length = 8;
      }
      next = offset + length;
      ErrorCode wrong = null;
      if (tag != Tags.NULL) {
        wrong = cell(column, tag, data, offset, length);
      } else if (nullable[column]) {
        out.putInt(-1);
      } else {
        wrong = ErrorCode.CF_5001;
      }
      if (wrong != null) {
        misfitColumn = column;
        out.takeRowBack();
        return wrong;
      }
    }
    if (out.rowBytes() > MOST_ROW_BYTES) {
      misfitColumn = -1;
      out.takeRowBack();
      return ErrorCode.CF_5020;
    }
    return null;
  }

  private @Nullable ErrorCode cell(int column, byte tag, byte[] data, int offset, int length) {
    return switch (kinds[column]) {
      case INTEGER, DOUBLE, INTEGER_FLAG, EPOCH_SECONDS, EPOCH_MILLIS, JULIAN_DAY ->
          fixed(kinds[column], tag, data, offset);
      case INTEGER_DOUBLE, NUMBER_DOUBLE, NUMBER_DECIMAL ->
          number(kinds[column], tag, data, offset, length);
      case BOOLEAN -> truth(tag);
      case BYTES, TEXT_BYTES, BYTES_UUID -> bytes(kinds[column], tag, data, offset, length);
      case JSON, JSONB ->
          tag == Tags.JSON
              ? json(data, offset, length, kinds[column] == Conversion.Kind.JSONB)
              : ErrorCode.CF_5002;
      case MIXED_JSON ->
          mixed.put(tag, data, offset, length, length == 8 ? (long) LONG.get(data, offset) : 0);
      case MIXED_TEXT -> mixedText(tag, data, offset, length);
      default ->
          tag == Tags.TEXT
              ? text(column, data, offset, length)
              : tag == Tags.MALFORMED ? ErrorCode.CF_5004 : ErrorCode.CF_5002;
    };
  }

  private @Nullable ErrorCode fixed(Conversion.Kind kind, byte tag, byte[] data, int offset) {
    boolean real = kind == Conversion.Kind.DOUBLE || kind == Conversion.Kind.JULIAN_DAY;
    if (tag != (real ? Tags.DOUBLE : Tags.INTEGER)) {
      return ErrorCode.CF_5002;
    }
    long bits = (long) LONG.get(data, offset);
    switch (kind) {
      case INTEGER, DOUBLE -> out.putLongCell(bits);
      case INTEGER_FLAG -> {
        if ((bits & ~1L) != 0) {
          return ErrorCode.CF_5014;
        }
        out.putBooleanCell(bits == 1);
      }
      case EPOCH_SECONDS -> {
        return MomentCells.epochSeconds(bits, out);
      }
      case EPOCH_MILLIS -> {
        return MomentCells.epochMillis(bits, out);
      }
      default -> {
        return MomentCells.julianDay(Double.longBitsToDouble(bits), out);
      }
    }
    return null;
  }

  private @Nullable ErrorCode number(
      Conversion.Kind kind, byte tag, byte[] data, int offset, int length) {
    boolean decimal = kind == Conversion.Kind.NUMBER_DECIMAL;
    if (tag == Tags.INTEGER) {
      long value = (long) LONG.get(data, offset);
      if (!decimal) {
        return DoubleCells.integer(value, out);
      }
      NumericCells.integer(value, out);
      return null;
    }
    if (tag == Tags.DOUBLE && kind == Conversion.Kind.INTEGER_DOUBLE) {
      return DoubleCells.besideIntegers(
          Double.longBitsToDouble((long) LONG.get(data, offset)), out);
    }
    if (tag != Tags.NUMBER || kind == Conversion.Kind.INTEGER_DOUBLE) {
      return ErrorCode.CF_5002;
    }
    return decimal
        ? NumericCells.number(data, offset, length, out)
        : DoubleCells.number(data, offset, length, out);
  }

  private @Nullable ErrorCode truth(byte tag) {
    if (tag != Tags.TRUE && tag != Tags.FALSE) {
      return ErrorCode.CF_5002;
    }
    out.putBooleanCell(tag == Tags.TRUE);
    return null;
  }

  private @Nullable ErrorCode bytes(
      Conversion.Kind kind, byte tag, byte[] data, int offset, int length) {
    boolean fits =
        kind == Conversion.Kind.TEXT_BYTES
            ? tag == Tags.TEXT || tag == Tags.MALFORMED
            : tag == Tags.BYTES;
    if (!fits) {
      return ErrorCode.CF_5002;
    }
    if (kind == Conversion.Kind.BYTES_UUID && length != 16) {
      return ErrorCode.CF_5015;
    }
    out.putBytesCell(data, offset, length);
    return null;
  }

  private @Nullable ErrorCode json(byte[] data, int offset, int length, boolean jsonb) {
    ErrorCode wrong = json.check(data, offset, length, jsonb);
    if (wrong != null) {
      return wrong;
    }
    out.putInt(jsonb ? length + 1 : length);
    if (jsonb) {
      out.putByte(1);
    }
    out.putContent(data, offset, length);
    return null;
  }

  private @Nullable ErrorCode mixedText(byte tag, byte[] data, int offset, int length) {
    if (tag == Tags.TEXT) {
      return TextCells.besideNumbers(data, offset, length, out);
    }
    if (tag == Tags.INTEGER) {
      TextCells.ascii(Long.toString((long) LONG.get(data, offset)), out);
    } else if (tag == Tags.DOUBLE) {
      double value = Double.longBitsToDouble((long) LONG.get(data, offset));
      TextCells.ascii(Double.toString(value), out);
    } else {
      return tag == Tags.MALFORMED ? ErrorCode.CF_5004 : ErrorCode.CF_5002;
    }
    return null;
  }

  private @Nullable ErrorCode text(int column, byte[] data, int offset, int length) {
    return switch (kinds[column]) {
      case TEXT -> TextCells.plain(data, offset, length, out);
      case TEXT_INTEGER -> TextCells.integer(data, offset, length, out);
      case TEXT_DOUBLE -> DoubleCells.text(data, offset, length, out);
      case TEXT_DECIMAL -> numerics.decimal(data, offset, length, out);
      case TEXT_T_F -> TextCells.letter(data, offset, length, 't', 'f', out);
      case TEXT_Y_N -> TextCells.letter(data, offset, length, 'Y', 'N', out);
      case TEXT_TRUE_FALSE -> TextCells.trueFalse(data, offset, length, out);
      case TEXT_TIMESTAMPTZ, TEXT_TIMESTAMP ->
          MomentCells.timestamp(forms[column], data, offset, length, out);
      case TEXT_DATE -> MomentCells.date(data, offset, length, out);
      case TEXT_UUID -> TextCells.uuid(data, offset, length, out);
      case TEXT_JSONB -> json(data, offset, length, true);
      case TEXT_JSON -> json(data, offset, length, false);
      case TEXT_ESCAPED -> TextCells.escaped(data, offset, length, out);
      default -> throw new IllegalStateException(kinds[column].name());
    };
  }
}
