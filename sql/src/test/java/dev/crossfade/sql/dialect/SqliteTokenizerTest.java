package dev.crossfade.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTokenizerTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "'it''s'|STRING:it's",
        "\"a\"\"b\"|DOUBLE_QUOTED:a\"b",
        "`a``b`|QUOTED_NAME:a`b",
        "[a b]|QUOTED_NAME:a b",
        "x'aB01'|BLOB:aB01",
        "X''|BLOB:",
        "xa|WORD:xa",
        "12|INTEGER:12",
        "1_000|INTEGER:1000",
        "0xFf|INTEGER:0xFf",
        "1.5e-3|REAL:1.5e-3",
        ".5|REAL:.5",
        "5.|REAL:5.",
        "1e9|REAL:1e9",
        "?1|PARAMETER:?1",
        ":name|PARAMETER:name-with-colon",
        "naïve$1|WORD:naïve$1",
        "a--b|WORD:a",
        "a/* b */c|WORD:a WORD:c",
        "a/* open|WORD:a",
        "->>|SYMBOL:->>",
        "->|SYMBOL:->",
        "a->>b|WORD:a SYMBOL:->> WORD:b",
        "<>|SYMBOL:<>",
        "==|SYMBOL:==",
        "a.b|WORD:a SYMBOL:. WORD:b",
      })
  void tokensAreThoseOfSqlite(String sql, String expected) {
    String found =
        SqliteTokenizer.tokenize(sql).stream()
            .filter(token -> token.kind() != Token.Kind.END)
            .map(token -> token.kind() + ":" + token.value())
            .collect(Collectors.joining(" "));
    assertThat(found).isEqualTo(expected.replace("name-with-colon", ":name"));
  }

  @Test
  void tokensKnowWhereTheyStand() {
    Token token = SqliteTokenizer.tokenize("  'a''b' ").get(0);
    assertThat(token.start()).isEqualTo(2);
    assertThat(token.end()).isEqualTo(8);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"'open", "\"open", "`open", "[open", "x'abc'", "x'zz'", "12a", "!", ":"})
  void whatIsNoTokenIsRefused(String sql) {
    assertThatThrownBy(() -> SqliteTokenizer.tokenize(sql)).hasMessageContaining("CF-4200");
  }
}
