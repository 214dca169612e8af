package dev.crossfade.postgres.readback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.value.Value;
import dev.crossfade.core.value.Value.Bool;
import dev.crossfade.core.value.Value.Bytes;
import dev.crossfade.core.value.Value.Decimal;
import dev.crossfade.core.value.Value.Int;
import dev.crossfade.core.value.Value.Json;
import dev.crossfade.core.value.Value.Null;
import dev.crossfade.core.value.Value.Real;
import dev.crossfade.core.value.Value.Text;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Literals of SQL go in, raw values come out: written by hand for each kind of conversion. */
final class EachKindTest {
  private static final String THOUSAND_DIGITS = "12345678901234567890".repeat(50);

  private static ScratchDatabase database;

  @BeforeAll
  static void create() {
    database = ScratchServer.createDatabase();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void readsBack(Conversion conversion, String literal, Value expected) throws SQLException {
    assertThat(readBack(conversion, literal)).isEqualTo(expected);
  }

  @Test
  void everyKindHasACaseAndGivesNullForNull() throws SQLException {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Arguments arguments : (Iterable<Arguments>) cases()::iterator) {
      kinds.add(((Conversion) arguments.get()[0]).kind());
    }
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
    for (Kind kind : Kind.values()) {
      TimestampForm form = new TimestampForm('T', Fraction.NONE, Zone.Z);
      Conversion conversion = new Conversion(kind, kind.needsTimestampForm() ? form : null);
      assertThat(readBack(conversion, "NULL")).as(kind.name()).isEqualTo(new Null());
    }
  }

  private static Value readBack(Conversion conversion, String literal) throws SQLException {
    Tables.execute(
        database,
        "DROP TABLE IF EXISTS one",
        "SET timezone = 'UTC'",
        "CREATE TABLE one (v " + conversion.type() + ")",
        "INSERT INTO one VALUES (" + literal + ")");
    CollectionPlan plan = Tables.plan("one", List.of(), Tables.column("v", conversion, true));
    return Tables.rows(database, plan, KeyRange.ALL).get(0).get(0);
  }

  static Stream<Arguments> cases() {
    Cases cases = new Cases();
    cases.numbers();
    cases.numerics();
    cases.flags();
    cases.moments();
    cases.timestamps();
    cases.texts();
    cases.json();
    cases.mixed();
    return cases.all.stream();
  }

  /** The table of cases, in parts. */
  private static final class Cases {
    final List<Arguments> all = new ArrayList<>();

    private void is(Kind kind, String literal, Value expected) {
      all.add(Arguments.of(Conversion.of(kind), literal, expected));
    }

    private void text(Kind kind, String literal, String expected) {
      is(kind, literal, new Text(expected));
    }

    private void form(String id, String literal, String expected) {
      TimestampForm form = TimestampForm.ofId(id);
      all.add(
          Arguments.of(new Conversion(Kind.TEXT_TIMESTAMPTZ, form), literal, new Text(expected)));
      if (id.endsWith(",none")) {
        all.add(
            Arguments.of(new Conversion(Kind.TEXT_TIMESTAMP, form), literal, new Text(expected)));
      }
    }

    void numbers() {
      for (long value : new long[] {0, 1, -1, 10, -10, Long.MAX_VALUE, Long.MIN_VALUE}) {
        is(Kind.INTEGER, "'" + value + "'", new Int(value));
        text(Kind.TEXT_INTEGER, "'" + value + "'", Long.toString(value));
        is(Kind.NUMBER_DECIMAL, "'" + value + "'", new Int(value));
        is(Kind.MIXED_TEXT, "'" + value + "'", new Int(value));
        is(Kind.MIXED_JSON, "'" + value + "'", new Int(value));
      }
      for (double value : new double[] {0.1, -0.0, 1e300, Double.MIN_VALUE, 1 / 3.0, -1e-7}) {
        is(Kind.DOUBLE, "'" + value + "'", new Real(value));
        is(Kind.INTEGER_DOUBLE, "'" + value + "'", new Real(value));
        is(Kind.MIXED_TEXT, "'" + value + "'", new Real(value));
        is(Kind.MIXED_JSON, "'" + value + "'", new Real(value));
      }
      double infinity = Double.POSITIVE_INFINITY;
      is(Kind.DOUBLE, "'NaN'", new Real(Double.NaN));
      is(Kind.DOUBLE, "'-Infinity'", new Real(-infinity));
      is(Kind.DOUBLE, "5", new Real(5));
      is(Kind.INTEGER_DOUBLE, "5", new Int(5));
      is(Kind.INTEGER_DOUBLE, "9007199254740992", new Int(1L << 53));
      is(Kind.INTEGER_DOUBLE, "-9007199254740994", new Real(-9007199254740994.0));
      is(Kind.INTEGER_DOUBLE, "'Infinity'", new Real(infinity));
      is(Kind.NUMBER_DOUBLE, "-7", new Int(-7));
      is(Kind.NUMBER_DOUBLE, "1.5", new Decimal("15E-1"));
      is(Kind.NUMBER_DOUBLE, "-1e300", new Decimal("-1E300"));
      for (String plain :
          List.of(
              "0",
              "5",
              "-12.25",
              "0.1",
              "0.0001",
              "123456789012345",
              "-0.123456789012345",
              "1000",
              "33333.1",
              "99999999999999.9",
              "0.002",
              "300")) {
        text(Kind.TEXT_DOUBLE, plain, plain);
      }
      text(Kind.TEXT_DOUBLE, "1e15", "1.0E15");
      text(Kind.TEXT_DOUBLE, "0.00005", "5.0E-5");
      text(Kind.TEXT_DOUBLE, "'-0'", "-0.0");
      text(Kind.TEXT_DOUBLE, "0.1234567890123456", "0.1234567890123456");
      is(Kind.NUMBER_DOUBLE, "8.41e21", new Decimal("841E19"));
      is(Kind.NUMBER_DOUBLE, "2e-3", new Decimal("2E-3"));
      is(Kind.NUMBER_DOUBLE, "'5e-324'", new Decimal("5E-324"));
      is(Kind.NUMBER_DOUBLE, "'1.7976931348623157e308'", new Decimal("17976931348623157E292"));
      is(Kind.NUMBER_DOUBLE, "0.1", new Decimal("1E-1"));
      is(Kind.NUMBER_DOUBLE, "'-0'", new Real(-0.0));
      is(Kind.NUMBER_DOUBLE, "'NaN'", new Real(Double.NaN));
      text(Kind.TEXT_DOUBLE, "'Infinity'", "Infinity");
    }

    void numerics() {
      for (String value :
          List.of(
              "0",
              "0.00",
              "1.10",
              "-0.5",
              "0.0000",
              "100",
              "0.00001234",
              "10000",
              "100000000.00010000",
              "-99999999",
              THOUSAND_DIGITS,
              "0." + THOUSAND_DIGITS,
              THOUSAND_DIGITS + "." + THOUSAND_DIGITS,
              "1" + "0".repeat(1000))) {
        text(Kind.TEXT_DECIMAL, "'" + value + "'", value);
      }
      text(Kind.TEXT_DECIMAL, "'NaN'", "NaN");
      text(Kind.TEXT_DECIMAL, "'-Infinity'", "-Infinity");
      is(Kind.NUMBER_DECIMAL, "1.10", new Decimal("11E-1"));
      is(Kind.NUMBER_DECIMAL, "-0.00001234", new Decimal("-1234E-8"));
      is(Kind.NUMBER_DECIMAL, "0.000", new Int(0));
      is(Kind.NUMBER_DECIMAL, "1.000", new Int(1));
      is(Kind.NUMBER_DECIMAL, "1000000", new Int(1_000_000));
      is(Kind.NUMBER_DECIMAL, "9223372036854775808", new Decimal("9223372036854775808E0"));
      is(Kind.NUMBER_DECIMAL, "-9223372036854775809", new Decimal("-9223372036854775809E0"));
      is(Kind.NUMBER_DECIMAL, "1e19", new Decimal("1E19"));
      is(Kind.NUMBER_DECIMAL, "1e18", new Int(1_000_000_000_000_000_000L));
      is(Kind.NUMBER_DECIMAL, "100010000.0001", new Decimal("1000100000001E-4"));
      is(Kind.NUMBER_DECIMAL, "'NaN'", new Real(Double.NaN));
      is(Kind.NUMBER_DECIMAL, "'Infinity'", new Real(Double.POSITIVE_INFINITY));
      String digits = THOUSAND_DIGITS.substring(0, 999);
      is(Kind.NUMBER_DECIMAL, "'" + THOUSAND_DIGITS + "'", new Decimal(digits + "E1"));
      is(Kind.NUMBER_DECIMAL, "'0." + THOUSAND_DIGITS + "'", new Decimal(digits + "E-999"));
    }

    void flags() {
      is(Kind.INTEGER_FLAG, "true", new Int(1));
      is(Kind.INTEGER_FLAG, "false", new Int(0));
      is(Kind.BOOLEAN, "true", new Bool(true));
      is(Kind.BOOLEAN, "false", new Bool(false));
      text(Kind.TEXT_T_F, "true", "t");
      text(Kind.TEXT_T_F, "false", "f");
      text(Kind.TEXT_Y_N, "true", "Y");
      text(Kind.TEXT_Y_N, "false", "N");
      text(Kind.TEXT_TRUE_FALSE, "true", "true");
      text(Kind.TEXT_TRUE_FALSE, "false", "false");
    }

    void moments() {
      is(Kind.EPOCH_SECONDS, "'1970-01-01 00:00:00+00'", new Int(0));
      is(Kind.EPOCH_SECONDS, "'1969-12-31 23:59:59+00'", new Int(-1));
      is(Kind.EPOCH_SECONDS, "'2024-02-29 12:00:00+00'", new Int(1_709_208_000));
      is(Kind.EPOCH_SECONDS, "'294276-12-31 23:59:59+00'", new Int(9_224_318_015_999L));
      is(Kind.EPOCH_SECONDS, "'2024-02-29 12:00:00.5+00'", new Decimal("17092080005E-1"));
      is(Kind.EPOCH_SECONDS, "'infinity'", new Real(Double.POSITIVE_INFINITY));
      is(Kind.EPOCH_MILLIS, "'1969-12-31 23:59:59.999+00'", new Int(-1));
      is(Kind.EPOCH_MILLIS, "'2024-02-29 12:00:00.001+00'", new Int(1_709_208_000_001L));
      is(Kind.EPOCH_MILLIS, "'1970-01-01 00:00:00.000001+00'", new Decimal("1E-3"));
      is(Kind.EPOCH_MILLIS, "'-infinity'", new Real(Double.NEGATIVE_INFINITY));
      is(Kind.JULIAN_DAY, "'2000-01-01 12:00:00+00'", new Real(2_451_545.0));
      is(Kind.JULIAN_DAY, "'1970-01-01 00:00:00+00'", new Real(2_440_587.5));
      // As SQLite 3.40.1 gives julianday() of both.
      is(Kind.JULIAN_DAY, "'2024-02-29 12:34:56+00'", new Real(2_460_370.0242592595));
      is(Kind.JULIAN_DAY, "'2024-02-29 12:34:56.789+00'", new Real(2_460_370.024268391));
      is(Kind.JULIAN_DAY, "'4714-11-24 12:00:00+00 BC'", new Real(0.0));
      is(Kind.JULIAN_DAY, "'infinity'", new Real(Double.POSITIVE_INFINITY));
      text(Kind.TEXT_DATE, "'2024-02-29'", "2024-02-29");
      text(Kind.TEXT_DATE, "'0001-01-01'", "0001-01-01");
      text(Kind.TEXT_DATE, "'9999-12-31'", "9999-12-31");
      text(Kind.TEXT_DATE, "'0001-12-31 BC'", "0000-12-31");
      text(Kind.TEXT_DATE, "'4714-11-24 BC'", "-4713-11-24");
      text(Kind.TEXT_DATE, "'5874897-12-31'", "5874897-12-31");
      text(Kind.TEXT_DATE, "'1900-03-01'", "1900-03-01");
      text(Kind.TEXT_DATE, "'infinity'", "infinity");
      text(Kind.TEXT_DATE, "'-infinity'", "-infinity");
    }

    void timestamps() {
      String noon = "'2024-02-29 12:34:56+00'";
      String micros = "'2024-02-29 12:34:56.123456+00'";
      String millis = "'2024-02-29 12:34:56.120+00'";
      form("t,none,z", noon, "2024-02-29T12:34:56Z");
      form("space,none,none", noon, "2024-02-29 12:34:56");
      form("space,none,none", millis, "2024-02-29 12:34:56.120000");
      form("t,digits_1,plus_00_00", noon, "2024-02-29T12:34:56.0+00:00");
      form("t,digits_2,z", millis, "2024-02-29T12:34:56.12Z");
      form("t,digits_3,z", millis, "2024-02-29T12:34:56.120Z");
      form("t,digits_3,z", micros, "2024-02-29T12:34:56.123456Z");
      form("t,digits_4,none", millis, "2024-02-29T12:34:56.1200");
      form("t,digits_5,none", micros, "2024-02-29T12:34:56.123456");
      form("space,digits_6,none", noon, "2024-02-29 12:34:56.000000");
      form("t,six_or_none,plus_00_00", noon, "2024-02-29T12:34:56+00:00");
      form("t,six_or_none,plus_00_00", millis, "2024-02-29T12:34:56.120000+00:00");
      form("t,groups_of_three,z", noon, "2024-02-29T12:34:56Z");
      form("t,groups_of_three,z", millis, "2024-02-29T12:34:56.120Z");
      form("t,groups_of_three,z", micros, "2024-02-29T12:34:56.123456Z");
      form("t,none,none", "'0001-01-01 00:00:00+00'", "0001-01-01T00:00:00");
      form("t,none,none", "'9999-12-31 23:59:59+00'", "9999-12-31T23:59:59");
      form("t,none,none", "'1969-12-31 23:59:59+00'", "1969-12-31T23:59:59");
      form("t,digits_6,none", "'1999-12-31 23:59:59.999999+00'", "1999-12-31T23:59:59.999999");
      form("t,none,z", "'0044-03-15 12:00:00+00 BC'", "-0043-03-15T12:00:00Z");
      form("t,none,z", "'294276-12-31 23:59:59+00'", "294276-12-31T23:59:59Z");
      form("t,none,z", "'infinity'", "infinity");
      form("t,none,z", "'-infinity'", "-infinity");
    }

    void texts() {
      text(Kind.TEXT, "''", "");
      text(Kind.TEXT, "'äß€😀'", "äß€😀");
      text(
          Kind.TEXT_UUID,
          "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A1F'",
          "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1f");
      is(
          Kind.BYTES_UUID,
          "'000102030405060708090a0b0c0d0eff'",
          bytes("000102030405060708090a0b0c0d0eff"));
      is(Kind.BYTES, "'\\x'", bytes(""));
      is(Kind.BYTES, "'\\x00ff80'", bytes("00ff80"));
      text(Kind.TEXT_BYTES, "'\\x6100c3a4'", "a\0ä");
      is(Kind.TEXT_BYTES, "'\\x61c3'", new Bytes(new byte[] {'a', (byte) 0xc3}, true));
      text(Kind.TEXT_ESCAPED, "'plain'", "plain");
      text(Kind.TEXT_ESCAPED, "'a\\\\b\\0c\\\\0'", "a\\b\0c\\0");
      is(Kind.TEXT_ESCAPED, "'a\\x'", malformed("a\\x"));
      is(Kind.TEXT_ESCAPED, "'a\\'", malformed("a\\"));
    }

    void json() {
      text(
          Kind.TEXT_JSONB,
          "'{\"b\": 1.10, \"a\": [true, null]}'",
          "{\"a\": [true, null], \"b\": 1.10}");
      is(Kind.JSONB, "'[1e2]'", new Json("[100]"));
      text(Kind.TEXT_JSON, "' {\"b\":1,  \"b\":2}'", " {\"b\":1,  \"b\":2}");
      is(Kind.JSON, "'{\"b\":1,\"b\":2}'", new Json("{\"b\":1,\"b\":2}"));
    }

    void mixed() {
      for (String other :
          List.of(
              "",
              "-",
              "-0",
              "007",
              "+1",
              "1e5",
              "1.50",
              "NaN",
              "1.",
              ".5",
              "9223372036854775808",
              "0x1p3",
              "1.0f",
              " 1",
              "I",
              "-x",
              "99999999999999999999")) {
        text(Kind.MIXED_TEXT, "'" + other + "'", other);
      }
      is(Kind.MIXED_TEXT, "'-Infinity'", new Real(Double.NEGATIVE_INFINITY));
      is(Kind.MIXED_JSON, "'\"\"'", new Text(""));
      is(
          Kind.MIXED_JSON,
          "'\"a\\u0000\\n\\\"\\\\\\/\\u00e4ä\\ud83d\\ude00\"'",
          new Text("a\0\n\"\\/ää😀"));
      is(Kind.MIXED_JSON, "'\"\\ud83d\"'", new Json("\"\\ud83d\""));
      is(Kind.MIXED_JSON, "'\"\\ude00\\ud83d\"'", new Json("\"\\ude00\\ud83d\""));
      is(Kind.MIXED_JSON, "'true'", new Bool(true));
      is(Kind.MIXED_JSON, "'false'", new Bool(false));
      is(Kind.MIXED_JSON, "'null'", new Json("null"));
      is(Kind.MIXED_JSON, "'11E-1'", new Decimal("11E-1"));
      is(Kind.MIXED_JSON, "'18446744073709551616'", new Decimal("18446744073709551616E0"));
      is(Kind.MIXED_JSON, "'-0'", new Decimal("0"));
      is(Kind.MIXED_JSON, "'{\"$bytes\":\"AP+A\"}'", bytes("00ff80"));
      is(Kind.MIXED_JSON, "'{\"$bytes\":\"\"}'", bytes(""));
      is(Kind.MIXED_JSON, "'{\"$malformed\":\"gA==\"}'", new Bytes(new byte[] {-128}, true));
      is(Kind.MIXED_JSON, "'{\"$malformed\":\"YQ==\"}'", new Json("{\"$malformed\":\"YQ==\"}"));
      is(Kind.MIXED_JSON, "'{\"$bytes\":\"gB==\"}'", new Json("{\"$bytes\":\"gB==\"}"));
      is(Kind.MIXED_JSON, "'{\"$bytes\": \"gA==\"}'", new Json("{\"$bytes\": \"gA==\"}"));
      is(Kind.MIXED_JSON, "'{\"$double\":\"Infinity\"}'", new Real(Double.POSITIVE_INFINITY));
      is(Kind.MIXED_JSON, "'{\"$double\":\"-Infinity\"}'", new Real(Double.NEGATIVE_INFINITY));
      is(Kind.MIXED_JSON, "'{\"$double\":\"NaN\"}'", new Real(Double.NaN));
      is(Kind.MIXED_JSON, "'{\"$double\":\"1.5\"}'", new Json("{\"$double\":\"1.5\"}"));
      is(Kind.MIXED_JSON, "'[1, 2]'", new Json("[1, 2]"));
      is(Kind.MIXED_JSON, "'{}'", new Json("{}"));
    }

    private static Value bytes(String hex) {
      return new Bytes(java.util.HexFormat.of().parseHex(hex), false);
    }

    private static Value malformed(String text) {
      return new Bytes(text.getBytes(StandardCharsets.UTF_8), true);
    }
  }
}
