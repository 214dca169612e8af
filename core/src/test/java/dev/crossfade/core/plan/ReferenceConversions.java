package dev.crossfade.core.plan;

import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.JsonDigest;
import dev.crossfade.core.value.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says slowly and plainly whether a value survives a conversion. */
final class ReferenceConversions {
  private static final double EXACT = 0x1p53;

  private ReferenceConversions() {}

  static boolean comesBack(Conversion conversion, Value value) {
    if (value instanceof Value.Null) {
      return true;
    }
    if (value instanceof Value.Int integer) {
      return integer(conversion.kind(), integer.value());
    }
    if (value instanceof Value.Real real) {
      return real(conversion.kind(), real.value());
    }
    if (value instanceof Value.Decimal number) {
      return decimal(conversion.kind(), new BigDecimal(number.normalised()));
    }
    if (value instanceof Value.Text text) {
      return text(conversion, text.value());
    }
    if (value instanceof Value.Bytes bytes) {
      return bytes(conversion.kind(), bytes);
    }
    if (value instanceof Value.Json json) {
      return json(conversion.kind(), json.text());
    }
    return conversion.kind() == Conversion.Kind.BOOLEAN
        || conversion.kind() == Conversion.Kind.MIXED_JSON;
  }

  private static boolean integer(Conversion.Kind kind, long value) {
    return switch (kind) {
      case INTEGER, NUMBER_DECIMAL, MIXED_TEXT, MIXED_JSON -> true;
      case INTEGER_FLAG -> value == 0 || value == 1;
      case EPOCH_SECONDS -> Math.abs(value) < 62_000_000_000L;
      case EPOCH_MILLIS -> Math.abs(value) < 62_000_000_000_000L;
      case INTEGER_DOUBLE, NUMBER_DOUBLE ->
          Math.abs((double) value) <= EXACT && (long) (double) value == value;
      default -> false;
    };
  }

  private static boolean real(Conversion.Kind kind, double value) {
    boolean integer =
        value == Math.rint(value) && Math.abs(value) <= EXACT && !(value == 0 && 1 / value < 0);
    return switch (kind) {
      case DOUBLE, MIXED_TEXT, MIXED_JSON -> true;
      case INTEGER_DOUBLE -> !integer;
      case JULIAN_DAY -> value > 2_400_000 && value < 2_500_000;
      default -> false;
    };
  }

  private static boolean decimal(Conversion.Kind kind, BigDecimal number) {
    return switch (kind) {
      case NUMBER_DECIMAL, MIXED_JSON -> true;
      case NUMBER_DOUBLE -> {
        double value = number.doubleValue();
        boolean integer = value == Math.rint(value) && Math.abs(value) <= EXACT;
        yield !integer && shortest(value).compareTo(number) == 0;
      }
      default -> false;
    };
  }

  private static BigDecimal shortest(double value) {
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded =
          new BigDecimal(
              String.format(Locale.ROOT, "%." + (digits - 1) + "e", new BigDecimal(value)));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return new BigDecimal(value).round(new java.math.MathContext(17));
  }

  private static boolean bytes(Conversion.Kind kind, Value.Bytes bytes) {
    return switch (kind) {
      case BYTES -> !bytes.malformedText();
      case BYTES_UUID -> !bytes.malformedText() && bytes.value().length == 16;
      case TEXT_BYTES -> bytes.malformedText() && !isUtf8(bytes.value());
      case MIXED_JSON -> true;
      default -> false;
    };
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean json(Conversion.Kind kind, String text) {
    return switch (kind) {
      case JSON, MIXED_JSON -> true;
      case JSONB -> holdsEqual(text);
      default -> false;
    };
  }

  /** The samples are few, so that jsonb's losses can be told by their marks. */
  private static boolean holdsEqual(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new JsonDigest().digest(bytes, 0, bytes.length)
        && !text.contains("\\u0000")
        && !text.contains("\\ud800")
        && !text.contains("e200000")
        && !text.contains("\"a\":1,\"a\":2");
  }

  private static boolean text(Conversion conversion, String text) {
    return switch (conversion.kind()) {
      case TEXT -> text.indexOf('\0') < 0;
      case TEXT_BYTES, MIXED_JSON -> true;
      case TEXT_ESCAPED -> unescape(text.replace("\\", "\\\\").replace("\0", "\\0")).equals(text);
      case TEXT_INTEGER -> text.equals(print(() -> Long.toString(Long.parseLong(text))));
      case TEXT_DOUBLE -> text.equals(print(() -> plain(Double.parseDouble(text))));
      case TEXT_DECIMAL -> text.equals(print(() -> new BigDecimal(text).toPlainString()));
      case TEXT_T_F -> text.equals("t") || text.equals("f");
      case TEXT_Y_N -> text.equals("Y") || text.equals("N");
      case TEXT_TRUE_FALSE -> text.equals("true") || text.equals("false");
      case TEXT_UUID -> text.equals(print(() -> UUID.fromString(text).toString()));
      case TEXT_DATE -> text.equals(print(() -> LocalDate.parse(text).toString()));
      case TEXT_TIMESTAMP, TEXT_TIMESTAMPTZ -> timestamp(conversion.timestamps(), text);
      case TEXT_JSON -> new JsonDigest().digest(bytes(text), 0, bytes(text).length);
      case TEXT_JSONB -> holdsEqual(text);
      case MIXED_TEXT ->
          text.indexOf('\0') < 0 && print(() -> Double.toString(Double.parseDouble(text))) == null;
      default -> false;
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String unescape(String escaped) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      out.append(c != '\\' ? c : escaped.charAt(++i) == '0' ? '\0' : '\\');
    }
    return out.toString();
  }

  private static String plain(double value) {
    return shortest(value).stripTrailingZeros().toPlainString();
  }

  private interface Print {
    String get();
  }

  private static @Nullable String print(Print print) {
    try {
      return print.get();
    } catch (NumberFormatException | DateTimeParseException e) {
      return null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean timestamp(@Nullable TimestampForm form, String text) {
    if (form == null) {
      return false;
    }
    String zone =
        switch (form.zone()) {
          case NONE -> "";
          case Z -> "Z";
          case PLUS_00_00 -> "+00:00";
        };
    if (text.length() < 19 || !text.endsWith(zone) || text.charAt(10) != form.separator()) {
      return false;
    }
    String local = text.substring(0, text.length() - zone.length()).replace(' ', 'T');
    String printed =
        print(
            () -> {
              LocalDateTime moment = LocalDateTime.parse(local);
              return moment.format(
                      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT))
                  + fraction(form, moment.getNano() / 1000);
            });
    return local.equals(printed);
  }

  private static String fraction(TimestampForm form, int micros) {
    String six = String.format(Locale.ROOT, ".%06d", micros);
    return switch (form.fraction()) {
      case NONE -> "";
      case DIGITS_1 -> six.substring(0, 2);
      case DIGITS_2 -> six.substring(0, 3);
      case DIGITS_3 -> six.substring(0, 4);
      case DIGITS_4 -> six.substring(0, 5);
      case DIGITS_5 -> six.substring(0, 6);
      case DIGITS_6 -> six;
      case SIX_OR_NONE -> micros == 0 ? "" : six;
      case GROUPS_OF_THREE -> micros == 0 ? "" : micros % 1000 == 0 ? six.substring(0, 4) : six;
    };
  }
}
