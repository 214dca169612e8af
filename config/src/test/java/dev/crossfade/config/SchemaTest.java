package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.setting.Priority;
import dev.crossfade.core.setting.Setting;
import dev.crossfade.core.setting.SettingRule;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final YamlNode PLAN = json(PlanYaml.schema());
  private static final YamlNode SETTINGS = json(SettingsYaml.schema());

  // JSON is YAML, so our own parser reads the schemas.
  private static YamlNode json(String text) {
    return YamlParser.parse(
        text,
        new YamlFile(
            "schema", ErrorCode.CF_9001, ErrorCode.CF_9001, ErrorCode.CF_9001, ErrorCode.CF_9001));
  }

  private static YamlNode at(YamlNode node, String... path) {
    YamlNode at = node;
    for (String key : path) {
      at = at.values.get(key);
      assertThat(at).as(String.join("/", path)).isNotNull();
    }
    return at;
  }

  private static List<String> texts(YamlNode list) {
    return list.items.stream().map(item -> item.text).toList();
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static List<String> keys(String definition) {
    return List.copyOf(at(PLAN, "definitions", definition, "properties").values.keySet());
  }

  @Test
  void listsEveryConversionAndPolicy() {
    assertThat(texts(at(PLAN, "definitions", "conversion", "enum")))
        .containsExactlyElementsOf(Arrays.stream(Kind.values()).map(Kind::name).toList());
    assertThat(texts(at(PLAN, "definitions", "column", "properties", "misfit", "enum")))
        .containsExactlyElementsOf(Arrays.stream(Misfit.values()).map(YamlMap::word).toList());
  }

  @Test
  void takesEveryTimestampFormAndNothingElse() {
    Pattern pattern = Pattern.compile(at(PLAN, "definitions", "timestamps", "pattern").text);
    for (Fraction fraction : Fraction.values()) {
      for (Zone zone : Zone.values()) {
        assertThat(new TimestampForm(' ', fraction, zone).id()).matches(pattern);
        assertThat(new TimestampForm('T', fraction, zone).id()).matches(pattern);
      }
    }
    assertThat("t,none").doesNotMatch(pattern);
  }

  @Test
  void hasTheKeysThatAreRead() {
    assertThat(at(PLAN, "properties").values.keySet()).containsExactlyElementsOf(PlanKeys.PLAN);
    assertThat(keys("table")).isEqualTo(PlanKeys.TABLE);
    assertThat(keys("parent")).isEqualTo(PlanKeys.PARENT);
    assertThat(keys("column")).isEqualTo(PlanKeys.COLUMN);
    assertThat(keys("offer")).isEqualTo(PlanKeys.OFFER);
  }

  @Test
  void coversEveryComponentOfThePlan() {
    assertThat(PlanKeys.TABLE).containsAll(components(CollectionPlan.class));
    assertThat(PlanKeys.PARENT).containsExactlyElementsOf(components(CollectionPlan.Parent.class));
    List<String> column = new ArrayList<>(components(ColumnPlan.class));
    assertThat(PlanKeys.COLUMN).containsAll(column);
    assertThat(PlanKeys.OFFER).containsAll(components(ColumnPlan.Offer.class));
  }

  @Test
  void listsEverySettingWithItsLimits() {
    List<String> paths = new ArrayList<>();
    Arrays.stream(Setting.values()).map(Setting::path).forEach(paths::add);
    paths.add(StoresKeys.SECTION);
    assertThat(at(SETTINGS, "properties").values.keySet()).containsExactlyElementsOf(paths);
    for (Setting setting : Setting.values()) {
      YamlNode schema = at(SETTINGS, "properties", setting.path());
      assertThat(schema.values.get("description").text).isEqualTo(setting.meaning());
      SettingRule rule = setting.rule();
      if (rule.kind() == SettingRule.Kind.CHOICE) {
        assertThat(texts(at(schema, "enum"))).isEqualTo(rule.choices());
      } else if (rule.kind() == SettingRule.Kind.INTEGER) {
        YamlNode number = rule.choices().isEmpty() ? schema : at(schema, "anyOf").items.get(0);
        assertThat(at(number, "minimum").text).isEqualTo(String.valueOf(rule.least()));
        assertThat(at(number, "maximum").text).isEqualTo(String.valueOf(rule.most()));
      }
    }
  }

  @Test
  void hasTheKeysAndWordsOfStores() {
    assertThat(settingKeys("store")).isEqualTo(StoresKeys.STORE).containsAll(StoresKeys.KINDS);
    assertThat(settingKeys("sqlite")).isEqualTo(StoresKeys.SQLITE);
    assertThat(settingKeys("pattern")).isEqualTo(StoresKeys.PATTERN);
    assertThat(settingKeys("column")).isEqualTo(StoresKeys.COLUMN);
    assertThat(words("store", "durability")).isEqualTo(words(Durability.values()));
    assertThat(words("pattern", "priority")).isEqualTo(words(Priority.values()));
    assertThat(words("column", "type")).isEqualTo(words(AttributeType.values()));
  }

  private static List<String> settingKeys(String definition) {
    return List.copyOf(at(SETTINGS, "definitions", definition, "properties").values.keySet());
  }

  private static List<String> words(String definition, String key) {
    return texts(at(SETTINGS, "definitions", definition, "properties", key, "enum"));
  }

  private static List<String> words(Enum<?>[] constants) {
    return Arrays.stream(constants).map(YamlMap::word).toList();
  }
}
