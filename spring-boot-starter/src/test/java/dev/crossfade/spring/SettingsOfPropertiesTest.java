package dev.crossfade.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.config.Settings;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

class SettingsOfPropertiesTest {
  private static final Path PAGE = Path.of("../docs/guide/spring-boot.md");

  @TempDir Path folder;

  private static CrossfadeProperties bind(PropertySource<?> source) {
    return new Binder(ConfigurationPropertySources.from(source))
        .bindOrCreate("crossfade", CrossfadeProperties.class);
  }

  private static CrossfadeSettings settings(String... pairs) {
    return SettingsOfProperties.of(properties(pairs), Map.of());
  }

  private static CrossfadeProperties properties(String... pairs) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put("crossfade." + pairs[i], pairs[i + 1]);
    }
    return bind(new MapPropertySource("test", map));
  }

  private static String block(int number) throws IOException {
    return Files.readString(PAGE).split("```yaml\n")[number].split("```")[0];
  }

  @Test
  void thePropertiesOnThePageAreTheSettingsOfTheSameFile() throws IOException {
    PropertySource<?> source =
        new YamlPropertySourceLoader()
            .load("page", new ByteArrayResource(block(1).getBytes("UTF-8")))
            .get(0);
    CrossfadeSettings fromProperties = SettingsOfProperties.of(bind(source), Map.of());
    CrossfadeSettings fromFile = Settings.read(block(2), "the page", Path.of(""), Map.of());
    assertThat(fromProperties).isEqualTo(fromFile);
    StoreSettings memory = fromProperties.store("memory");
    assertThat(memory.patterns()).hasSize(3);
    assertThat(memory.pattern("presence/{id}").columns()).hasSize(3);
  }

  @Test
  void whatIsNotSaidHasTheDefaults() {
    assertThat(settings("stores.memory.edn", "memory.edn"))
        .isEqualTo(
            CrossfadeSettings.ofEnvironment()
                .with(StoreSettings.edn("memory", Path.of("memory.edn"))));
  }

  @Test
  void aStoreIsNeverAFileOfTheClasspath() {
    assertThat(getClass().getResource("/on-the-classpath.edn")).isNotNull();
    StoreSettings store = settings("stores.memory.edn", "on-the-classpath.edn").store("memory");
    assertThat(store.source().file()).isEqualTo(Path.of("on-the-classpath.edn"));
    for (String url : List.of("classpath:memory.edn", "file:memory.edn", "http://x/memory.edn")) {
      assertThatThrownBy(() -> settings("stores.memory.edn", url))
          .isInstanceOf(InvalidConfigurationPropertyValueException.class)
          .hasMessageContaining("crossfade.stores.memory.edn");
    }
  }

  @Test
  void aStoreIsInOnePlace() {
    assertThatThrownBy(() -> settings("stores.m.edn", "m.edn", "stores.m.json", "m.json"))
        .isInstanceOf(MutuallyExclusiveConfigurationPropertiesException.class)
        .hasMessageContaining("crossfade.stores.m.edn")
        .hasMessageContaining("crossfade.stores.m.json");
    assertThatThrownBy(() -> settings("stores.m.schema", "s"))
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining("crossfade.stores.m");
    assertThatThrownBy(() -> settings("stores.m.sqlite.file", "m.db"))
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining("crossfade.stores.m.sqlite.table");
  }

  private static CrossfadeException refusal(String... pairs) {
    return catchThrowableOfType(CrossfadeException.class, () -> settings(pairs));
  }

  @Test
  void aMistakeIsToldWithItsProperty() {
    CrossfadeException column =
        refusal(
            "stores.m.edn", "m.edn",
            "stores.m.patterns[0].pattern", "note/{id}",
            "stores.m.patterns[0].table", "note",
            "stores.m.patterns[0].columns[0].name", "key",
            "stores.m.patterns[0].columns[0].path", ":id");
    assertThat(column.code()).isEqualTo(ErrorCode.CF_7364);
    assertThat(column.detail()).endsWith(" at crossfade.stores.m.patterns[0].columns[0]");
    CrossfadeException limit = refusal("stores.m.edn", "m.edn", "stores.m.write-limit", "2h");
    assertThat(limit.code()).isEqualTo(ErrorCode.CF_7363);
    assertThat(limit.detail()).endsWith(" at crossfade.stores.m.write-limit");
    CrossfadeException same = refusal("stores.a.edn", "m.edn", "stores.b.edn", "m.edn");
    assertThat(same.code()).isEqualTo(ErrorCode.CF_7365);
    assertThatThrownBy(
            () -> settings("stores.m.edn", "m.edn", "stores.m.patterns[0].table", "note"))
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining("crossfade.stores.m.patterns[0].pattern");
  }

  @Test
  void aFileIsReadFromWhereTheResourceIs() throws IOException {
    Path file = folder.resolve("crossfade.yaml");
    Files.writeString(file, "target: postgresql://file/db\nstores:\n  m:\n    edn: m.edn\n");
    CrossfadeSettings read = settings("config", file.toUri().toString());
    assertThat(read.target()).isEqualTo("postgresql://file/db");
    assertThat(read.store("m").source().file()).isEqualTo(folder.resolve("m.edn"));
    assertThat(
            settings("config", file.toUri().toString(), "target", "postgresql://other/db").target())
        .isEqualTo("postgresql://other/db");
    assertThat(settings("config", "classpath:stores.yaml").store("m").source().file())
        .isEqualTo(Path.of("m.edn"));
    assertThat(refusal("config", "classpath:no-such.yaml").code()).isEqualTo(ErrorCode.CF_1111);
  }

  @Test
  void aFileAndPropertiesExcludeEachOther() {
    assertThatThrownBy(() -> settings("config", "classpath:stores.yaml", "stores.m.edn", "m.edn"))
        .isInstanceOf(MutuallyExclusiveConfigurationPropertiesException.class)
        .hasMessageContaining("crossfade.config")
        .hasMessageContaining("crossfade.stores");
  }

  @Test
  void withoutAnythingTheFileInTheWorkingDirectoryIsRead() {
    assertThat(refusal("target", "postgresql://h/db").code()).isEqualTo(ErrorCode.CF_7369);
  }

  @Test
  void noTextShowsThePassword() {
    CrossfadeProperties properties =
        properties("target", "postgresql://u:s3cret@h/db", "stores.m.edn", "m.edn");
    assertThat(properties.toString()).doesNotContain("s3cret").contains("m.edn");
    assertThat(SettingsOfProperties.of(properties, Map.of()).toString()).doesNotContain("s3cret");
  }
}
