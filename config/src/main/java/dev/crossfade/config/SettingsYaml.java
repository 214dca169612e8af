package dev.crossfade.config;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.Setting;
import dev.crossfade.core.setting.SettingRule;
import dev.crossfade.core.setting.Settings.Given;
import dev.crossfade.core.setting.Settings.Origin;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code crossfade.yaml}, in and out. */
public final class SettingsYaml {
  /** The file's usual name. */
  public static final String FILE_NAME = "crossfade.yaml";

  private SettingsYaml() {}

  /**
   * Reads the settings of a file; only those that stand in it are in the result. The section of
   * stores is for {@link Settings}.
   *
   * @param text the file's content
   * @param fileName its name, for errors and provenance
   * @throws CrossfadeException CF-1002, CF-1010 or CF-1011 with line and column
   */
  public static Map<Setting, Given> read(String text, String fileName) {
    return values(document(text, fileName));
  }

  /** The whole file; what the section of stores says is not looked at. */
  static YamlMap document(String text, String fileName) {
    YamlFile file =
        new YamlFile(
            fileName, ErrorCode.CF_1010, ErrorCode.CF_1011, ErrorCode.CF_1002, ErrorCode.CF_1010);
    Stream<String> settings = Arrays.stream(Setting.values()).map(Setting::path);
    List<String> keys = Stream.concat(settings, Stream.of(StoresKeys.SECTION)).toList();
    return YamlMap.of(YamlParser.parse(text, file), "", file, keys);
  }

  /** The settings in a file. */
  static Map<Setting, Given> values(YamlMap map) {
    Map<Setting, Given> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      YamlNode node = map.node().values.get(setting.path());
      if (node != null) {
        String where = map.file().name() + ":" + node.line + ":" + node.column;
        values.put(setting, new Given(value(setting, node, map), Origin.FILE, where));
      }
    }
    return values;
  }

  private static String value(Setting setting, YamlNode node, YamlMap map) {
    SettingRule rule = setting.rule();
    if (rule.kind() == SettingRule.Kind.LIST && node.kind == YamlNode.Kind.LIST) {
      return names(setting, map);
    }
    boolean secret = rule.kind() == SettingRule.Kind.SECRET;
    if (node.kind != YamlNode.Kind.SCALAR || node.isNull()) {
      throw map.file().expected(rule.limits(), node, setting.path());
    }
    if (rule.problem(node.text) != null) {
      YamlNode shown =
          secret ? new YamlNode(node.kind, node.line, node.column, "something else", false) : node;
      throw map.file().expected(rule.limits(), shown, setting.path());
    }
    return node.text;
  }

  private static String names(Setting setting, YamlMap map) {
    List<String> names = map.texts(setting.path());
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).indexOf(',') >= 0) {
        YamlNode node = map.list(setting.path()).get(i);
        throw map.file().expected("a name without a comma", node, setting.path() + "[" + i + "]");
      }
    }
    return String.join(",", names);
  }

  /** A file with the settings given, each below its meaning. */
  public static String write(Map<Setting, String> values) {
    StringBuilder out = new StringBuilder();
    for (Setting setting : Setting.values()) {
      String value = values.get(setting);
      if (value != null) {
        out.append("# ").append(setting.meaning()).append('\n');
        boolean integer = setting.rule().kind() == SettingRule.Kind.INTEGER;
        String written = integer ? value : YamlText.of(value);
        out.append(setting.path()).append(": ").append(written).append('\n');
      }
    }
    return out.toString();
  }

  /** The JSON Schema of the file, for editors. */
  public static String schema() {
    return Resources.text("crossfade.schema.json");
  }
}
