package dev.crossfade.files.where;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final Map<String, Consumer<RowBatch>> RECORD =
      Map.of(
          "n", batch -> batch.putLong(7),
          "big", batch -> number(batch, "12345678901234567890123456789E-4"),
          "t", batch -> batch.putText("it's ä"),
          "digits", batch -> batch.putText("07.50"),
          "yes", batch -> batch.putBoolean(true),
          "word", batch -> batch.putText("FALSE"),
          "none", RowBatch::putNull,
          "or", batch -> batch.putLong(1),
          "a.b", batch -> batch.putLong(2),
          "json", batch -> batch.put(Tag.JSON, new byte[] {'[', ']'}, 0, 2));

  private static void number(RowBatch batch, String normal) {
    byte[] bytes = normal.getBytes(StandardCharsets.US_ASCII);
    batch.put(Tag.NUMBER, bytes, 0, bytes.length);
  }

  private static boolean accepts(String text, boolean untyped) {
    Condition condition = Condition.parse(text, 0);
    return new RowFilter(condition, untyped)
        .accepts(
            0,
            (batch, field) ->
                RECORD
                    .getOrDefault(condition.fields().get(field).columnName(), RowBatch::putNull)
                    .accept(batch));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "n = 7 ~ true",
        "n = 7.0 ~ true",
        "n = 70e-1 ~ true",
        "n != 7 ~ false",
        "n <> 8 ~ true",
        "n < 7 ~ false",
        "n <= 7 ~ true",
        "n > 6.999999999999999999999999 ~ true",
        "n >= 7.000000000000000000000001 ~ false",
        "n > -8 ~ true",
        "big = 1234567890123456789012345.6789 ~ true",
        "big > 1234567890123456789012345.6788 ~ true",
        "big > 1234567890123456789012345.67891 ~ false",
        "big < 1e999999999 ~ true",
        "t = 'it''s ä' ~ true",
        "t > 'it' ~ true",
        "t < 'iu' ~ true",
        "t = 1 ~ false",
        "t != 1 ~ false",
        "n = '7' ~ false",
        "n != '7' ~ false",
        "digits = 7.5 ~ false",
        "yes = true ~ true",
        "yes > false ~ true",
        "yes = 'true' ~ false",
        "json is not null ~ true",
        "json = 1 or json != 1 ~ false",
        "none is null ~ true",
        "absent is null ~ true",
        "n is null ~ false",
        "n is not null ~ true",
        "none = 1 ~ false",
        "not none = 1 ~ false",
        "none = 1 or n = 7 ~ true",
        "not (none = 1 and n = 8) ~ true",
        "not (none = 1 or n = 8) ~ false",
        "n = 8 or n = 7 and t = 'x' ~ false",
        "(n = 7 or n = 8) and yes = true ~ true",
        "not not n = 7 ~ true",
        "N = 7 ~ false",
        "n = 7 AND NOT n = 8 Or n Is Null ~ true",
        "\"or\" = 1 ~ true",
        "a.b = 2 ~ true",
        "a.\"b\" = 2 ~ true",
        "\"a.b\" = 2 ~ true",
        "n=7and yes=true ~ true",
      })
  void followsSql(String text, boolean expected) {
    assertThat(accepts(text, false)).as(text).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "digits = 7.5 ~ true",
        "digits > 7 ~ true",
        "digits = '7.5' ~ false",
        "digits = '07.50' ~ true",
        "t > 0 or t <= 0 ~ false",
        "word = false ~ true",
        "word < true ~ true",
        "t = true or t = false ~ false",
      })
  void readsTextByTheLiteralWhereAllIsText(String text, boolean expected) {
    assertThat(accepts(text, true)).as(text).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a b ~ expected a comparison or is but was b at character 3",
        "a = ~ expected a number, a 'text', true or false but it ended at character 4",
        "a = null ~ expected a number, a 'text', true or false but was null at character 5",
        "a = 'x ~ expected a closing ' but it ended at character 7",
        "ä = 1 2 ~ expected and, or, or the end but was a number at character 7",
        "(a = 1 ~ expected and, or, or ) but it ended at character 7",
        "a is 1 ~ expected null or not null but was a number at character 6",
        "a. = 1 ~ expected a name but was = at character 4",
        "and = 1 ~ expected a field but was and at character 1",
        "a = 1 and ~ expected a field but it ended at character 10",
        "^a = 1 ~ expected no ^, for no record holds this one, but was ^ at character 1",
        "a = 1e1234567890 ~ expected an exponent of at most nine digits but was a number at"
            + " character 5",
      })
  void refusesWhatIsNoConditionAtItsPlace(String text, String message) {
    assertThatThrownBy(() -> Condition.parse(text, 0))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ErrorCode.CF_2216);
              assertThat(error.detail()).isEqualTo(message);
            });
  }

  @Test
  void refusesAnEmptyConditionAndABottomlessOne() {
    assertThatThrownBy(() -> Condition.parse(" ", 0)).hasMessageContaining("expected a field");
    assertThatThrownBy(() -> Condition.parse("(".repeat(100_000), 0))
        .hasMessageContaining("at most 200 levels");
  }

  @Test
  void knowsComputedColumnsByTheirWordAndFieldsByTheirQuotes() {
    Condition condition = Condition.parse("_id > 1 and \"_id\" > 1 and ^(^x = 1 or y = 2)", 2);
    assertThat(condition.fields().stream().map(field -> field.path().toString()).toList())
        .containsExactly(
            "FieldPath[up=0, computed=ORDINAL, names=[]]",
            "FieldPath[up=0, computed=NONE, names=[_id]]",
            "FieldPath[up=2, computed=NONE, names=[x]]",
            "FieldPath[up=1, computed=NONE, names=[y]]");
    assertThat(condition.parts()).extracting(Condition.Part::up).containsExactly(0, 0, 1);
  }
}
