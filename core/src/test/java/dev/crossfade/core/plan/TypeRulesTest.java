package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceCollector;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeRulesTest {
  private static Evidence evidence(Object... values) {
    RowBatch batch = new RowBatch(64);
    for (Object value : values) {
      batch.beginRow();
      put(batch, value);
    }
    EvidenceCollector collector = new EvidenceCollector(1);
    collector.add(batch);
    return collector.evidence(0);
  }

  private static void put(RowBatch batch, @Nullable Object value) {
    if (value == null) {
      batch.putNull();
    } else if (value instanceof Long number) {
      batch.putLong(number);
    } else if (value instanceof Double number) {
      batch.putDouble(number);
    } else if (value instanceof Boolean truth) {
      batch.putBoolean(truth);
    } else if (value instanceof byte[] bytes) {
      batch.put(Tag.BYTES, bytes, 0, bytes.length);
    } else if (value instanceof Value known) {
      known.putInto(batch);
    } else {
      batch.putText((String) value);
    }
  }

  private static ColumnPlan choose(
      String format, String name, String type, @Nullable String expression, Object... values) {
    ColumnShape column = new ColumnShape(name, type, false, expression, false, evidence(values));
    return TypeRules.choose(column, format, name, false);
  }

  private static Kind sqlite(String name, String type, Object... values) {
    return choose("sqlite", name, type, null, values).conversion().kind();
  }

  private static Kind csv(Object... values) {
    return choose("csv", "c", "", null, values).conversion().kind();
  }

  private static Kind json(Object... values) {
    return choose("json", "c", "", null, values).conversion().kind();
  }

  private static List<Kind> offers(ColumnPlan plan) {
    return plan.offers().stream().map(offer -> offer.conversion().kind()).toList();
  }

  private static Value number(String normalised) {
    return new Value.Decimal(normalised);
  }

  private static Value malformed() {
    return new Value.Bytes(new byte[] {(byte) 0xff}, true);
  }

  @ParameterizedTest
  @CsvSource({
    "n,INTEGER,INTEGER",
    "is_open,INTEGER,INTEGER_FLAG",
    "isOpen,INTEGER,INTEGER_FLAG",
    "is,INTEGER,INTEGER",
    "island,INTEGER,INTEGER",
    "deleted,INT,INTEGER_FLAG",
    "user_active,INT,INTEGER_FLAG",
    "n,BOOLEAN,INTEGER_FLAG",
    "n,bool,INTEGER_FLAG",
    "count,TINYINT(1),INTEGER",
  })
  void makesZeroAndOneAFlagOnlyWhereTypeOrNameSaySo(String name, String type, Kind kind) {
    assertThat(sqlite(name, type, 0L, 1L, null)).isEqualTo(kind);
  }

  @Test
  void keepsAnIntegerWhereAFlagHoldsATwo() {
    assertThat(sqlite("is_open", "BOOLEAN", 0L, 1L, 2L)).isEqualTo(Kind.INTEGER);
  }

  @Test
  void choosesByTheRawKinds() {
    assertThat(sqlite("x", "REAL", 1.5, -0.0)).isEqualTo(Kind.DOUBLE);
    assertThat(sqlite("x", "BLOB", new byte[3])).isEqualTo(Kind.BYTES);
    assertThat(sqlite("x", "DECIMAL(10,2)", 1L, 2L)).isEqualTo(Kind.NUMBER_DECIMAL);
    assertThat(sqlite("x", "DECIMAL(10,2)", 1L, 2.5)).isEqualTo(Kind.INTEGER_DOUBLE);
    // The next round price will be an integer.
    assertThat(sqlite("x", "DECIMAL(10,2)", 1.25, 2.5)).isEqualTo(Kind.INTEGER_DOUBLE);
    assertThat(sqlite("x", "REAL", 1.25, 2.5)).isEqualTo(Kind.DOUBLE);
    assertThat(sqlite("x", "", 1L, 2.5)).isEqualTo(Kind.INTEGER_DOUBLE);
    assertThat(sqlite("x", "", 1L, 2.0)).isEqualTo(Kind.MIXED_JSON);
    assertThat(sqlite("x", "", (1L << 53) + 1, 2.5)).isEqualTo(Kind.MIXED_JSON);
    assertThat(sqlite("x", "", 1L, "n/a")).isEqualTo(Kind.MIXED_TEXT);
    assertThat(sqlite("x", "", 1L, "2")).isEqualTo(Kind.MIXED_JSON);
    assertThat(sqlite("x", "", 1.5, "1e5")).isEqualTo(Kind.MIXED_JSON);
    assertThat(sqlite("x", "", 1L, "a\u0000")).isEqualTo(Kind.MIXED_JSON);
    assertThat(sqlite("x", "", new byte[1], "a")).isEqualTo(Kind.MIXED_JSON);
    assertThat(sqlite("x", "TEXT", "a", malformed())).isEqualTo(Kind.TEXT_BYTES);
    assertThat(sqlite("x", "TEXT", malformed())).isEqualTo(Kind.TEXT_BYTES);
    assertThat(sqlite("x", "TEXT", 1L, malformed())).isEqualTo(Kind.MIXED_JSON);
  }

  @ParameterizedTest
  @CsvSource({
    "n,TEXT,,TEXT",
    "n,DATETIME,,TEXT_TIMESTAMPTZ",
    "n,timestamp,,TEXT_TIMESTAMPTZ",
    "n,TEXT,datetime('now'),TEXT_TIMESTAMPTZ",
    "n,TEXT,CURRENT_TIMESTAMP,TEXT_TIMESTAMPTZ",
    "created_at,TEXT,,TEXT_TIMESTAMPTZ",
    "createdAt,TEXT,,TEXT_TIMESTAMPTZ",
    "last_update_time,TEXT,,TEXT_TIMESTAMPTZ",
    "data,TEXT,,TEXT",
  })
  void makesTextATimestampOnlyWhereTypeDefaultOrNameSaySo(
      String name, String type, @Nullable String expression, Kind kind) {
    ColumnPlan plan =
        choose("sqlite", name, type, expression, "2024-01-01 10:00:00", "2024-01-02 11:00:00");
    assertThat(plan.conversion().kind()).isEqualTo(kind);
    boolean retyped = kind == Kind.TEXT_TIMESTAMPTZ;
    assertThat(offers(plan)).contains(retyped ? Kind.TEXT : Kind.TEXT_TIMESTAMPTZ);
    assertThat(plan.reason()).startsWith("TEXT, 2 of 2 parse as timestamp 'yyyy-MM-dd HH:mm:ss'");
  }

  @Test
  void keepsTextWhereTimestampsHaveTwoForms() {
    ColumnPlan plan =
        choose("sqlite", "at", "DATETIME", null, "2024-01-01 10:00:00", "2024-01-02T11:00:00");
    assertThat(plan.conversion().kind()).isEqualTo(Kind.TEXT);
    assertThat(plan.offers()).isEmpty();
  }

  @Test
  void findsTheOneFormOfVaryingFractions() {
    Conversion python =
        choose("sqlite", "at", "", null, "2024-01-01T10:00:00", "2024-01-01T10:00:00.000010")
            .conversion();
    assertThat(python.timestamps().id()).isEqualTo("t,six_or_none,none");
    Conversion java =
        choose("json", "at", "", null, "2024-01-01T10:00:00Z", "2024-01-01T10:00:00.010Z")
            .conversion();
    assertThat(java.timestamps().id()).isEqualTo("t,groups_of_three,z");
  }

  @Test
  void appliesWhatTheDeclarationOrTheTextItselfSays() {
    String uuid = "123e4567-e89b-12d3-a456-426614174000";
    assertThat(sqlite("x", "UUID", uuid)).isEqualTo(Kind.TEXT_UUID);
    assertThat(sqlite("x", "TEXT", uuid)).isEqualTo(Kind.TEXT);
    assertThat(sqlite("born", "DATE", "2024-01-01")).isEqualTo(Kind.TEXT_DATE);
    assertThat(sqlite("x", "TEXT", "{\"a\":1}", "[]")).isEqualTo(Kind.TEXT_JSONB);
    assertThat(sqlite("x", "TEXT", "{\"a\":1,\"a\":2}")).isEqualTo(Kind.TEXT);
    assertThat(sqlite("x", "JSON", "{\"a\":1}", "no")).isEqualTo(Kind.TEXT);
  }

  @Test
  void offersTheHabitsOfDriversWithoutApplyingThem() {
    assertThat(offers(choose("sqlite", "x", "INTEGER", null, 1700000000L)))
        .containsExactly(Kind.EPOCH_SECONDS);
    assertThat(offers(choose("sqlite", "x", "INTEGER", null, 1700000000000L)))
        .containsExactly(Kind.EPOCH_MILLIS);
    assertThat(offers(choose("sqlite", "x", "REAL", null, 2460000.75)))
        .containsExactly(Kind.JULIAN_DAY);
    assertThat(offers(choose("sqlite", "x", "TEXT", null, "Y", "N")))
        .containsExactly(Kind.TEXT_Y_N);
    assertThat(offers(choose("sqlite", "x", "TEXT", null, "t", "f")))
        .containsExactly(Kind.TEXT_T_F);
    assertThat(offers(choose("sqlite", "x", "TEXT", null, "1.10", "2.5")))
        .containsExactly(Kind.TEXT_DECIMAL);
    assertThat(offers(choose("sqlite", "x", "BLOB", null, new byte[16])))
        .containsExactly(Kind.BYTES_UUID);
    assertThat(offers(choose("sqlite", "x", "INTEGER", null, 0L, 1L)))
        .containsExactly(Kind.INTEGER_FLAG);
  }

  @Test
  void saysHowManyRowsWithNulWillBeRejected() {
    ColumnPlan plan = choose("sqlite", "created_at", "TEXT", null, "a\u0000b", "c", "\u0000");
    assertThat(plan.conversion().kind()).isEqualTo(Kind.TEXT);
    assertThat(plan.reason()).endsWith("text cannot hold U+0000, so 2 rows will be rejected");
    assertThat(offers(plan)).containsExactly(Kind.TEXT_ESCAPED, Kind.TEXT_BYTES);
  }

  @Test
  void rejectsAFewMalformedTextsRatherThanMakeAColumnBytes() {
    Object[] values = new Object[20];
    java.util.Arrays.fill(values, "name");
    values[3] = malformed();
    values[4] = malformed();
    ColumnPlan plan = choose("sqlite", "name", "TEXT", null, values);
    assertThat(plan.conversion().kind()).isEqualTo(Kind.TEXT);
    assertThat(plan.reason())
        .isEqualTo(
            "18 TEXT and 2 MALFORMED:"
                + " text cannot hold invalid UTF-8, so 2 rows will be rejected");
    assertThat(offers(plan)).containsExactly(Kind.TEXT_BYTES, Kind.MIXED_JSON);
    values[5] = malformed();
    assertThat(sqlite("name", "TEXT", values)).isEqualTo(Kind.TEXT_BYTES);
  }

  @Test
  void letsTheDataDecideInCsv() {
    assertThat(csv("1", "-2", null)).isEqualTo(Kind.TEXT_INTEGER);
    assertThat(csv("1", "02")).isEqualTo(Kind.TEXT);
    assertThat(csv("1", "2.5")).isEqualTo(Kind.TEXT_DOUBLE);
    assertThat(csv("1", "2.50")).isEqualTo(Kind.TEXT_DECIMAL);
    assertThat(csv("true", "false")).isEqualTo(Kind.TEXT_TRUE_FALSE);
    assertThat(csv("2024-01-01")).isEqualTo(Kind.TEXT_DATE);
    assertThat(csv("2024-01-01T00:00:00Z")).isEqualTo(Kind.TEXT_TIMESTAMPTZ);
    assertThat(csv("123e4567-e89b-12d3-a456-426614174000")).isEqualTo(Kind.TEXT_UUID);
    assertThat(csv("")).isEqualTo(Kind.TEXT);
    assertThat(csv("Y")).isEqualTo(Kind.TEXT);
  }

  @Test
  void choosesForJson() {
    assertThat(json(1L, null)).isEqualTo(Kind.INTEGER);
    assertThat(json(true, false)).isEqualTo(Kind.BOOLEAN);
    assertThat(json(1L, number("15E-1"))).isEqualTo(Kind.NUMBER_DOUBLE);
    assertThat(json(number("123456789012345678901E0"))).isEqualTo(Kind.NUMBER_DECIMAL);
    assertThat(json(1L, number("1E200000"))).isEqualTo(Kind.MIXED_JSON);
    assertThat(json(new Value.Json("{}"))).isEqualTo(Kind.JSONB);
    assertThat(json(new Value.Json("{\"a\":1,\"a\":1}"))).isEqualTo(Kind.JSON);
    assertThat(json(new Value.Json("{}"), "x")).isEqualTo(Kind.MIXED_JSON);
    assertThat(json(true, 1L)).isEqualTo(Kind.MIXED_JSON);
    assertThat(json("2024-01-01T00:00:00Z")).isEqualTo(Kind.TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,INTEGER",
    "int(5),INTEGER",
    "UNSIGNED BIG INT,INTEGER",
    "NVARCHAR(70),TEXT",
    "'',TEXT",
    "BLOB,BYTES",
    "REAL,DOUBLE",
    "FLOAT,DOUBLE",
    "DOUBLE PRECISION,DOUBLE",
    "BOOLEAN,INTEGER_FLAG",
    "NUMERIC,NUMBER_DECIMAL",
    "'DECIMAL(10,2)',NUMBER_DECIMAL",
    "DATE,TEXT_DATE",
    "DATETIME,TEXT_TIMESTAMPTZ",
    "JSON,TEXT_JSONB",
    "UUID,TEXT_UUID",
    "odd,TEXT",
    "CLOB,TEXT"
  })
  void typesEmptyColumnsByTheirDeclaration(String type, Kind kind) {
    assertThat(sqlite("x", type, (Object) null)).isEqualTo(kind);
    assertThat(sqlite("x", type)).isEqualTo(kind);
  }

  @Test
  void keepsKeysInOrder() {
    ColumnShape json = new ColumnShape("k", "TEXT", true, null, false, evidence("{}"));
    assertThat(TypeRules.choose(json, "sqlite", "k", true).conversion().kind())
        .isEqualTo(Kind.TEXT);
    ColumnShape times =
        new ColumnShape(
            "at",
            "",
            true,
            null,
            false,
            evidence("2024-01-01T00:00:00Z", "2024-01-01T00:00:00.100Z"));
    assertThat(TypeRules.choose(times, "sqlite", "at", true).conversion().kind())
        .isEqualTo(Kind.TEXT);
    ColumnShape number = new ColumnShape("id", "", false, null, false, evidence("9", "10"));
    ColumnPlan key = TypeRules.choose(number, "csv", "id", true);
    assertThat(key.conversion().kind()).isEqualTo(Kind.TEXT_INTEGER);
    assertThat(key.nullable()).isFalse();
  }

  @Test
  void allowsNullWhereItWasSeenOrIsNotForbidden() {
    ColumnShape lies = new ColumnShape("x", "", true, null, false, evidence(1L, null));
    assertThat(TypeRules.choose(lies, "sqlite", "x", false).nullable()).isTrue();
    ColumnShape strict = new ColumnShape("x", "", true, null, false, evidence(1L));
    assertThat(TypeRules.choose(strict, "sqlite", "x", false).nullable()).isFalse();
    ColumnShape open = new ColumnShape("x", "", false, null, false, evidence(1L));
    assertThat(TypeRules.choose(open, "sqlite", "x", false).nullable()).isTrue();
  }

  @Test
  void widensToTheNarrowestThatBearsEveryValue() {
    assertThat(Widening.of(Conversion.of(Kind.INTEGER_FLAG), evidence(0L, 1L)).kind())
        .isEqualTo(Kind.INTEGER_FLAG);
    assertThat(Widening.of(Conversion.of(Kind.INTEGER_FLAG), evidence(0L, 7L)).kind())
        .isEqualTo(Kind.INTEGER);
    assertThat(Widening.of(Conversion.of(Kind.TEXT_INTEGER), evidence("1", "1.50")).kind())
        .isEqualTo(Kind.TEXT_DECIMAL);
    assertThat(Widening.of(Conversion.of(Kind.TEXT_JSONB), evidence("{\"a\":1,\"a\":1}")).kind())
        .isEqualTo(Kind.TEXT_JSON);
    assertThat(Widening.of(Conversion.of(Kind.TEXT_UUID), evidence("x")).kind())
        .isEqualTo(Kind.TEXT);
    assertThat(Widening.of(Conversion.of(Kind.TEXT), evidence("x\u0000")).kind())
        .isEqualTo(Kind.TEXT_ESCAPED);
    assertThat(Widening.of(Conversion.of(Kind.INTEGER), evidence(1L, "x")).kind())
        .isEqualTo(Kind.MIXED_TEXT);
    assertThat(Widening.of(Conversion.of(Kind.TEXT), evidence("x", malformed())).kind())
        .isEqualTo(Kind.TEXT_BYTES);
    byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
    assertThat(Widening.of(Conversion.of(Kind.TEXT), evidence("x", bytes)).kind())
        .isEqualTo(Kind.MIXED_JSON);
  }
}
