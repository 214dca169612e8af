package dev.crossfade.postgres.readback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.value.DecimalText;
import dev.crossfade.core.value.Value;
import dev.crossfade.core.value.Value.Bytes;
import dev.crossfade.core.value.Value.Decimal;
import dev.crossfade.core.value.Value.Int;
import dev.crossfade.core.value.Value.Null;
import dev.crossfade.core.value.Value.Real;
import dev.crossfade.core.value.Value.Text;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Random values go in as text parameters, which PostgreSQL parses, and come back as they were
 * expected by the JDK's own formatting.
 */
final class RandomRowsTest {
  private static final int ROWS = 2000;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Test
  void rowsComeBackEqual() throws SQLException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<ColumnPlan> columns = new ArrayList<>();
    columns.add(Tables.column("id", Kind.INTEGER));
    Kind[] kinds = {
      Kind.INTEGER,
      Kind.DOUBLE,
      Kind.NUMBER_DECIMAL,
      Kind.TEXT_DECIMAL,
      Kind.TEXT,
      Kind.BYTES,
      Kind.TEXT_UUID,
      Kind.EPOCH_MILLIS,
      Kind.NUMBER_DOUBLE,
      Kind.TEXT_DATE,
      Kind.INTEGER_FLAG
    };
    for (Kind kind : kinds) {
      columns.add(Tables.column(kind.name(), Conversion.of(kind), true));
    }
    TimestampForm form = TimestampForm.ofId("t,digits_3,z");
    columns.add(Tables.column("at", new Conversion(Kind.TEXT_TIMESTAMPTZ, form), true));
    CollectionPlan plan = Tables.plan("r", List.of("id"), columns.toArray(ColumnPlan[]::new));
    try (ScratchDatabase database = ScratchServer.createDatabase()) {
      List<List<Value>> expected = insert(database, plan, random);
      assertThat(Tables.rows(database, plan, KeyRange.ALL)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static List<List<Value>> insert(
      ScratchDatabase database, CollectionPlan plan, Random random) throws SQLException {
    StringBuilder create = new StringBuilder();
    StringBuilder insert = new StringBuilder();
    for (ColumnPlan column : plan.columns()) {
      String separator = create.isEmpty() ? "" : ", ";
      String type = column.conversion().type();
      create.append(separator).append('"').append(column.target()).append("\" ").append(type);
      insert.append(separator).append("?::text::").append(type);
    }
    Tables.execute(database, "CREATE TABLE r (" + create + ")");
    List<List<Value>> rows = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO r VALUES (" + insert + ")")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < ROWS; i++) {
        List<Value> row = new ArrayList<>();
        for (int c = 0; c < plan.columns().size(); c++) {
          Sample sample = c == 0 ? new Sample(i + "", new Int(i)) : sample(plan, c, random);
          statement.setString(c + 1, sample.literal());
          row.add(sample.value());
        }
        rows.add(row);
        statement.addBatch();
      }
      statement.executeBatch();
      connection.commit();
    }
    return rows;
  }

  private record Sample(String literal, Value value) {}

  private static Sample sample(CollectionPlan plan, int column, Random random) {
    if (random.nextInt(10) == 0) {
      return new Sample(null, new Null());
    }
    return switch (plan.columns().get(column).conversion().kind()) {
      case INTEGER -> {
        long value = random.nextLong() >> random.nextInt(64);
        yield new Sample(Long.toString(value), new Int(value));
      }
      case DOUBLE -> {
        double value = Double.longBitsToDouble(random.nextLong());
        yield new Sample(Double.toString(value), new Real(value));
      }
      case NUMBER_DECIMAL -> {
        BigDecimal value = decimal(random);
        yield new Sample(value.toString(), number(value));
      }
      case TEXT_DECIMAL -> {
        String plain = decimal(random).toPlainString();
        yield new Sample(plain, new Text(plain));
      }
      case NUMBER_DOUBLE -> {
        BigDecimal value = new BigDecimal(BigInteger.valueOf(random.nextInt()), random.nextInt(12));
        yield new Sample(value.toString(), number(value));
      }
      case TEXT -> {
        String text = text(random);
        yield new Sample(text, new Text(text));
      }
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        String hex = java.util.HexFormat.of().formatHex(bytes);
        yield new Sample("\\x" + hex, new Bytes(bytes, false));
      }
      case TEXT_UUID -> {
        String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
        yield new Sample(uuid, new Text(uuid));
      }
      case EPOCH_MILLIS -> {
        Instant instant = moment(random);
        yield new Sample(instant.toString(), new Int(instant.toEpochMilli()));
      }
      case TEXT_DATE -> {
        String date = MILLIS.format(moment(random)).substring(0, 10);
        yield new Sample(date, new Text(date));
      }
      case INTEGER_FLAG -> {
        boolean flag = random.nextBoolean();
        yield new Sample(Boolean.toString(flag), new Int(flag ? 1 : 0));
      }
      default -> {
        String text = MILLIS.format(moment(random));
        yield new Sample(text, new Text(text));
      }
    };
  }

  /** From the year 1 to 9999. */
  private static Instant moment(Random random) {
    long first = -62_135_596_800_000L;
    long span = 253_402_300_800_000L - first;
    return Instant.ofEpochMilli(first + Math.floorMod(random.nextLong(), span));
  }

  private static BigDecimal decimal(Random random) {
    BigInteger digits = new BigInteger(random.nextInt(300), random);
    return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(60));
  }

  private static Value number(BigDecimal value) {
    try {
      return new Int(value.longValueExact());
    } catch (ArithmeticException notLong) {
      return new Decimal(new String(DecimalText.of(value), StandardCharsets.US_ASCII));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x10ffff) + 1;
      text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 'x' : point);
    }
    return text.toString();
  }
}
