package dev.crossfade.spring;

import dev.crossfade.config.Settings;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.keys.KeyPattern;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.spring.CrossfadeProperties.ColumnProperties;
import dev.crossfade.spring.CrossfadeProperties.PatternProperties;
import dev.crossfade.spring.CrossfadeProperties.SqliteProperties;
import dev.crossfade.spring.CrossfadeProperties.StoreProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Turns properties into settings; says which property it was when something refuses a value. */
final class SettingsOfProperties {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private SettingsOfProperties() {}

  /**
   * The settings that properties say or name a file of.
   *
   * @param environment variables, for a file
   * @throws CrossfadeException as {@link Settings#load(Path, Map)} throws it, or the settings
   */
  static CrossfadeSettings of(CrossfadeProperties properties, Map<String, String> environment) {
    Resource config = properties.config();
    MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn(
        all -> {
          all.put("crossfade.config", config);
          all.put("crossfade.stores", properties.stores().isEmpty() ? null : true);
        });
    String target = properties.target();
    if (properties.stores().isEmpty()) {
      CrossfadeSettings read =
          config == null ? Settings.load() : ofFile(config, Objects.requireNonNull(environment));
      return target == null ? read : read.withTarget(target);
    }
    CrossfadeSettings settings = new CrossfadeSettings(target, List.of());
    for (Map.Entry<String, StoreProperties> entry : properties.stores().entrySet()) {
      String path = "crossfade.stores." + entry.getKey();
      StoreSettings store = store(entry.getKey(), entry.getValue(), path);
      CrossfadeSettings before = settings;
      settings = at(path, () -> before.with(store));
    }
    return settings;
  }

  private static CrossfadeSettings ofFile(Resource config, Map<String, String> environment) {
    try {
      // What lies on the classpath is a file only as long as it is not in a jar.
      if (config.isFile() && !(config instanceof ClassPathResource)) {
        return Settings.load(config.getFile().toPath(), environment);
      }
      String text = config.getContentAsString(StandardCharsets.UTF_8);
      return Settings.read(text, config.getDescription(), Path.of(""), environment);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_1111, config.getDescription() + ": " + e, e);
    }
  }

  private static StoreSettings store(String name, StoreProperties properties, String path) {
    StoreSettings store = at(path, () -> source(name, properties, path));
    store = set(store, properties.schema(), path + ".schema", StoreSettings::withSchema);
    store =
        set(store, properties.otherTable(), path + ".other-table", StoreSettings::withOtherTable);
    store =
        set(store, properties.durability(), path + ".durability", StoreSettings::withDurability);
    store =
        set(store, properties.writeLimit(), path + ".write-limit", StoreSettings::withWriteLimit);
    store = set(store, properties.readLimit(), path + ".read-limit", StoreSettings::withReadLimit);
    store = set(store, properties.fallback(), path + ".fallback", StoreSettings::withFallback);
    store = set(store, properties.shadow(), path + ".shadow", StoreSettings::withShadow);
    int place = 0;
    for (PatternProperties pattern : properties.patterns()) {
      String where = path + ".patterns[" + place++ + "]";
      PatternSettings settings = at(where, () -> pattern(pattern, where));
      store = set(store, settings, where, StoreSettings::with);
    }
    return store;
  }

  private static StoreSettings source(String name, StoreProperties properties, String path) {
    SqliteProperties sqlite = properties.sqlite();
    MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn(
        all -> {
          all.put(path + ".edn", properties.edn());
          all.put(path + ".json", properties.json());
          all.put(path + ".folder", properties.folder());
          all.put(path + ".sqlite", sqlite);
        });
    if (properties.edn() != null) {
      return StoreSettings.edn(name, file(properties.edn(), path + ".edn"));
    }
    if (properties.json() != null) {
      return StoreSettings.json(name, file(properties.json(), path + ".json"));
    }
    if (properties.folder() != null) {
      return StoreSettings.folder(name, file(properties.folder(), path + ".folder"));
    }
    if (sqlite == null) {
      throw new InvalidConfigurationPropertyValueException(
          path, null, "one of edn, json, folder and sqlite says where its documents are");
    }
    return StoreSettings.sqlite(
        name,
        file(sqlite.file(), path + ".sqlite.file"),
        required(sqlite.table(), path + ".sqlite.table"));
  }

  private static Path file(@Nullable String name, String path) {
    String text = required(name, path);
    if (SCHEME.matcher(text).matches() && !isDrive(text)) {
      throw notAFile(text, path);
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw notAFile(text, path);
    }
  }

  private static boolean isDrive(String text) {
    return text.charAt(1) == ':';
  }

  private static RuntimeException notAFile(String text, String path) {
    return new InvalidConfigurationPropertyValueException(
        path, text, "it is the name of a file, relative to the working directory, and no URL");
  }

  private static PatternSettings pattern(PatternProperties properties, String path) {
    String text = required(properties.pattern(), path + ".pattern");
    PatternSettings pattern =
        new PatternSettings(
            KeyPattern.of(text),
            properties.table(),
            properties.priority(),
            properties.skip(),
            List.of());
    int place = 0;
    for (ColumnProperties column : properties.columns()) {
      String where = path + ".columns[" + place++ + "]";
      PatternSettings before = pattern;
      String name = required(column.name(), where + ".name");
      pattern = at(where, () -> before.column(name, column.path(), column.type()));
    }
    return pattern;
  }

  private static String required(@Nullable String text, String path) {
    if (text == null || text.isBlank()) {
      throw new InvalidConfigurationPropertyValueException(path, text, "it is needed");
    }
    return text;
  }

  private static <V> StoreSettings set(
      StoreSettings store,
      @Nullable V value,
      String path,
      BiFunction<StoreSettings, V, StoreSettings> change) {
    return value == null ? store : at(path, () -> change.apply(store, value));
  }

  /** Names the property, unless one inside it is named already. */
  private static <T> T at(String path, Supplier<T> work) {
    try {
      return work.get();
    } catch (CrossfadeException e) {
      if (e.detail().contains(" at crossfade.")) {
        throw e;
      }
      throw new CrossfadeException(e.code(), e.detail() + " at " + path, e);
    }
  }
}
