package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.DecimalText;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.core.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads the JSON that values of every kind became. What cannot be one of these spellings comes back
 * as the JSON that it is, so that it differs.
 *
 * <pre>
 * INTEGER    123                        TEXT       "..."
 * DOUBLE     as Double.toString         BYTES      {"$bytes":"base64"}
 * NUMBER     normal form: 11E-1         MALFORMED  {"$malformed":"base64"}
 * TRUE/FALSE true, false                DOUBLE     {"$double":"Infinity"}
 * JSON       itself
 * </pre>
 */
final class MixedJsonReader implements FieldReader {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final JsonString string = new JsonString();
  private byte[] scratch = new byte[64];

  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    boolean known =
        switch (length == 0 ? 0 : data[offset]) {
          case '"' -> text(data, offset, length, out);
          case '{' -> marked(data, offset, length, out);
          case 't' -> word(TRUE, true, data, offset, length, out);
          case 'f' -> word(FALSE, false, data, offset, length, out);
          case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
              number(data, offset, length, out);
          default -> false;
        };
    if (!known) {
      out.put(Tag.JSON, data, offset, length);
    }
  }

  private boolean text(byte[] data, int offset, int length, RowBatch out) {
    if (!string.read(data, offset, length)) {
      return false;
    }
    out.put(Tag.TEXT, string.bytes(), 0, string.length());
    return true;
  }

  private static boolean word(
      byte[] word, boolean value, byte[] data, int offset, int length, RowBatch out) {
    boolean equal = Arrays.equals(word, 0, word.length, data, offset, offset + length);
    if (equal) {
      out.putBoolean(value);
    }
    return equal;
  }

  private boolean number(byte[] data, int offset, int length, RowBatch out) {
    if (Digits.isCanonicalInteger(data, offset, length)) {
      out.putLong(Digits.parse(data, offset, length));
      return true;
    }
    if (DoubleText.isCanonical(data, offset, length)) {
      out.putDouble(DoubleText.parse(data, offset, length));
      return true;
    }
    if (scratch.length < length + 22) {
      scratch = new byte[length + 22];
    }
    int normalised = DecimalText.normalise(data, offset, length, scratch);
    if (normalised < 0) {
      return false;
    }
    out.put(Tag.NUMBER, scratch, 0, normalised);
    return true;
  }

  private static boolean marked(byte[] data, int offset, int length, RowBatch out) {
    if (length < 13 || data[offset + 1] != '"' || data[offset + 2] != '$') {
      return false;
    }
    String text = new String(data, offset, length, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\"}")) {
      return false;
    }
    int colon = text.indexOf("\":\"");
    if (colon < 0 || colon + 3 > length - 2) {
      return false;
    }
    String value = text.substring(colon + 3, length - 2);
    return switch (text.substring(2, colon)) {
      case "$bytes" -> bytes(value, false, out);
      case "$malformed" -> bytes(value, true, out);
      case "$double" -> infinite(value, out);
      default -> false;
    };
  }

  private static boolean bytes(String base64, boolean malformed, RowBatch out) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException other) {
      return false;
    }
    boolean canonical = Base64.getEncoder().encodeToString(bytes).equals(base64);
    if (!canonical || (malformed && Utf8.isValid(bytes, 0, bytes.length))) {
      return false;
    }
    out.put(malformed ? Tag.MALFORMED : Tag.BYTES, bytes, 0, bytes.length);
    return true;
  }

  private static boolean infinite(String value, RowBatch out) {
    switch (value) {
      case "Infinity" -> out.putDouble(Double.POSITIVE_INFINITY);
      case "-Infinity" -> out.putDouble(Double.NEGATIVE_INFINITY);
      case "NaN" -> out.putDouble(Double.NaN);
      default -> {
        return false;
      }
    }
    return true;
  }
}
