package dev.crossfade.postgres.bulk;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import dev.crossfade.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Odd values of every conversion with the text that the server must print for them. */
final class GoldenCases {
  /** One value and the server's text of it. */
  record Golden(Value raw, String printed) {}

  private GoldenCases() {}

  static Map<Conversion, List<Golden>> all() {
    Map<Conversion, List<Golden>> cases = new LinkedHashMap<>();
    integers(cases);
    doubles(cases);
    moments(cases);
    decimals(cases);
    texts(cases);
    json(cases);
    mixed(cases);
    return cases;
  }

  static Golden integer(long value, String printed) {
    return new Golden(new Value.Int(value), printed);
  }

  static Golden real(double value, String printed) {
    return new Golden(new Value.Real(value), printed);
  }

  static Golden number(String normalised, String printed) {
    return new Golden(new Value.Decimal(normalised), printed);
  }

  static Golden text(String text, String printed) {
    return new Golden(new Value.Text(text), printed);
  }

  static Golden same(String text) {
    return text(text, text);
  }

  private static Conversion of(Kind kind) {
    return Conversion.of(kind);
  }

  private static void integers(Map<Conversion, List<Golden>> cases) {
    cases.put(
        of(Kind.INTEGER),
        List.of(
            integer(0, "0"),
            integer(Long.MIN_VALUE, "-9223372036854775808"),
            integer(Long.MAX_VALUE, "9223372036854775807")));
    cases.put(of(Kind.INTEGER_FLAG), List.of(integer(0, "false"), integer(1, "true")));
    cases.put(
        of(Kind.BOOLEAN),
        List.of(
            new Golden(new Value.Bool(false), "false"), new Golden(new Value.Bool(true), "true")));
    cases.put(
        of(Kind.TEXT_INTEGER),
        List.of(
            same("0"),
            same("-1"),
            same("-9223372036854775808"),
            same("9223372036854775807"),
            same("1000000000000000000")));
    cases.put(of(Kind.TEXT_T_F), List.of(text("t", "true"), text("f", "false")));
    cases.put(of(Kind.TEXT_Y_N), List.of(text("Y", "true"), text("N", "false")));
    cases.put(of(Kind.TEXT_TRUE_FALSE), List.of(text("true", "true"), text("false", "false")));
  }

  private static void doubles(Map<Conversion, List<Golden>> cases) {
    cases.put(
        of(Kind.DOUBLE),
        List.of(
            real(0, "0"),
            real(-0.0, "-0"),
            real(Double.MIN_VALUE, "5e-324"),
            real(Double.MAX_VALUE, "1.7976931348623157e+308"),
            real(0.00585541422640387, "0.00585541422640387"),
            real(Double.NaN, "NaN"),
            real(Double.NEGATIVE_INFINITY, "-Infinity")));
    cases.put(
        of(Kind.INTEGER_DOUBLE),
        List.of(
            integer(1L << 53, "9.007199254740992e+15"),
            integer(-3, "-3"),
            real(-0.0, "-0"),
            real(0.1, "0.1"),
            real(1e300, "1e+300"),
            real(Double.POSITIVE_INFINITY, "Infinity")));
    cases.put(
        of(Kind.NUMBER_DOUBLE),
        List.of(
            integer(-(1L << 53), "-9.007199254740992e+15"),
            number("11E-1", "1.1"),
            number("-1E-7", "-1e-07"),
            number("1E22", "1e+22"),
            number("17976931348623157E292", "1.7976931348623157e+308"),
            number("30000000000000004E-17", "0.30000000000000004"),
            number("123456789012345E-20", "1.23456789012345e-06")));
    cases.put(
        of(Kind.TEXT_DOUBLE),
        List.of(same("0"), same("0.5"), same("-12.25"), same("0.000123"), same("123456789012345")));
  }

  private static void moments(Map<Conversion, List<Golden>> cases) {
    cases.put(
        of(Kind.EPOCH_SECONDS),
        List.of(
            integer(0, "1970-01-01 00:00:00+00"),
            integer(-62135596800L, "0001-01-01 00:00:00+00"),
            integer(253402300799L, "9999-12-31 23:59:59+00")));
    cases.put(
        of(Kind.EPOCH_MILLIS),
        List.of(
            integer(-1, "1969-12-31 23:59:59.999+00"),
            integer(951827696789L, "2000-02-29 12:34:56.789+00")));
    cases.put(
        of(Kind.JULIAN_DAY),
        List.of(
            real(2440587.5, "1970-01-01 00:00:00+00"),
            real(2460311.0000115740, "2024-01-01 12:00:01+00"),
            real(2460311.1, "2024-01-01 14:24:00+00")));
    cases.put(
        of(Kind.TEXT_DATE),
        List.of(same("0001-01-01"), same("2000-02-29"), same("1900-02-28"), same("9999-12-31")));
    cases.put(
        form('T', Fraction.NONE, Zone.Z),
        List.of(text("2024-02-29T23:59:59Z", "2024-02-29 23:59:59+00")));
    cases.put(
        form(' ', Fraction.DIGITS_6, Zone.PLUS_00_00),
        List.of(
            text("9999-12-31 23:59:59.999999+00:00", "9999-12-31 23:59:59.999999+00"),
            text("0001-01-01 00:00:00.000000+00:00", "0001-01-01 00:00:00+00"),
            text("1999-12-31 23:59:59.000001+00:00", "1999-12-31 23:59:59.000001+00")));
    cases.put(
        form(' ', Fraction.DIGITS_1, Zone.NONE),
        List.of(text("1969-07-20 20:17:40.5", "1969-07-20 20:17:40.5+00")));
    cases.put(
        form('T', Fraction.GROUPS_OF_THREE, Zone.Z),
        List.of(
            text("2024-01-01T00:00:00Z", "2024-01-01 00:00:00+00"),
            text("2024-01-01T00:00:00.120Z", "2024-01-01 00:00:00.12+00"),
            text("2024-01-01T00:00:00.000001Z", "2024-01-01 00:00:00.000001+00")));
    cases.put(
        new Conversion(
            Kind.TEXT_TIMESTAMP, new TimestampForm('T', Fraction.SIX_OR_NONE, Zone.NONE)),
        List.of(
            text("2024-01-01T00:00:00", "2024-01-01 00:00:00"),
            text("2024-01-01T00:00:00.100000", "2024-01-01 00:00:00.1")));
  }

  private static Conversion form(char separator, Fraction fraction, Zone zone) {
    return new Conversion(Kind.TEXT_TIMESTAMPTZ, new TimestampForm(separator, fraction, zone));
  }

  private static void decimals(Map<Conversion, List<Golden>> cases) {
    String huge = "9".repeat(131_072);
    cases.put(
        of(Kind.NUMBER_DECIMAL),
        List.of(
            integer(Long.MIN_VALUE, "-9223372036854775808"),
            integer(10_000, "10000"),
            integer(0, "0"),
            number("11E-1", "1.1"),
            number("-1E-5", "-0.00001"),
            number("9223372036854775808E0", "9223372036854775808"),
            number("1E20", "100000000000000000000"),
            number("12345678901234567890123E-7", "1234567890123456.7890123"),
            number("1E-16383", "0." + "0".repeat(16_382) + "1"),
            number("1E131071", "1" + "0".repeat(131_071))));
    cases.put(
        of(Kind.TEXT_DECIMAL),
        List.of(
            same("0"),
            same("0.00"),
            same("1.10"),
            same("-0.10"),
            same("100000.000"),
            same("12345.6789"),
            same("0.00001"),
            same("9223372036854775808"),
            same(huge),
            same("0." + "1".repeat(16_383))));
  }

  private static void texts(Map<Conversion, List<Golden>> cases) {
    String long100k = "é".repeat(50_000) + "\uD83D\uDE00";
    cases.put(
        of(Kind.TEXT), List.of(same(""), same(" a\tb\n"), same("\uD83D\uDE00ü"), same(long100k)));
    cases.put(
        of(Kind.TEXT_ESCAPED),
        List.of(same(""), text("a\0b\\c\0", "a\\0b\\\\c\\0"), same("plain")));
    String uuid = "00112233-4455-6677-8899-aabbccddeeff";
    byte[] uuidBytes = java.util.HexFormat.of().parseHex(uuid.replace("-", ""));
    cases.put(
        of(Kind.TEXT_UUID), List.of(same(uuid), same("ffffffff-ffff-ffff-ffff-ffffffffffff")));
    cases.put(of(Kind.BYTES_UUID), List.of(new Golden(new Value.Bytes(uuidBytes, false), uuid)));
    byte[] large = new byte[70_000];
    cases.put(
        of(Kind.BYTES),
        List.of(
            new Golden(new Value.Bytes(new byte[0], false), "\\x"),
            new Golden(new Value.Bytes(new byte[] {0, -1, 92}, false), "\\x00ff5c"),
            new Golden(new Value.Bytes(large, false), "\\x" + "00".repeat(70_000))));
    cases.put(
        of(Kind.TEXT_BYTES),
        List.of(
            text("a\0", "\\x6100"),
            new Golden(new Value.Bytes(new byte[] {-1, 'a'}, true), "\\xff61")));
  }

  private static void json(Map<Conversion, List<Golden>> cases) {
    cases.put(
        of(Kind.TEXT_JSONB),
        List.of(
            text(
                "{\"b\":1.10,\"a\":[null,true,\"\\ud83d\\ude00\"]}",
                "{\"a\": [null, true, \"\uD83D\uDE00\"], \"b\": 1.10}"),
            text(" 12345678901234567890.5e2 ", "1234567890123456789050"),
            text("{\"a\":{\"a\":1},\"b\":{\"a\":1}}", "{\"a\": {\"a\": 1}, \"b\": {\"a\": 1}}"),
            text(
                "[" + "[".repeat(998) + "]".repeat(998) + "]", "[".repeat(999) + "]".repeat(999))));
    cases.put(
        of(Kind.TEXT_JSON),
        List.of(same("{\"a\":1,\"a\":\"\\u0000\"}"), same(" [1E400, \"\\ud800\"] ")));
    cases.put(of(Kind.JSONB), List.of(new Golden(new Value.Json("[1,{}]"), "[1, {}]")));
    cases.put(
        of(Kind.JSON),
        List.of(new Golden(new Value.Json("{\"a\":1, \"a\":2}"), "{\"a\":1, \"a\":2}")));
  }

  private static void mixed(Map<Conversion, List<Golden>> cases) {
    cases.put(
        of(Kind.MIXED_TEXT),
        List.of(
            integer(-5, "-5"),
            real(1.0, "1.0"),
            real(1e-7, "1.0E-7"),
            real(Double.NEGATIVE_INFINITY, "-Infinity"),
            same("007"),
            same("1e5"),
            same("-0"),
            same("9223372036854775808"),
            same("")));
    cases.put(
        of(Kind.MIXED_JSON),
        List.of(
            integer(-5, "-5"),
            number("11E-1", "11E-1"),
            number("0", "0E0"),
            real(1.0, "1.0"),
            real(-0.0, "-0.0"),
            real(Double.NaN, "{\"$double\":\"NaN\"}"),
            new Golden(new Value.Bool(true), "true"),
            text("a\"\\\0\n", "\"a\\\"\\\\\\u0000\\u000a\""),
            text("5", "\"5\""),
            new Golden(new Value.Bytes(new byte[] {1, 2}, false), "{\"$bytes\":\"AQI=\"}"),
            new Golden(new Value.Bytes(new byte[] {-1}, true), "{\"$malformed\":\"/w==\"}"),
            new Golden(new Value.Json("{\"a\":1, \"a\":2}"), "{\"a\":1, \"a\":2}")));
  }
}
