package dev.crossfade.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionParserTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\u0001',
      value = {
        "1 + 2 * 3;1 + (2 * 3)",
        "a OR b AND NOT c = d;`a` OR (`b` AND (NOT (`c` = `d`)))",
        "a == b;`a` = `b`",
        "a != b;`a` <> `b`",
        "a = b = c;(`a` = `b`) = `c`",
        "a < b = c;(`a` < `b`) = `c`",
        "a & b < c;(`a` & `b`) < `c`",
        "a || b * c;(`a` || `b`) * `c`",
        "-a || b;(- `a`) || `b`",
        "- - a;- (- `a`)",
        "a COLLATE nocase = b;(`a` COLLATE `nocase`) = `b`",
        "-a COLLATE nocase;(- `a`) COLLATE `nocase`",
        "a ISNULL;`a` IS NULL",
        "a NOTNULL;`a` IS NOT NULL",
        "a NOT NULL;`a` IS NOT NULL",
        "a IS NOT b;`a` IS NOT `b`",
        "a IS DISTINCT FROM b;`a` IS NOT `b`",
        "a IS NOT DISTINCT FROM b;`a` IS `b`",
        "a BETWEEN 1 AND 2 AND b;(`a` BETWEEN 1 AND 2) AND `b`",
        "a NOT BETWEEN 1 AND 2;`a` NOT BETWEEN 1 AND 2",
        "a LIKE 'x%' ESCAPE '!' AND b;(`a` LIKE 'x%' ESCAPE '!') AND `b`",
        "a NOT GLOB '*';`a` NOT GLOB '*'",
        "a IN (1, 'two');`a` IN (1, 'two')",
        "a NOT IN ();`a` NOT IN ()",
        "a IN (SELECT b FROM c);`a` IN (SELECT b FROM c)",
        "EXISTS (SELECT 1);EXISTS (SELECT 1)",
        "NOT EXISTS (SELECT 1);NOT EXISTS (SELECT 1)",
        "CASE a WHEN 1 THEN 2 ELSE 3 END;CASE `a` WHEN 1 THEN 2 ELSE 3 END",
        "cast(a AS decimal(10,2));CAST(`a` AS decimal(10,2))",
        "\"a\";\"a\"",
        "[t].\"a\";`t`.`a`",
        "main.t.a;`t`.`a`",
        "COUNT(*);count(*)",
        "count(DISTINCT a);count(DISTINCT `a`)",
        "sum(a) FILTER (WHERE b) OVER w;sum(`a`) FILTER (WHERE b) OVER w",
        "replace(a, 'x', 'y');replace(`a`, 'x', 'y')",
        "a -> '$.b' ->> 'c';(`a` -> '$.b') ->> 'c'",
        "(a, b) = (1, 2);(`a`, `b`) = (1, 2)",
        "true AND FALSE;TRUE AND FALSE",
        "current_timestamp;CURRENT_TIMESTAMP",
        "x'AB' || ?1;x'AB' || ?1",
        "a /* note */ + -- more;`a` + (- 1)",
      })
  void expressionsAreReadAsSqliteReadsThem(String sql, String printed) {
    String whole = sql.endsWith("-- more") ? sql + "\n -1" : sql;
    assertThat(ExpressionPrinter.print(ExpressionParser.parse(whole))).isEqualTo(printed);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"", "1 +", "(1", "a b", "CASE END", "CAST(a)", "a BETWEEN 1", "f(1,", "FROM", ")"})
  void whatIsNoExpressionIsRefusedWithItsPlace(String sql) {
    assertThatThrownBy(() -> ExpressionParser.parse(sql))
        .hasMessageContaining("CF-4200")
        .hasMessageContaining("at character");
  }

  @Test
  void readingWhatWasPrintedGivesTheSameExpression() {
    for (long seed = 0; seed < 3000; seed++) {
      Expression expression = new ExpressionGenerator(new Random(seed)).expression(4);
      String printed = ExpressionPrinter.print(expression);
      assertThat(ExpressionParser.parse(printed))
          .as("seed %d: %s", seed, printed)
          .isEqualTo(expression);
    }
  }
}
