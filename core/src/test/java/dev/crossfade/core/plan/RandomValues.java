package dev.crossfade.core.plan;

import dev.crossfade.core.value.DecimalText;
import dev.crossfade.core.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Columns of values that are alike, with now and then one that is not. */
final class RandomValues {
  private static final int TEXTS = 14;
  private static final int SQLITE = 24;

  private RandomValues() {}

  static List<Value> column(Random random, String format) {
    int family = family(random, format);
    int other = random.nextInt(3) == 0 ? family(random, format) : family;
    int style = random.nextInt(64);
    List<Value> values = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      values.add(value(random, random.nextInt(4) == 0 ? other : family, style));
    }
    if (random.nextInt(4) == 0) {
      values.add(new Value.Null());
    }
    return values;
  }

  private static int family(Random random, String format) {
    return switch (format) {
      case "csv" -> random.nextInt(TEXTS);
      case "sqlite" -> random.nextInt(SQLITE);
      default -> random.nextBoolean() ? random.nextInt(TEXTS) : SQLITE + random.nextInt(6);
    };
  }

  private static Value value(Random random, int family, int style) {
    return switch (family) {
      case 14 -> new Value.Int(random.nextInt(2));
      case 15 -> new Value.Int(random.nextInt(2000) - 1000);
      case 16 -> new Value.Int(random.nextLong());
      case 17 -> new Value.Int(1_600_000_000L + random.nextInt());
      case 18 -> new Value.Int(1_600_000_000_000L + random.nextInt());
      case 19 -> new Value.Real(random.nextInt(100) - 50);
      case 20 -> new Value.Real(Double.longBitsToDouble(random.nextLong()));
      case 21 -> new Value.Real(2_450_000 + random.nextDouble() * 10_000);
      case 22 -> new Value.Bytes(bytes(random), false);
      case 23 -> new Value.Bytes(new byte[] {(byte) 0x80, (byte) random.nextInt()}, true);
      case 24 -> new Value.Bool(random.nextBoolean());
      case 25 -> new Value.Int(random.nextInt(1000));
      case 26 -> decimal(random, 3);
      case 27 -> decimal(random, 40);
      case 28 -> new Value.Json(json(random, true));
      case 29 -> new Value.Json(json(random, false));
      default -> new Value.Text(text(random, family, style));
    };
  }

  private static Value decimal(Random random, int scale) {
    BigDecimal number = new BigDecimal(new BigInteger(50, random), random.nextInt(scale));
    // Readers hand integers of 64 bits over as such.
    return number.stripTrailingZeros().scale() <= 0 && number.abs().toBigInteger().bitLength() < 64
        ? new Value.Int(number.longValue())
        : new Value.Decimal(new String(DecimalText.of(number), StandardCharsets.US_ASCII));
  }

  private static String text(Random random, int family, int style) {
    return switch (family) {
      case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 1 ->
          new BigDecimal(BigInteger.valueOf(random.nextInt()), random.nextInt(6)).toPlainString();
      case 2 -> new BigDecimal(new BigInteger(80, random), random.nextInt(20)).toPlainString();
      case 3 -> Double.toString(random.nextInt(10000) / 16.0);
      case 4 -> date(random);
      case 5, 6 -> timestamp(random, style);
      case 7 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 8 -> random.nextBoolean() ? "true" : "false";
      case 9 -> random.nextBoolean() ? "t" : "f";
      case 10 -> random.nextBoolean() ? "Y" : "N";
      case 11 -> json(random, random.nextInt(3) > 0);
      case 12 -> odd(random);
      default -> "word" + random.nextInt(9);
    };
  }

  private static String odd(Random random) {
    String[] odd = {
      "",
      " ",
      "\u0000",
      "a\u0000b",
      "\\0",
      "-0",
      "007",
      "+1",
      "1e5",
      "NaN",
      "Infinity",
      "1.0",
      "é",
      "2024-02-30",
      "0000-01-01",
      "2024-01-01 24:00:00",
      "{",
      "[1,]",
      "9223372036854775808",
      "-",
      "0.1e1",
      "{\"$double\":1}",
      "null",
      "1."
    };
    return odd[random.nextInt(odd.length)];
  }

  private static String date(Random random) {
    return java.time.LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000).toString();
  }

  private static String timestamp(Random random, int style) {
    int micros = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000);
    int millis = micros / 1000;
    String fraction =
        switch (style % 8) {
          case 0, 1 -> "";
          case 2 -> "." + millis / 100;
          case 3 -> String.format(Locale.ROOT, ".%03d", millis);
          case 4 -> String.format(Locale.ROOT, ".%06d", micros);
          case 5 -> micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
          case 6 -> millis == 0 ? "" : String.format(Locale.ROOT, ".%03d", millis);
          default -> random.nextBoolean() ? ".000" : String.format(Locale.ROOT, ".%06d", micros);
        };
    String zone = style / 16 == 0 ? "Z" : style / 16 == 1 ? "+00:00" : style == 63 ? "+01:00" : "";
    String time =
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60));
    return date(random) + (style / 8 % 2 == 0 ? " " : "T") + time + fraction + zone;
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(3) == 0 ? random.nextInt(4) : 16];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String json(Random random, boolean safe) {
    String[] good = {"{}", "[]", "{\"a\": [1.50, \"x\"]}", "[{\"a\":1},{\"a\":2}]", "{\"b\":null}"};
    String[] bad = {"{\"a\":1,\"a\":2}", "[\"\\u0000\"]", "[\"\\ud800\"]", "[1e200000]"};
    return safe ? good[random.nextInt(good.length)] : bad[random.nextInt(bad.length)];
  }
}
