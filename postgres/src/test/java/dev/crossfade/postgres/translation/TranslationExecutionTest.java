package dev.crossfade.postgres.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.sql.translate.ExpressionTranslator;
import dev.crossfade.sql.translate.Purpose;
import dev.crossfade.sql.translate.TargetColumn;
import dev.crossfade.sql.translate.Translation;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a translated expression gives on PostgreSQL is what SQLite gave, on every row. */
class TranslationExecutionTest {
  private static final TimestampForm SECONDS =
      new TimestampForm(' ', TimestampForm.Fraction.NONE, TimestampForm.Zone.NONE);
  private static final Map<String, Conversion> COLUMNS =
      Map.ofEntries(
          Map.entry("i", Conversion.of(Kind.INTEGER)),
          Map.entry("n", Conversion.of(Kind.INTEGER)),
          Map.entry("flag", Conversion.of(Kind.INTEGER_FLAG)),
          Map.entry("yn", Conversion.of(Kind.TEXT_Y_N)),
          Map.entry("r", Conversion.of(Kind.DOUBLE)),
          Map.entry("t", Conversion.of(Kind.TEXT)),
          Map.entry("u", Conversion.of(Kind.TEXT)),
          Map.entry("ts", new Conversion(Kind.TEXT_TIMESTAMPTZ, SECONDS)),
          Map.entry("day", Conversion.of(Kind.TEXT_DATE)),
          Map.entry("ep", Conversion.of(Kind.EPOCH_SECONDS)),
          Map.entry("js", Conversion.of(Kind.TEXT_JSONB)),
          Map.entry("b", Conversion.of(Kind.BYTES)));
  private static final List<String> ROWS =
      List.of(
          "1, 7, 2, 1, 'Y', 2.5, 'Abc', 'x', '2020-02-29 23:59:59', '2020-02-29', 1600000000,"
              + " '{\"a\": {\"b\": [1, \"two\"]}, \"n\": 5, \"s\": \"x\"}', x'00ff'",
          "2, -7, 2, 0, 'N', -0.5, 'abc%_', '', '1999-12-31 00:00:00', '1999-12-31', 0,"
              + " '{\"n\": \"5\", \"s\": null}', x''",
          "3, 0, 0, 1, 'N', 1e10, ' 12abc ', 'ü@d.x', '2024-07-01 12:00:00', '2024-07-01', 5,"
              + " '[1, 2, 3]', x'41'",
          "4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL",
          "5, 9223372036854775807, 3, 0, 'Y', 3.0, 'a\\b', 'A', '2024-01-01 00:00:00',"
              + " '2024-01-01', 1700000000, '{\"n\": true}', x'61'");

  private static ScratchDatabase database;
  private static Connection postgres;
  private static Connection sqlite;

  @BeforeAll
  static void fill() throws SQLException {
    database = ScratchServer.createDatabase();
    postgres = database.connect();
    sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
    execute(
        sqlite,
        "CREATE TABLE s (k INTEGER PRIMARY KEY, i INTEGER, n INTEGER, flag INTEGER, yn TEXT,"
            + " r REAL, t TEXT, u TEXT, ts TEXT, day TEXT, ep INTEGER, js TEXT, b BLOB)");
    execute(
        postgres,
        "CREATE TABLE s (k bigint PRIMARY KEY, i bigint, n bigint, flag boolean, yn boolean,"
            + " r double precision, t text, u text, ts timestamptz, day date, ep timestamptz,"
            + " js jsonb, b bytea)");
    execute(
        postgres,
        "CREATE TEMP TABLE raw (k bigint, i bigint, n bigint, flag int, yn text, r float8, t text,"
            + " u text, ts text, day text, ep bigint, js text, b bytea)");
    for (String row : ROWS) {
      execute(sqlite, "INSERT INTO s VALUES (" + row + ")");
      String bytes = row.replaceAll("x'([0-9a-f]*)'$", "'\\\\x$1'");
      execute(postgres, "INSERT INTO raw VALUES (" + bytes + ")");
    }
    execute(
        postgres,
        "INSERT INTO s SELECT k, i, n, flag <> 0, yn = 'Y', r, t, u, (ts || '+00')::timestamptz,"
            + " day::date, to_timestamp(ep), js::jsonb, b FROM raw");
  }

  @AfterAll
  static void close() throws SQLException {
    sqlite.close();
    postgres.close();
    database.close();
  }

  private static ExpressionTranslator translator() {
    return new ExpressionTranslator(
        (table, name) -> Optional.ofNullable(COLUMNS.get(name)).map(c -> TargetColumn.of(name, c)),
        ExpressionTranslator.OLDEST_SERVER);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "i = 7",
        "i",
        "NOT i",
        "i IS n",
        "i IS NOT n",
        "i IS NULL",
        "i BETWEEN -7 AND 3",
        "i NOT BETWEEN 0 AND 3",
        "i IN (7, 0)",
        "i NOT IN (7, 0)",
        "t IN ()",
        "i / 2 = -3",
        "n / i = 0",
        "i % 2 = 1",
        "i % 2 = -1",
        "n * 86400 * 1000000 > 5",
        "r * 1.5 > 2",
        "n << 3 = 16",
        "~n = -3",
        "i & 3 = 3",
        "i = '7'",
        "t = 5",
        "t < 'a'",
        "t >= 'Abc'",
        "t = 'ABC' COLLATE NOCASE",
        "flag = 1",
        "flag = 0",
        "flag <> 1",
        "flag IN (0, 1)",
        "flag IS 1",
        "flag IS TRUE",
        "flag > 0",
        "flag + 1 = 2",
        "flag AND yn = 'Y'",
        "yn IN ('Y', 'N')",
        "yn = 'y'",
        "(i > 0) + (n > 0) = 2",
        "ts > '2020-01-01'",
        "ts = '1999-12-31 00:00:00'",
        "ts = ''",
        "ts <= datetime('now')",
        "day > '2020-01-01'",
        "date(ts) = day",
        "date(ts) = '2020-02-29'",
        "strftime('%Y', ts) = '2024'",
        "strftime('%H:%M', ts) = '12:00'",
        "datetime(ts, '+1 day') > '2020-03-01'",
        "datetime(ep, 'unixepoch') = '1970-01-01 00:00:00'",
        "ep > 1600000000",
        "ep > i",
        "unixepoch(ts) > 1700000000",
        "julianday(ts) > 2459000.5",
        "t LIKE 'a%'",
        "t NOT LIKE 'a%'",
        "t LIKE '%!%!_' ESCAPE '!'",
        "t LIKE 'a\\b'",
        "u LIKE '%@%.%'",
        "t GLOB 'a*'",
        "t GLOB '[A-Z]*'",
        "t NOT GLOB '*[^a-z]*'",
        "u GLOB '?@*.x'",
        "length(t) = 3",
        "length(b) = 1",
        "length(u) = 5",
        "ifnull(flag, 0) = 1",
        "coalesce(i, n, 0) = 0",
        "iif(i > 0, 'a', 'b') = 'a'",
        "nullif(u, '') IS NULL",
        "CASE flag WHEN 1 THEN i ELSE 0 END = 7",
        "max(i, n) = 7",
        "min(i, n) IS NULL",
        "max(t, u) = u",
        "instr(u, '@') > 1",
        "substr(t, 1, 1) = 'A'",
        "substr(t, -3) = 'Abc'",
        "substr(t, 2) = 'bc'",
        "substr(u, instr(u, '@') + 1) = 'd.x'",
        "trim(t) = '12abc'",
        "replace(t, 'b', '') = 'Ac'",
        "upper(t) = 'ABC'",
        "hex(b) = '00FF'",
        "typeof(i) = 'integer'",
        "typeof(ts) = 'text'",
        "json_valid(js)",
        "json_extract(js, '$.a.b[1]') = 'two'",
        "json_extract(js, '$.a.b[#-1]') = 'two'",
        "js ->> 'n' > 4",
        "json_extract(js, '$.n') = 5",
        "json_extract(js, '$.s') IS NULL",
        "json_array_length(js) = 3",
        "json_type(js) = 'array'",
        "json_type(js, '$.n') = 'text'",
        "CAST(t AS INTEGER) = 12",
        "CAST(t AS INTEGER) = 0",
        "CAST(r AS INTEGER) = 2",
        "CAST(r AS INTEGER) = 0",
        "round(r) = 3",
        "round(r, 1) = 2.5",
        "abs(i) = 7",
        "t || i = 'Abc7'",
        "r || '' = '2.5'",
        "r || '' = '3.0'",
        "(i, n) = (7, 2)",
        "t = \"Abc\"",
        "i IS DISTINCT FROM n",
        "true",
        "i > 5 OR NULL",
        "b = x'41'",
        "sign(i) = -1"
      })
  void conditionsGiveWhatSqliteGave(String expression) throws SQLException {
    String sql = translated(translator().condition(expression, Purpose.CHECK));
    assertThat(rows(postgres, "SELECT ((" + sql + "))::integer FROM s ORDER BY k"))
        .as(sql)
        .isEqualTo(
            rows(
                sqlite,
                "SELECT CASE WHEN ("
                    + expression
                    + ") THEN 1 WHEN NOT ("
                    + expression
                    + ") THEN 0 END FROM s ORDER BY k"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "t || ' ' || u",
        "upper(t)",
        "date(ts)",
        "datetime(ts)",
        "strftime('%Y-%m-%dT%H:%M:%fZ', ts)",
        "strftime('%j %w', ts)",
        "substr(t, 2, 1)",
        "json_extract(js, '$.s')",
        "CASE WHEN flag THEN 'on' ELSE 'off' END",
        "coalesce(t, 'none')",
        "ts",
        "yn",
        "flag || ''"
      })
  void generatedColumnsGiveWhatSqliteGave(String expression) throws SQLException {
    Conversion text = Conversion.of(Kind.TEXT);
    String sql = translated(translator().value(expression, text, Purpose.GENERATED));
    execute(
        postgres, "ALTER TABLE s ADD COLUMN made text GENERATED ALWAYS AS (" + sql + ") STORED");
    try {
      assertThat(rows(postgres, "SELECT made FROM s ORDER BY k"))
          .as(sql)
          .isEqualTo(rows(sqlite, "SELECT " + expression + " FROM s ORDER BY k"));
    } finally {
      execute(postgres, "ALTER TABLE s DROP COLUMN made");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "lower(t)",
        "date(ts)",
        "json_extract(js, '$.n')",
        "i / 2",
        "t || u",
        "unixepoch(ts)",
        "length(t)",
        "strftime('%Y-%m', ts)",
        "CASE WHEN flag THEN i END",
        "round(r, 2)",
        "CAST(t AS INTEGER)",
        "max(i, n)",
        "substr(t, 1, 3)",
        "r || ''",
        "ep",
        "hex(b)"
      })
  void partsOfIndexesAreImmutable(String expression) throws SQLException {
    String sql = translated(translator().indexPart(expression));
    execute(postgres, "CREATE INDEX made ON s (" + sql + ")");
    execute(postgres, "DROP INDEX made");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "i:CAST(strftime('%s', 'now') AS INTEGER)",
        "i:abs(random()) % 10",
        "flag:1",
        "yn:'N'",
        "r:julianday('now')",
        "t:lower(hex(randomblob(16)))",
        "t:datetime('now', 'localtime')",
        "t:strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
        "ts:CURRENT_TIMESTAMP",
        "ts:'2020-01-01'",
        "ts:datetime('now', '+7 days', 'start of day')",
        "day:date('now')",
        "ep:unixepoch()",
        "js:'{}'",
        "b:x'00ff'",
        "b:randomblob(40)",
        "i:-9223372036854775808",
        "t:CURRENT_TIME"
      })
  void defaultsAreTakenByTheirColumns(String columnAndExpression) throws SQLException {
    String column = columnAndExpression.substring(0, columnAndExpression.indexOf(':'));
    String expression = columnAndExpression.substring(column.length() + 1);
    Conversion conversion = COLUMNS.get(column);
    String sql = translated(translator().value(expression, conversion, Purpose.DEFAULT));
    execute(postgres, "CREATE TEMP TABLE made (a " + conversion.type() + " DEFAULT " + sql + ")");
    try {
      execute(postgres, "INSERT INTO made DEFAULT VALUES");
      assertThat(rows(postgres, "SELECT a FROM made").get(0)).as(sql).isNotEqualTo("NULL");
    } finally {
      execute(postgres, "DROP TABLE made");
    }
  }

  @Test
  void aDefaultOfTextPrintsWhatSqlitePrints() throws SQLException {
    Conversion text = Conversion.of(Kind.TEXT);
    for (String expression :
        List.of("datetime('now')", "date('now')", "strftime('%Y-%m-%dT%H:%MZ', 'now')")) {
      String sql = translated(translator().value(expression, text, Purpose.DEFAULT));
      String before = rows(sqlite, "SELECT " + expression).get(0);
      String there = rows(postgres, "SELECT " + sql).get(0);
      String after = rows(sqlite, "SELECT " + expression).get(0);
      assertThat(there).isBetween(before, after);
    }
  }

  private static String translated(Translation translation) {
    assertThat(translation).isInstanceOf(Translation.Translated.class);
    return ((Translation.Translated) translation).sql();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        Object value = result.getObject(1);
        boolean number = value instanceof Number;
        rows.add(
            number
                ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                : value instanceof byte[] ? "bytes" : String.valueOf(value));
      }
    }
    return rows;
  }
}
