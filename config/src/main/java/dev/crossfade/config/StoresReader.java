package dev.crossfade.config;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.keys.KeyPattern;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.Priority;
import dev.crossfade.core.setting.StoreSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code stores} of {@code crossfade.yaml}. */
final class StoresReader {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m)");
  private static final Pattern SHARE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private final YamlFile file;
  private final Path folder;
  private final String schema;

  /**
   * A reader of one file.
   *
   * @param file makes the errors
   * @param folder what names of files are relative to
   * @param schema of stores that name none
   */
  StoresReader(YamlFile file, Path folder, String schema) {
    this.file = file;
    this.folder = folder;
    this.schema = schema;
  }

  /** Adds the stores of the section to settings. */
  CrossfadeSettings read(YamlNode section, CrossfadeSettings settings) {
    CrossfadeSettings all = settings;
    for (Map.Entry<String, YamlNode> entry : entries(section, StoresKeys.SECTION).entrySet()) {
      YamlNode key = node(section.keys, entry.getKey());
      String path = StoresKeys.SECTION + "." + key.shown();
      StoreSettings store = store(key, entry.getValue(), path);
      CrossfadeSettings before = all;
      all = placed(key, path, () -> before.with(store));
    }
    return all;
  }

  private StoreSettings store(YamlNode key, YamlNode node, String path) {
    YamlMap map = known(node, path, StoresKeys.STORE);
    StoreSettings store = placed(key, path, () -> source(key, map).withSchema(schema));
    store = set(store, map, "schema", (s, value) -> s.withSchema(value.text));
    store = set(store, map, "otherTable", (s, value) -> s.withOtherTable(value.text));
    if (map.get("durability") != null) {
      store = store.withDurability(map.word("durability", Durability.class, true));
    }
    store = set(store, map, "writeLimit", (s, value) -> s.withWriteLimit(time(value)));
    store = set(store, map, "readLimit", (s, value) -> s.withReadLimit(time(value)));
    store = store.withFallback(map.flagOr("fallback", store.limits().fallback()));
    store = set(store, map, "shadow", (s, value) -> s.withShadow(share(value)));
    YamlNode patterns = map.get("patterns");
    return patterns == null ? store : patterns(store, patterns, map.pathOf("patterns"));
  }

  private StoreSettings source(YamlNode store, YamlMap map) {
    List<String> kinds = StoresKeys.KINDS.stream().filter(kind -> map.get(kind) != null).toList();
    if (kinds.size() != 1) {
      String was = kinds.isEmpty() ? "none" : String.join(" and ", kinds);
      String text = "expected one of " + String.join(", ", StoresKeys.KINDS) + " but was " + was;
      throw file.error(file.value(), store.line, store.column, text + " at " + map.path());
    }
    String name = store.text;
    return switch (kinds.get(0)) {
      case "edn" -> StoreSettings.edn(name, path(map, "edn"));
      case "json" -> StoreSettings.json(name, path(map, "json"));
      case "folder" -> StoreSettings.folder(name, path(map, "folder"));
      default -> {
        YamlMap sqlite =
            known(node(map.node().values, "sqlite"), map.pathOf("sqlite"), StoresKeys.SQLITE);
        yield StoreSettings.sqlite(name, path(sqlite, "file"), sqlite.text("table"));
      }
    };
  }

  private Path path(YamlMap map, String key) {
    String text = map.text(key);
    YamlNode node = node(map.node().values, key);
    if (text.isBlank() || text.contains("://")) {
      throw file.expected("the name of a file", node, map.pathOf(key));
    }
    try {
      return folder.resolve(text);
    } catch (InvalidPathException e) {
      throw file.expected("the name of a file", node, map.pathOf(key));
    }
  }

  private StoreSettings patterns(StoreSettings store, YamlNode node, String path) {
    StoreSettings all = store;
    for (Map.Entry<String, YamlNode> entry : entries(node, path).entrySet()) {
      YamlNode key = node(node.keys, entry.getKey());
      String place = path + "." + key.shown();
      PatternSettings pattern = pattern(key, entry.getValue(), place);
      StoreSettings before = all;
      all = placed(key, place, () -> before.with(pattern));
    }
    return all;
  }

  private PatternSettings pattern(YamlNode key, YamlNode node, String path) {
    YamlMap map = known(node, path, StoresKeys.PATTERN);
    YamlNode skip = map.get("skip");
    if (skip != null && skip.plain && (skip.text.equals("true") || skip.text.equals("false"))) {
      throw file.expected("a reason in words", skip, map.pathOf("skip"));
    }
    Priority priority =
        map.get("priority") == null ? Priority.MEDIUM : map.word("priority", Priority.class, true);
    PatternSettings pattern =
        placed(
            key,
            path,
            () ->
                new PatternSettings(
                    KeyPattern.of(key.text),
                    map.textOrNull("table"),
                    priority,
                    map.textOrNull("skip"),
                    List.of()));
    YamlNode columns = map.get("columns");
    return columns == null ? pattern : columns(pattern, columns, map.pathOf("columns"));
  }

  private PatternSettings columns(PatternSettings pattern, YamlNode node, String path) {
    PatternSettings all = pattern;
    for (Map.Entry<String, YamlNode> entry : entries(node, path).entrySet()) {
      YamlNode key = node(node.keys, entry.getKey());
      YamlNode value = entry.getValue();
      String place = path + "." + key.shown();
      AttributeType type = AttributeType.TEXT;
      List<String> keys;
      if (value.kind == YamlNode.Kind.MAP) {
        YamlMap map = known(value, place, StoresKeys.COLUMN);
        keys = keys(map.required("path"), map.pathOf("path"));
        if (map.get("type") != null) {
          type = map.word("type", AttributeType.class, true);
        }
      } else {
        keys = keys(value, place);
      }
      PatternSettings before = all;
      AttributeType chosen = type;
      all = placed(key, place, () -> before.column(key.text, keys, chosen));
    }
    return all;
  }

  private List<String> keys(YamlNode value, String path) {
    if (value.kind == YamlNode.Kind.LIST) {
      List<String> keys = new ArrayList<>();
      for (YamlNode item : value.items) {
        keys.add(scalar(item, path + "[" + keys.size() + "]").text);
      }
      return keys;
    }
    return List.of(scalar(value, path).text);
  }

  private YamlNode scalar(YamlNode value, String path) {
    if (value.kind != YamlNode.Kind.SCALAR || value.isNull()) {
      throw file.expected("a text", value, path);
    }
    return value;
  }

  private StoreSettings set(
      StoreSettings store,
      YamlMap map,
      String key,
      BiFunction<StoreSettings, YamlNode, StoreSettings> change) {
    YamlNode value = map.get(key);
    if (value == null) {
      return store;
    }
    String path = map.pathOf(key);
    return placed(value, path, () -> change.apply(store, scalar(value, path)));
  }

  private Duration time(YamlNode value) {
    Matcher matcher = TIME.matcher(value.text);
    if (!matcher.matches()) {
      throw wrong("a time such as 500ms, 5s or 2m", value);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  private double share(YamlNode value) {
    if (!SHARE.matcher(value.text).matches()) {
      throw wrong("a share from 0 to 1", value);
    }
    return Double.parseDouble(value.text);
  }

  private CrossfadeException wrong(String expected, YamlNode value) {
    return new CrossfadeException(
        file.value(), "expected " + expected + " but was " + value.describe());
  }

  /** A mapping with none but these keys, each of them with a value. */
  private YamlMap known(YamlNode node, String path, List<String> keys) {
    YamlMap map = YamlMap.of(node, path, file, keys);
    for (Map.Entry<String, YamlNode> entry : node.values.entrySet()) {
      if (entry.getValue().isNull()) {
        throw file.expected("a value", entry.getValue(), map.pathOf(entry.getKey()));
      }
    }
    return map;
  }

  private Map<String, YamlNode> entries(YamlNode node, String path) {
    if (node.kind != YamlNode.Kind.MAP || node.values.isEmpty()) {
      String was = node.kind == YamlNode.Kind.MAP ? "an empty one" : node.describe();
      String text = "expected a mapping with entries but was " + was + " at " + path;
      throw file.error(file.value(), node.line, node.column, text);
    }
    return node.values;
  }

  private static YamlNode node(Map<String, YamlNode> nodes, String key) {
    @Nullable YamlNode node = nodes.get(key);
    if (node == null) {
      throw new IllegalStateException("no node of the key");
    }
    return node;
  }

  /** Says where in the file it was when something refuses what stands there. */
  private <T> T placed(YamlNode node, String path, Supplier<T> work) {
    try {
      return work.get();
    } catch (CrossfadeException e) {
      if (e.detail().startsWith(file.name() + ":")) {
        throw e;
      }
      throw file.error(e.code(), node.line, node.column, e.detail() + " at " + path, e);
    }
  }
}
