package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.ColumnPlan.Offer;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import dev.crossfade.core.value.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanYamlTest {
  private static final TimestampForm FORM = new TimestampForm(' ', Fraction.NONE, Zone.NONE);

  private static final Plan SMALL =
      new Plan(
          "shop.sqlite",
          List.of(
              new CollectionPlan(
                  "orders",
                  "orders",
                  null,
                  null,
                  List.of("id"),
                  List.of(
                      new ColumnPlan(
                          "id",
                          "id",
                          Conversion.of(Kind.INTEGER),
                          false,
                          Misfit.REJECT,
                          "INTEGER, 1 to 9",
                          List.of()),
                      new ColumnPlan(
                          "placed",
                          "placed_at",
                          new Conversion(Kind.TEXT_TIMESTAMPTZ, FORM),
                          true,
                          Misfit.WIDEN,
                          "",
                          List.of(new Offer(Conversion.of(Kind.TEXT), "as in the source")))),
                  new CollectionPlan.Parent("customers", List.of("c"), List.of("id"))),
              new CollectionPlan("temp", "temp", "not wanted", null, List.of(), List.of(), null)));

  private static final String SMALL_TEXT =
      """
      version: 1
      source: shop.sqlite
      tables:

        - source: orders
          target: orders
          key: [id]
          parent:
            table: customers
            columns: [c]
            parentColumns: [id]
          columns:
            - source: id
              conversion: INTEGER # bigint
              nullable: false
              reason: "INTEGER, 1 to 9"
            - source: placed
              target: placed_at
              conversion: TEXT_TIMESTAMPTZ # timestamp with time zone
              timestamps: "space,none,none" # yyyy-MM-dd HH:mm:ss
              misfit: widen
              offers:
                - {conversion: TEXT, evidence: "as in the source"}

        - source: temp
          target: temp
          skip: "not wanted"
          key: []
          columns: []
      """;

  @Test
  void writesForPeopleAndReadsTheSameBack() {
    String text = PlanYaml.write(SMALL, null);
    assertThat(text).startsWith("# How each table").endsWith(SMALL_TEXT);
    assertThat(PlanYaml.read(text, "p")).isEqualTo(SMALL);
  }

  @Test
  void tellsEditorsWhereTheSchemaLies() {
    String text = PlanYaml.write(SMALL, null, "plan.schema.json");
    assertThat(text).startsWith("# yaml-language-server: $schema=plan.schema.json\n# How each");
    assertThat(PlanYaml.read(text, "p")).isEqualTo(SMALL);
  }

  @Test
  void commentsRowsAndProblemsOfTheSource() {
    Problem problem = new Problem(ErrorCode.CF_4006, "orders.id", "a\nb: *x", 3);
    CollectionShape orders =
        new CollectionShape(
            "orders", List.of(), List.of(), null, 1234, 0, Digest.EMPTY, List.of(problem));
    SourceShape shape = new SourceShape("s", "sqlite", List.of(orders), List.of(), false);
    String text = PlanYaml.write(SMALL, shape);
    assertThat(text)
        .contains("  # 1,234 rows\n  # CF-4006 orders.id: a b: *x\n  - source: orders\n");
    assertThat(PlanYaml.read(text, "p")).isEqualTo(SMALL);
  }

  @Test
  void readsBackWhatItWroteWhateverTheNames() {
    long seed = 20260731;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Plan plan = Samples.plan(random);
      assertThat(PlanYaml.read(PlanYaml.write(plan, null), "p"))
          .as("seed %d, plan %d", seed, i)
          .isEqualTo(plan);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "~",
        "Yes",
        "on",
        "1",
        "1e3",
        "0x1",
        ".inf",
        "- a",
        "a: b",
        "a #b",
        "#",
        "&a",
        "*a",
        "!t",
        "%x",
        "@x",
        "`x",
        "{}",
        "[",
        "'",
        "\"",
        "\\",
        "\n",
        "\t",
        "\r",
        "\u0000",
        "\u0085",
        "\u2028",
        "\ufeff",
        "\u007f",
        "é",
        "😀",
        "---",
        "...",
        "=",
        "<<",
        "2024-01-01",
        "a\nb",
        "\ufffe",
        "\ud83d\ude00x"
      })
  void keepsEveryNameToTheLetter(String name) {
    Plan plan =
        new Plan(
            name,
            List.of(
                new CollectionPlan(
                    name,
                    name,
                    name,
                    name,
                    List.of(name),
                    List.of(
                        new ColumnPlan(
                            name,
                            name,
                            Conversion.of(Kind.TEXT),
                            true,
                            Misfit.REJECT,
                            name,
                            List.of(new Offer(Conversion.of(Kind.JSON), name)))),
                    new CollectionPlan.Parent(name, List.of(name), List.of(name)))));
    assertThat(PlanYaml.read(PlanYaml.write(plan, null), "p")).isEqualTo(plan);
  }

  @Test
  void keepsHowTheSourceIsRead() {
    Plan plan =
        new Plan("x", List.of()).withReading(Map.of("csvDelimiter", "#", "csvHeader", "no"));
    assertThat(PlanYaml.read(PlanYaml.write(plan, null), "p")).isEqualTo(plan);
    assertThatThrownBy(
            () -> PlanYaml.read("version: 1\nsource: s\nreading: {csv: x}\ntables: []\n", "p"))
        .hasMessageContaining("CF-4021");
  }

  @Test
  void understandsWhatPeopleWrite() {
    Plan plan =
        PlanYaml.read(
            """
            # by hand
            version: 1
            source: x
            tables:
            - {source: a, columns: [{source: 1, conversion: TEXT, nullable: false}]}
            - {source: b, skip: true}
            - {source: c, skip: false, key: ~, columns: []}
            """,
            "p");
    assertThat(plan.moved()).extracting(CollectionPlan::target).containsExactly("a", "c");
    assertThat(plan.collections().get(0).columns().get(0).target()).isEqualTo("1");
    assertThat(plan.collections().get(1).skip()).isEqualTo("skipped by the plan");
  }

  private static final String HEAD = "version: 1\nsource: s\ntables:\n";
  private static final String COLUMN = HEAD + "- source: a\n  columns:\n  - source: b\n    ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CF_4020|5:1|[",
        "CF_4020|4:3|- &x a",
        "CF_4020|4:3|- *x",
        "CF_4020|4:3|- !!str a",
        "CF_4020|4:15|- {source: a, source: b}",
        "CF_4020|4:4|- {[a]: b}",
        "CF_4022|4:3|- a",
        "CF_4023|4:3|- {}",
        "CF_4023|4:3|- source: a",
        "CF_4022|4:11|- source: [a]",
        "CF_4022|4:10|- source:",
        "CF_4021|4:15|- {source: a, colums: []}",
        "CF_4022|4:24|- {source: a, columns: x}",
      })
  void refusesABadTableAtItsPlace(ErrorCode code, String place, String text) {
    assertError(HEAD + text + "\n", code, place, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CF_4022|7:17|conversion: TXT|did you mean 'TEXT'?",
        "CF_4022|7:17|conversion: TXT|expected one of INTEGER, INTEGER_FLAG,",
        "CF_4022|7:17|conversion: TXT|but was 'TXT' at tables[0].columns[0].conversion",
        "CF_4021|7:5|convertion: TEXT|did you mean 'conversion'?",
        "CF_4023|6:5|nullable: true|expected the key 'conversion' at tables[0].columns[0]",
        "CF_4023|6:5|conversion: TEXT_TIMESTAMPTZ|expected the key 'timestamps'",
      })
  void refusesABadColumnAtItsPlace(ErrorCode code, String place, String text, String says) {
    assertError(COLUMN + text + "\n", code, place, says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8:15|TEXT|nullable: maybe|expected true or false but was 'maybe'",
        "8:13|TEXT|misfit: drop|expected one of reject, widen but was 'drop'",
        "8:17|TEXT|timestamps: x|TEXT has none",
        "8:17|TEXT_TIMESTAMP|timestamps: T,none,z|expected a form such as",
        "8:14|TEXT|offers: [a]|expected a mapping",
        "8:13|TEXT|reason: [a]|expected a text but was a list",
      })
  void refusesABadValueOfAColumnAtItsPlace(String place, Kind kind, String line, String says) {
    String text = COLUMN + "conversion: " + kind + "\n    " + line + "\n";
    assertError(text, ErrorCode.CF_4022, place, says);
  }

  @Test
  void bearsAByteOrderMarkAndOtherLineEnds() {
    String text = ("\ufeff" + PlanYaml.write(SMALL, null)).replace("\n", "\r\n");
    assertThat(PlanYaml.read(text, "p")).isEqualTo(SMALL);
  }

  @Test
  void holdsADocumentForEachOfSeveralSources() {
    Plan other = SMALL.withSource("--- other");
    String one = PlanYaml.write(SMALL, null);
    String text = PlanYaml.join(List.of(one, PlanYaml.write(other, null), one));
    assertThat(text).startsWith(one).containsOnlyOnce("# How each table");
    assertThat(PlanYaml.readAll(text, "p")).containsExactly(SMALL, other, SMALL);
    assertThat(PlanYaml.readAll("---\n" + one + "...\n", "p")).containsExactly(SMALL);
    assertThatThrownBy(() -> PlanYaml.readAll(text.replaceFirst("(?s)---.*", "---\n"), "p"))
        .hasMessageContaining("expected the key 'version'");
  }

  @Test
  void refusesOtherDocuments() {
    assertError("", ErrorCode.CF_4023, "1:1", "expected the key 'version'");
    assertError("[]", ErrorCode.CF_4022, "1:1", "expected a mapping but was a list");
    assertError("version: 2\nsource: s\ntables: []", ErrorCode.CF_4024, "1:10", "expected 1");
    assertError(
        "version: 1\nsource: s\ntables: []\n---\n{}", ErrorCode.CF_4020, "5:1", "one document");
    assertError("version: 1\ntables: []", ErrorCode.CF_4023, "1:1", "'source'");
  }

  @Test
  void refusesBombsWithoutBuildingThem() {
    StringBuilder laughs = new StringBuilder("a: &a [x,x]\n");
    for (char c = 'b'; c < 'z'; c++) {
      char last = (char) (c - 1);
      laughs.append(c).append(": &").append(c).append(" [*").append(last).append(",*");
      laughs.append(last).append("]\n");
    }
    assertError(laughs.toString(), ErrorCode.CF_4020, "1:4", "anchors are not allowed");
    assertError("[".repeat(100_000), ErrorCode.CF_4020, "1:17", "nested deeper");
  }

  private static void assertError(String text, ErrorCode code, String place, String says) {
    assertThatThrownBy(() -> PlanYaml.read(text, "plan.yaml"))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.detail()).startsWith("plan.yaml:" + place).contains(says);
            });
  }

  /** Random plans. */
  private static final class Samples {
    private static final String ALPHABET = "ab_1.- :#'\"\\{}[]\n\té😀\u2028null";

    static Plan plan(Random random) {
      List<CollectionPlan> tables = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        tables.add(
            new CollectionPlan(
                text(random),
                text(random),
                random.nextBoolean() ? text(random) : null,
                random.nextBoolean() ? text(random) : null,
                texts(random),
                columns(random),
                random.nextBoolean()
                    ? new CollectionPlan.Parent(text(random), texts(random), texts(random))
                    : null));
      }
      return new Plan(text(random), tables);
    }

    private static List<ColumnPlan> columns(Random random) {
      List<ColumnPlan> columns = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        List<Offer> offers = new ArrayList<>();
        for (int k = random.nextInt(3); k > 0; k--) {
          offers.add(new Offer(conversion(random), text(random)));
        }
        String source = text(random);
        columns.add(
            new ColumnPlan(
                source,
                random.nextBoolean() ? source : text(random),
                conversion(random),
                random.nextBoolean(),
                Misfit.values()[random.nextInt(2)],
                text(random),
                offers));
      }
      return columns;
    }

    private static Conversion conversion(Random random) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      return new Conversion(
          kind,
          kind.needsTimestampForm()
              ? new TimestampForm(
                  random.nextBoolean() ? 'T' : ' ',
                  Fraction.values()[random.nextInt(Fraction.values().length)],
                  Zone.values()[random.nextInt(Zone.values().length)])
              : null);
    }

    private static List<String> texts(Random random) {
      List<String> texts = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        texts.add(text(random));
      }
      return texts;
    }

    private static String text(Random random) {
      int[] points = ALPHABET.codePoints().toArray();
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i > 0; i--) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      return text.toString();
    }
  }
}
