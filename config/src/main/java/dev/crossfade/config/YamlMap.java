package dev.crossfade.config;

import dev.crossfade.core.plan.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose keys are known, with typed access.
 *
 * @param node the mapping
 * @param path where it is, for example {@code tables[2]}; empty for the document
 * @param file makes the errors
 */
record YamlMap(YamlNode node, String path, YamlFile file) {

  /** Takes a node that must be a mapping with none but the keys given. */
  static YamlMap of(YamlNode node, String path, YamlFile file, List<String> keys) {
    if (node.kind != YamlNode.Kind.MAP) {
      throw file.expected("a mapping", node, path.isEmpty() ? "the document" : path);
    }
    for (YamlNode key : node.keys.values()) {
      if (!keys.contains(key.text)) {
        throw file.error(
            file.unknownKey(),
            key.line,
            key.column,
            "expected one of "
                + String.join(", ", keys)
                + " but was "
                + key.describe()
                + (path.isEmpty() ? "" : " at " + path)
                + Suggestion.of(key.text, keys));
      }
    }
    return new YamlMap(node, path, file);
  }

  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The node of a key, or null where it is absent or null. */
  @Nullable YamlNode get(String key) {
    YamlNode value = node.values.get(key);
    return value == null || value.isNull() ? null : value;
  }

  YamlNode required(String key) {
    YamlNode value = node.values.get(key);
    if (value == null) {
      throw file.error(
          file.missing(),
          node.line,
          node.column,
          "expected the key '" + key + "'" + (path.isEmpty() ? "" : " at " + path));
    }
    return value;
  }

  String text(String key) {
    return scalar(required(key), pathOf(key));
  }

  String textOr(String key, String other) {
    YamlNode value = get(key);
    return value == null ? other : scalar(value, pathOf(key));
  }

  @Nullable String textOrNull(String key) {
    YamlNode value = get(key);
    return value == null ? null : scalar(value, pathOf(key));
  }

  boolean flagOr(String key, boolean other) {
    YamlNode value = get(key);
    if (value == null) {
      return other;
    }
    boolean yes = value.plain && value.text.equals("true");
    if (!yes && !(value.plain && value.text.equals("false"))) {
      throw file.expected("true or false", value, pathOf(key));
    }
    return yes;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    List<YamlNode> items = list(key);
    for (int i = 0; i < items.size(); i++) {
      texts.add(scalar(items.get(i), pathOf(key) + "[" + i + "]"));
    }
    return List.copyOf(texts);
  }

  /** The items of a list; none where the key is absent. */
  List<YamlNode> list(String key) {
    YamlNode value = get(key);
    if (value == null) {
      return List.of();
    }
    if (value.kind != YamlNode.Kind.LIST) {
      throw file.expected("a list", value, pathOf(key));
    }
    return value.items;
  }

  List<YamlNode> requiredList(String key) {
    YamlNode value = required(key);
    if (value.kind != YamlNode.Kind.LIST) {
      throw file.expected("a list", value, pathOf(key));
    }
    return value.items;
  }

  <E extends Enum<E>> E word(String key, Class<E> type, boolean lowerCase) {
    YamlNode value = required(key);
    for (E constant : type.getEnumConstants()) {
      if (value.kind == YamlNode.Kind.SCALAR && constant.name().equalsIgnoreCase(value.text)) {
        return constant;
      }
    }
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(lowerCase ? word(constant) : constant.name());
    }
    throw file.error(
        file.value(),
        value.line,
        value.column,
        "expected one of "
            + String.join(", ", words)
            + " but was "
            + value.describe()
            + " at "
            + pathOf(key)
            + Suggestion.of(value.text, words));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private String scalar(YamlNode value, String where) {
    if (value.kind != YamlNode.Kind.SCALAR || value.isNull()) {
      throw file.expected("a text", value, where);
    }
    return value.text;
  }
}
