package dev.crossfade.postgres.bulk;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.LoadFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not come back the same is refused before the server sees it, with its reason. */
class MisfitTest {
  private static LoadFixture fixture;
  private static int tables;

  record Misfits(Conversion conversion, ErrorCode code, List<Value> values) {}

  @BeforeAll
  static void open() {
    fixture = new LoadFixture();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static Misfits texts(Kind kind, ErrorCode code, String... texts) {
    return texts(Conversion.of(kind), code, texts);
  }

  private static Misfits texts(Conversion conversion, ErrorCode code, String... texts) {
    return new Misfits(
        conversion, code, Stream.of(texts).map(text -> (Value) new Value.Text(text)).toList());
  }

  private static Misfits values(Kind kind, ErrorCode code, Value... values) {
    return new Misfits(Conversion.of(kind), code, List.of(values));
  }

  private static Conversion form(char separator, Fraction fraction, Zone zone) {
    return new Conversion(Kind.TEXT_TIMESTAMPTZ, new TimestampForm(separator, fraction, zone));
  }

  static Stream<Misfits> misfits() {
    return Stream.of(kinds(), numbers(), texts(), moments(), json()).flatMap(List::stream);
  }

  private static List<Misfits> kinds() {
    Value text = new Value.Text("1");
    Value bytes = new Value.Bytes(new byte[3], false);
    Value malformed = new Value.Bytes(new byte[] {-1}, true);
    return List.of(
        values(Kind.INTEGER, ErrorCode.CF_5002, text, new Value.Real(1), new Value.Bool(true)),
        values(Kind.DOUBLE, ErrorCode.CF_5002, new Value.Int(1), new Value.Decimal("1E0")),
        values(Kind.TEXT, ErrorCode.CF_5002, new Value.Int(1), bytes, new Value.Json("{}")),
        values(Kind.TEXT, ErrorCode.CF_5004, malformed),
        values(Kind.TEXT_DATE, ErrorCode.CF_5004, malformed),
        values(Kind.BYTES, ErrorCode.CF_5002, text, malformed),
        values(Kind.TEXT_BYTES, ErrorCode.CF_5002, bytes),
        values(Kind.BYTES_UUID, ErrorCode.CF_5015, bytes),
        values(Kind.JSONB, ErrorCode.CF_5002, text),
        values(Kind.BOOLEAN, ErrorCode.CF_5002, new Value.Int(1)),
        values(Kind.MIXED_TEXT, ErrorCode.CF_5002, bytes, new Value.Bool(true)),
        values(Kind.INTEGER_DOUBLE, ErrorCode.CF_5002, new Value.Decimal("11E-1")),
        values(Kind.NUMBER_DOUBLE, ErrorCode.CF_5002, new Value.Real(1.5)),
        values(Kind.NUMBER_DECIMAL, ErrorCode.CF_5002, new Value.Real(1.5)));
  }

  private static List<Misfits> numbers() {
    return List.of(
        values(Kind.INTEGER_FLAG, ErrorCode.CF_5014, new Value.Int(2), new Value.Int(-1)),
        values(
            Kind.INTEGER_DOUBLE,
            ErrorCode.CF_5012,
            new Value.Int((1L << 53) + 1),
            new Value.Int(Long.MIN_VALUE)),
        values(Kind.INTEGER_DOUBLE, ErrorCode.CF_5024, new Value.Real(5), new Value.Real(0)),
        values(
            Kind.NUMBER_DOUBLE,
            ErrorCode.CF_5012,
            new Value.Decimal("30000000000000001E-17"),
            new Value.Decimal("1E400"),
            new Value.Decimal("1E-400"),
            new Value.Decimal("123456789012345678E-18")),
        values(Kind.NUMBER_DOUBLE, ErrorCode.CF_5024, new Value.Decimal("5E0")),
        values(
            Kind.NUMBER_DECIMAL,
            ErrorCode.CF_5013,
            new Value.Decimal("1E131072"),
            new Value.Decimal("1E-16384")),
        values(
            Kind.NUMBER_DECIMAL,
            ErrorCode.CF_5024,
            new Value.Decimal("0"),
            new Value.Decimal("9223372036854775807E0")),
        texts(Kind.TEXT_INTEGER, ErrorCode.CF_5005, "", "-", "007", "-0", "+1", "1 ", "1.0"),
        texts(Kind.TEXT_INTEGER, ErrorCode.CF_5005, "9223372036854775808", "-9223372036854775809"),
        texts(
            Kind.TEXT_DOUBLE,
            ErrorCode.CF_5006,
            "",
            "1.50",
            "1.",
            ".5",
            "-0",
            "1e5",
            "00.5",
            "NaN",
            "0.00001",
            "1234567890123456"),
        texts(Kind.TEXT_DECIMAL, ErrorCode.CF_5007, "", "-", ".", "1.", ".5", "01", "-0.0", "1e5"),
        texts(Kind.TEXT_DECIMAL, ErrorCode.CF_5013, "1" + "0".repeat(131_072)),
        texts(Kind.MIXED_TEXT, ErrorCode.CF_5022, "5", "-5", "1.0", "1.0E-7", "Infinity", "NaN"));
  }

  private static List<Misfits> texts() {
    return List.of(
        texts(Kind.TEXT, ErrorCode.CF_5003, "\0", "1234567\0", "12345678\0", "a\0bcdefghij"),
        texts(Kind.MIXED_TEXT, ErrorCode.CF_5003, "a\0"),
        texts(Kind.TEXT_T_F, ErrorCode.CF_5014, "", "T", "true", "y"),
        texts(Kind.TEXT_Y_N, ErrorCode.CF_5014, "y", "t"),
        texts(Kind.TEXT_TRUE_FALSE, ErrorCode.CF_5014, "True", "t", ""),
        texts(
            Kind.TEXT_UUID,
            ErrorCode.CF_5015,
            "00112233-4455-6677-8899-AABBCCDDEEFF",
            "00112233445566778899aabbccddeeff",
            "00112233-4455-6677-8899-aabbccddeefg",
            "001122334-455-6677-8899-aabbccddeeff"));
  }

  private static List<Misfits> moments() {
    Conversion millis = form('T', Fraction.DIGITS_3, Zone.Z);
    Conversion plain = form(' ', Fraction.NONE, Zone.NONE);
    return List.of(
        texts(
            Kind.TEXT_DATE, ErrorCode.CF_5009, "2024-1-01", "2024/01/01", "20240101", "2024-01-0x"),
        texts(
            Kind.TEXT_DATE,
            ErrorCode.CF_5010,
            "2024-02-30",
            "1900-02-29",
            "2024-13-01",
            "0000-01-01"),
        texts(
            millis,
            ErrorCode.CF_5008,
            "2024-01-01 00:00:00.000Z",
            "2024-01-01T00:00:00.00Z",
            "2024-01-01T00:00:00,000Z",
            "2024-01-01T00:00:00.000+00:00",
            "2024-01-01T00:00:00.000z",
            "2024-01-01T00:00:00.000",
            "2024-01-01T00:00:00.00:Z",
            ""),
        texts(millis, ErrorCode.CF_5010, "2024-01-01T24:00:00.000Z", "2024-01-01T23:59:60.000Z"),
        texts(plain, ErrorCode.CF_5010, "2023-02-29 00:00:00", "2024-04-31 00:00:00"),
        texts(plain, ErrorCode.CF_5008, "2024-04-30 00:00:00.0", "+024-04-30 00:00:00"),
        texts(
            form('T', Fraction.GROUPS_OF_THREE, Zone.Z),
            ErrorCode.CF_5008,
            "2024-01-01T00:00:00.000Z",
            "2024-01-01T00:00:00.120000Z"),
        texts(
            form('T', Fraction.SIX_OR_NONE, Zone.PLUS_00_00),
            ErrorCode.CF_5008,
            "2024-01-01T00:00:00.000000+00:00",
            "2024-01-01T00:00:00+01:00"),
        values(
            Kind.EPOCH_SECONDS,
            ErrorCode.CF_5011,
            new Value.Int(253402300800L),
            new Value.Int(-62135596801L),
            new Value.Int(Long.MIN_VALUE)),
        values(Kind.EPOCH_MILLIS, ErrorCode.CF_5011, new Value.Int(Long.MAX_VALUE)),
        values(
            Kind.JULIAN_DAY,
            ErrorCode.CF_5011,
            new Value.Real(0),
            new Value.Real(Double.NaN),
            new Value.Real(1e300)));
  }

  private static List<Misfits> json() {
    return List.of(
        texts(
            Kind.TEXT_JSONB,
            ErrorCode.CF_5016,
            "",
            "{",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "01",
            "1.",
            "nul",
            "[1] 2",
            "\"a\nb\"",
            "\"\\x\""),
        texts(Kind.TEXT_JSON, ErrorCode.CF_5016, "'a'", "[\"\\u12g4\"]", "-", "\t"),
        texts(
            Kind.TEXT_JSONB,
            ErrorCode.CF_5017,
            "{\"a\":1,\"a\":1}",
            "{\"b\":{},\"a\":1,\"\\u0061\":2}",
            "[{\"x\":{\"a\":1,\"b\":[],\"a\":2}}]"),
        texts(
            Kind.TEXT_JSONB,
            ErrorCode.CF_5018,
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud800x\"",
            "{\"\\u0000\":1}"),
        texts(Kind.TEXT_JSONB, ErrorCode.CF_5019, "[".repeat(1001) + "]".repeat(1001)),
        texts(Kind.TEXT_JSON, ErrorCode.CF_5019, "[".repeat(1001) + "]".repeat(1001)),
        texts(
            Kind.TEXT_JSONB,
            ErrorCode.CF_5021,
            "1e131072",
            "0.1e131073",
            "1e-16384",
            "[0.1e-16383]",
            "1e99999999999999999999"),
        values(
            Kind.MIXED_JSON,
            ErrorCode.CF_5025,
            new Value.Json("5"),
            new Value.Json("{\"$bytes\":\"AA==\"}")),
        values(Kind.MIXED_JSON, ErrorCode.CF_5016, new Value.Json("{")));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void aValueThatWouldNotComeBackIsRefused(Misfits misfits) {
    CollectionPlan plan =
        plan(
            "misfits_" + tables++,
            List.of("id"),
            column("id", Conversion.of(Kind.INTEGER), false),
            column("value", misfits.conversion(), true));
    fixture.createTable(plan);
    List<List<Value>> rows = new ArrayList<>();
    for (Value value : misfits.values()) {
      rows.add(List.of(new Value.Int(rows.size()), value));
    }
    rows.add(List.of(new Value.Int(-1), new Value.Null()));
    List<RejectedRecord> rejected = fixture.load(plan, rows);
    for (int i = 0; i < misfits.values().size(); i++) {
      String value = misfits.values().get(i).toString();
      String shown = value.substring(0, Math.min(80, value.length()));
      assertThat(rejected.size()).as(shown).isGreaterThan(i);
      assertThat(rejected.get(i).locator()).as(shown).isEqualTo("id=" + i);
      assertThat(rejected.get(i).code()).as(shown).isEqualTo(misfits.code());
      assertThat(rejected.get(i).column()).isEqualTo("value");
    }
    assertThat(fixture.lines("SELECT id FROM staging." + plan.target())).containsExactly("-1");
  }
}
