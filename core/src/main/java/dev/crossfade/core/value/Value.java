package dev.crossfade.core.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A raw value on its own, for dead letters, differences and tests; bulk work stays encoded. */
public sealed interface Value {
  /** No value. */
  record Null() implements Value {}

  /** A truth value. */
  record Bool(boolean value) implements Value {}

  /** A 64-bit integer. */
  record Int(long value) implements Value {}

  /** A double; equal when the bits are. */
  record Real(double value) implements Value {}

  /** A decimal in the form of {@link DecimalText}. */
  record Decimal(String normalised) implements Value {}

  /** Text. */
  record Text(String value) implements Value {}

  /** A JSON text. */
  record Json(String text) implements Value {}

  /** Bytes, or what a source calls text but is none. */
  record Bytes(byte[] value, boolean malformedText) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that
          && malformedText == that.malformedText
          && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }
  }

  /** The value of the cell that the cursor stands on. */
  static Value of(CellCursor cell) {
    return switch (cell.tag()) {
      case NULL -> new Null();
      case FALSE -> new Bool(false);
      case TRUE -> new Bool(true);
      case INTEGER -> new Int(cell.longValue());
      case DOUBLE -> new Real(cell.doubleValue());
      case NUMBER -> new Decimal(text(cell));
      case TEXT -> new Text(text(cell));
      case JSON -> new Json(text(cell));
      case BYTES -> new Bytes(bytes(cell), false);
      case MALFORMED -> new Bytes(bytes(cell), true);
    };
  }

  /** Adds this value to the row begun last. */
  default void putInto(RowBatch batch) {
    if (this instanceof Null) {
      batch.putNull();
    } else if (this instanceof Bool bool) {
      batch.putBoolean(bool.value());
    } else if (this instanceof Int integer) {
      batch.putLong(integer.value());
    } else if (this instanceof Real real) {
      batch.putDouble(real.value());
    } else if (this instanceof Decimal number) {
      putText(batch, Tag.NUMBER, number.normalised());
    } else if (this instanceof Text text) {
      putText(batch, Tag.TEXT, text.value());
    } else if (this instanceof Json json) {
      putText(batch, Tag.JSON, json.text());
    } else if (this instanceof Bytes bytes) {
      Tag tag = bytes.malformedText() ? Tag.MALFORMED : Tag.BYTES;
      batch.put(tag, bytes.value(), 0, bytes.value().length);
    }
  }

  private static void putText(RowBatch batch, Tag tag, String text) {
    byte[] utf8 = Utf8.bytes(text);
    batch.put(tag, utf8, 0, utf8.length);
  }

  private static String text(CellCursor cell) {
    return new String(cell.data(), cell.offset(), cell.length(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(CellCursor cell) {
    return Arrays.copyOfRange(cell.data(), cell.offset(), cell.offset() + cell.length());
  }
}
