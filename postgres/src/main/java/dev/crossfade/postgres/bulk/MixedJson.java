package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.JsonCheck;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Values of every kind as JSON; the notation is that of {@code Conversion.Kind.MIXED_JSON}. */
final class MixedJson {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final JsonCheck scan;
  private final CopyBuffer out;

  MixedJson(JsonCheck scan, CopyBuffer out) {
    this.scan = scan;
    this.out = out;
  }

  /** Writes the cell; the tag is not that of null. */
  @Nullable ErrorCode put(byte tag, byte[] data, int offset, int length, long bits) {
    if (tag == Tags.JSON) {
      return json(data, offset, length);
    }
    int mark = out.beginCell();
    if (tag == Tags.TEXT) {
      string(data, offset, length);
    } else if (tag == Tags.NUMBER) {
      number(data, offset, length);
    } else if (tag == Tags.BYTES) {
      base64("{\"$bytes\":\"", data, offset, length);
    } else if (tag == Tags.MALFORMED) {
      base64("{\"$malformed\":\"", data, offset, length);
    } else {
      ascii(scalar(tag, bits));
    }
    out.endCell(mark);
    return null;
  }

  private static String scalar(byte tag, long bits) {
    if (tag == Tags.INTEGER) {
      return Long.toString(bits);
    }
    if (tag != Tags.DOUBLE) {
      return tag == Tags.TRUE ? "true" : "false";
    }
    double value = Double.longBitsToDouble(bits);
    return Double.isFinite(value)
        ? Double.toString(value)
        : "{\"$double\":\"" + Double.toString(value) + "\"}";
  }

  private @Nullable ErrorCode json(byte[] data, int offset, int length) {
    ErrorCode wrong = scan.check(data, offset, length, false);
    if (wrong != null) {
      return wrong;
    }
    byte first = data[offset];
    boolean container = first == '[' || first == '{' || first <= ' ';
    boolean reserved =
        length > 2 && first == '{' && data[offset + 1] == '"' && data[offset + 2] == '$';
    if (!container || reserved) {
      return ErrorCode.CF_5025;
    }
    out.putBytesCell(data, offset, length);
    return null;
  }

  private void number(byte[] data, int offset, int length) {
    out.put(data, offset, length);
    if (length == 1) {
      ascii("E0");
    }
  }

  private void string(byte[] data, int offset, int length) {
    out.putByte('"');
    int from = offset;
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      byte b = data[at];
      if (b == '"' || b == '\\' || (b >= 0 && b < 0x20)) {
        out.put(data, from, at - from);
        escape(b);
        from = at + 1;
      }
    }
    out.put(data, from, end - from);
    out.putByte('"');
  }

  private void escape(byte b) {
    out.putByte('\\');
    if (b == '"' || b == '\\') {
      out.putByte(b);
      return;
    }
    ascii("u00");
    out.putByte(HEX[b >> 4]);
    out.putByte(HEX[b & 15]);
  }

  private void base64(String opening, byte[] data, int offset, int length) {
    ascii(opening);
    Base64.Encoder encoder = Base64.getEncoder();
    // A multiple of three, so that only the last piece is padded.
    int piece = 3 * 16 * 1024;
    for (int done = 0; done < length; done += piece) {
      int count = Math.min(piece, length - done);
      byte[] slice = new byte[count];
      System.arraycopy(data, offset + done, slice, 0, count);
      byte[] text = encoder.encode(slice);
      out.put(text, 0, text.length);
    }
    ascii("\"}");
  }

  private void ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.put(bytes, 0, bytes.length);
  }
}
