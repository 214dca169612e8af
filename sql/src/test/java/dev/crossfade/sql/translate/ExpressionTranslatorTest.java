package dev.crossfade.sql.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.sql.dialect.AsciiCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTranslatorTest {
  private static final TimestampForm SECONDS =
      new TimestampForm(' ', TimestampForm.Fraction.NONE, TimestampForm.Zone.NONE);
  private static final TimestampForm MILLIS =
      new TimestampForm('T', TimestampForm.Fraction.DIGITS_3, TimestampForm.Zone.Z);
  private static final Map<String, Conversion> COLUMNS =
      Map.ofEntries(
          Map.entry("i", Conversion.of(Kind.INTEGER)),
          Map.entry("n", Conversion.of(Kind.INTEGER)),
          Map.entry("flag", Conversion.of(Kind.INTEGER_FLAG)),
          Map.entry("yn", Conversion.of(Kind.TEXT_Y_N)),
          Map.entry("r", Conversion.of(Kind.DOUBLE)),
          Map.entry("d", Conversion.of(Kind.TEXT_DECIMAL)),
          Map.entry("t", Conversion.of(Kind.TEXT)),
          Map.entry("u", Conversion.of(Kind.TEXT)),
          Map.entry("nc", Conversion.of(Kind.TEXT)),
          Map.entry("ts", new Conversion(Kind.TEXT_TIMESTAMPTZ, SECONDS)),
          Map.entry("tms", new Conversion(Kind.TEXT_TIMESTAMPTZ, MILLIS)),
          Map.entry("day", Conversion.of(Kind.TEXT_DATE)),
          Map.entry("ep", Conversion.of(Kind.EPOCH_SECONDS)),
          Map.entry("js", Conversion.of(Kind.TEXT_JSONB)),
          Map.entry("b", Conversion.of(Kind.BYTES)),
          Map.entry("id", Conversion.of(Kind.TEXT_UUID)));

  private final ExpressionTranslator translator =
      new ExpressionTranslator(
          (table, name) ->
              Optional.ofNullable(COLUMNS.get(AsciiCase.lower(name)))
                  .map(conversion -> new TargetColumn(name, conversion, name.equals("nc"))),
          ExpressionTranslator.OLDEST_SERVER);

  static Stream<String> golden() throws IOException {
    try (InputStream in = ExpressionTranslatorTest.class.getResourceAsStream("golden.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#") && !line.isBlank());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void expressionsAreWrittenAgain(String line) {
    String[] fields = line.split(" \\| ", 3);
    Translation translation = translate(fields[0].strip(), fields[1].strip());
    String expected = fields[2].strip();
    if (expected.startsWith("!")) {
      assertThat(translation).isInstanceOf(Translation.Refused.class);
      assertThat(((Translation.Refused) translation).reason()).contains(expected.substring(1));
    } else {
      assertThat(translation)
          .isInstanceOfSatisfying(
              Translation.Translated.class,
              translated -> assertThat(translated.sql()).isEqualTo(expected));
    }
  }

  private Translation translate(String purpose, String sqlite) {
    String[] words = purpose.split(":");
    return switch (words[0]) {
      case "check" -> translator.condition(sqlite, Purpose.CHECK);
      case "predicate" -> translator.condition(sqlite, Purpose.INDEX);
      case "index" -> translator.indexPart(sqlite);
      case "default" -> translator.value(sqlite, COLUMNS.get(words[1]), Purpose.DEFAULT);
      default -> translator.value(sqlite, COLUMNS.get(words[1]), Purpose.GENERATED);
    };
  }

  @Test
  void differencesAreNoted() {
    Translation translation = translator.condition("t LIKE 'a%' AND u = \"x\"", Purpose.CHECK);
    assertThat(((Translation.Translated) translation).notes())
        .hasSize(2)
        .anyMatch(note -> note.contains("ILIKE"))
        .anyMatch(note -> note.contains("taken for a string"));
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsPlace() {
    Translation translation = translator.condition("i >", Purpose.CHECK);
    assertThat(translation).isInstanceOf(Translation.Refused.class);
    assertThat(((Translation.Refused) translation).reason()).contains("character");
  }

  @Test
  void globPatternsBecomeRegularExpressions() {
    assertThat(Matches.regular("a*b?[]x]")).isEqualTo("^a.*b.[\\]x]$");
    assertThat(Matches.regular("(a|b).{1}")).isEqualTo("^\\(a\\|b\\)\\.\\{1\\}$");
  }
}
