package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.Priority;
import dev.crossfade.core.setting.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Path PAGE = Path.of("../docs/guide/application.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/crossfade/config/SettingsTest.java");

  @TempDir Path folder;

  private CrossfadeSettings load(String text, Map<String, String> environment) {
    try {
      Path file = folder.resolve("crossfade.yaml");
      return Settings.load(Files.writeString(file, text), environment);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private StoreSettings store(String settings) {
    String text = "stores:\n  m:\n    edn: m.edn\n    " + settings.replace("\n", "\n    ");
    return load(text, Map.of()).store("m");
  }

  private CrossfadeException refusal(String text) {
    try {
      load(text, Map.of());
    } catch (CrossfadeException e) {
      return e;
    }
    throw new AssertionError("was read: " + text);
  }

  private static CrossfadeSettings inCode() {
    return
    // tag::settings
    CrossfadeSettings.of("postgresql://app@db.example/app")
        .with(
            StoreSettings.edn("memory", Path.of("memory.edn"))
                .withSchema("memory")
                .with(
                    PatternSettings.of("presence/{id}", "presence")
                        .priority(Priority.HIGH)
                        .column("user_id", ":user/id")
                        .column("joined_at", ":joined-at", AttributeType.TIMESTAMPTZ)
                        .column("city", List.of(":address", ":city"), AttributeType.TEXT))
                .with(PatternSettings.of("team/{team}/note/{id}", "note"))
                .with(
                    PatternSettings.skip(
                        "collab-session/{id}", "a live channel, which cannot be stored")))
        .with(StoreSettings.sqlite("archive", Path.of("archive.db"), "documents"));
    // end::settings
  }

  /** What the page shows first can be read, and is the same as what it shows then. */
  @Test
  void readsThePagesExample() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```yaml\n") + 8;
    CrossfadeSettings read = load(page.substring(start, page.indexOf("```", start)), Map.of());
    CrossfadeSettings code = inCode();
    assertThat(read.target()).isEqualTo(code.target());
    for (StoreSettings store : code.stores()) {
      StoreSettings other = read.store(store.name());
      assertThat(other.source().file())
          .isEqualTo(folder.resolve(String.valueOf(store.source().file())));
      assertThat(other.source().kind()).isEqualTo(store.source().kind());
      assertThat(other.source().table()).isEqualTo(store.source().table());
      assertThat(other).usingRecursiveComparison().ignoringFields("source").isEqualTo(store);
    }
    assertThat(read.stores()).hasSameSizeAs(code.stores());
    List<String> lines = Files.readAllLines(SOURCE);
    List<String> region =
        lines.subList(
            lines.indexOf("    // tag::settings") + 1, lines.indexOf("    // end::settings"));
    String shown = String.join("\n", region.stream().map(line -> line.substring(4)).toList());
    assertThat(page).contains("```java\n" + shown + "\n```");
  }

  @Test
  void readsEveryKey() {
    StoreSettings store =
        store(
            "schema: s\notherTable: o\ndurability: group\nfallback: false\nshadow: 0.5\n"
                + "writeLimit: 2m\nreadLimit: 300ms\n"
                + "patterns:\n  a: {table: a, priority: low, columns: {c: [x, ':y'], d: '1'}}");
    assertThat(store)
        .isEqualTo(
            StoreSettings.edn("m", folder.resolve("m.edn"))
                .withSchema("s")
                .withOtherTable("o")
                .withDurability(Durability.GROUP)
                .withFallback(false)
                .withShadow(0.5)
                .withWriteLimit(Duration.ofMinutes(2))
                .withReadLimit(Duration.ofMillis(300))
                .with(
                    PatternSettings.of("a", "a")
                        .priority(Priority.LOW)
                        .column("c", List.of("x", ":y"), AttributeType.TEXT)
                        .column("d", "1")));
    for (AttributeType type : AttributeType.values()) {
      String column = "{path: x, type: " + YamlMap.word(type) + "}";
      PatternSettings pattern =
          store("patterns: {a: {table: a, columns: {c: " + column + "}}}").patterns().get(0);
      assertThat(pattern.columns().get(0).type()).isEqualTo(type);
    }
    CrossfadeSettings kinds =
        load(
            "stores: {j: {json: /x/j.json}, f: {folder: f}, s: {sqlite: {file: s, table: t}}}",
            Map.of());
    assertThat(kinds.stores())
        .containsExactly(
            StoreSettings.json("j", Path.of("/x/j.json")),
            StoreSettings.folder("f", folder.resolve("f")),
            StoreSettings.sqlite("s", folder.resolve("s"), "t"));
    assertThat(kinds.target()).isNull();
  }

  @Test
  void letsTheEnvironmentGoOverTheFile() {
    String text = "target: t1\ninto: i1\nstores: {a: {edn: a}, b: {edn: b, schema: s}}";
    CrossfadeSettings file = load(text, Map.of("DATABASE_URL", "", "CROSSFADE_INTO", ""));
    assertThat(file.target()).isEqualTo("t1");
    assertThat(file.store("a").schema()).isEqualTo("i1");
    assertThat(file.store("b").schema()).isEqualTo("s");
    CrossfadeSettings both = load(text, Map.of("DATABASE_URL", "t2", "CROSSFADE_INTO", "i2"));
    assertThat(both.target()).isEqualTo("t2");
    assertThat(both.store("a").schema()).isEqualTo("i2");
    assertThat(both.store("b").schema()).isEqualTo("s");
    CrossfadeSettings environment = load("stores: {a: {edn: a}}", Map.of("DATABASE_URL", "t2"));
    assertThat(environment.target()).isEqualTo("t2");
    assertThat(environment.store("a").schema()).isEqualTo("public");
    assertThatThrownBy(() -> load(text, Map.of("CROSSFADE_JOBS", "many")))
        .hasMessageContaining("CROSSFADE_JOBS");
  }

  /** The place that the error names is behind the ^. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CF_1002|stores: ^x|expected a mapping with entries but was 'x' at stores",
        "CF_1002|stores: ^{}|expected a mapping with entries but was an empty one at stores",
        "CF_1002|stores: {a:^ }|expected a mapping but was nothing at stores.a",
        "CF_1011|stores: {a: {edn: a, ^tabel: x}}|but was 'tabel' at stores.a",
        "CF_1011|stores: {a: {edn: a, ^shema: x}}|did you mean 'schema'?",
        "CF_1002|stores: {^a: {schema: s}}|one of edn, json, folder, sqlite but was none at",
        "CF_1002|stores: {^a: {edn: a, json: b}}|but was edn and json at stores.a",
        "CF_1002|stores: {a: {edn:^ }}|expected a value but was nothing at stores.a.edn",
        "CF_1002|stores: {a: {edn: ^[a]}}|expected a text but was a list at stores.a.edn",
        "CF_1002|stores: {a: {edn: ^''}}|expected the name of a file but was",
        "CF_1010|stores: {a: {sqlite: ^{file: a}}}|expected the key 'table' at stores.a.sqlite",
        "CF_1002|stores: {a: {sqlite: ^a.db}}|expected a mapping but was 'a.db'",
        "CF_7364|stores: {^a: {sqlite: {file: a, table: ''}}}|a table's name",
        "CF_7363|stores: {^1a: {edn: a}}|a store's name",
        "CF_7364|stores: {a: {edn: a, schema: ^crossfade}}|at stores.a.schema",
        "CF_1002|stores: {a: {edn: a, durability: ^disk}}|one of process, group, event",
        "CF_1002|stores: {a: {edn: a, fallback: ^yes}}|expected true or false",
        "CF_1002|stores: {a: {edn: a, shadow: ^1%}}|a share from 0 to 1 but was '1%' at",
        "CF_7363|stores: {a: {edn: a, shadow: ^1.5}}|a shadow from 0 to 1 but was 1.5 at",
        "CF_1002|stores: {a: {edn: a, writeLimit: ^5}}|such as 500ms, 5s or 2m but was '5' at",
        "CF_7363|stores: {a: {edn: a, readLimit: ^61m}}|from 1 ms to 1 h but was PT1H1M at",
        "CF_7365|stores: {a: {edn: a}, ^b: {edn: a}}|'a' and 'b' have the same source",
        "CF_1010|stores: {a: {edn: a}, ^a: {edn: b}}|the key 'a' stands twice",
        "CF_1002|stores: {a: {edn: a, patterns: ^[x]}}|expected a mapping with entries",
      })
  void refusesAMistakeInAStore(ErrorCode code, String text, String says) {
    refuses(code, text, says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CF_7361|^'a/{': {table: a}|expected a '}' for the '{'",
        "CF_7362|'x/{b}': {table: a}, ^'x/{c}': {table: c}|match the same keys",
        "CF_7365|x: {table: a}, ^y: {table: a}|store 'a' has two tables 'a'",
        "CF_7365|^x: {table: a_other}|two tables 'a_other'",
        "CF_7367|^x: {priority: high}|expected a table, or skip with a reason, for 'x' at",
        "CF_7367|^x: {table: a, skip: why}|expected skip alone for 'x'",
        "CF_7367|^x: {skip: ' '}|expected a reason",
        "CF_1002|x: {skip: ^true}|expected a reason in words but was 'true' at",
        "CF_1002|x: {table: a, skip:^ }|expected a value but was nothing at",
        "CF_7367|x: {skip: why, columns: {^c: d}}|but there is columns at",
        "CF_1002|x: {table: a, priority: ^hig}|did you mean 'high'?",
        "CF_1011|x: {^tabl: a}|did you mean 'table'?",
        "CF_7364|x: {table: a, columns: {^key: b}}|'key' at stores.a.patterns.x.columns.key",
        "CF_7365|x: {table: a, columns: {c: b, ^d: b}}|have one path",
        "CF_7368|x: {table: a, columns: {^c: ':'}}|expected a keyword but was ':'",
        "CF_7368|x: {table: a, columns: {^c: []}}|one key at least",
        "CF_1002|x: {table: a, columns: {c: [a, ^[b]]}}|but was a list at",
        "CF_1010|x: {table: a, columns: {c: ^{type: text}}}|expected the key 'path' at",
        "CF_1002|x: {table: a, columns: {c: {path: b, type: ^txt}}}|did you mean 'text'?",
        "CF_1011|x: {table: a, columns: {c: {path: b, ^tipe: text}}}|did you mean 'type'?",
      })
  void refusesAMistakeInAPattern(ErrorCode code, String patterns, String says) {
    refuses(code, "stores:\n  a:\n    edn: a\n    patterns:\n      {" + patterns + "}", says);
  }

  private void refuses(ErrorCode code, String text, String says) {
    String before = text.substring(0, text.indexOf('^'));
    long line = before.lines().count();
    int column = before.length() - before.lastIndexOf('\n');
    CrossfadeException refusal = refusal(before + text.substring(before.length() + 1));
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.detail())
        .startsWith(folder.resolve("crossfade.yaml") + ":" + line + ":" + column + ": ")
        .contains(says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "target: \"postgresql://u:secret@h/d\nstores: {a: {edn: a}}",
        "target: [postgresql://u:secret@h/d]\nstores: {a: {edn: a}}",
        "target: postgresql://u:secret@h/d\nstores: {a: {edn: a",
        "target: postgresql://u:secret@h/d\nstores: {a: {edn: a, targt: x}}",
        "stores: {a: {edn: 'postgresql://u:secret@h/d'}}",
        "stores: {a: 'postgresql://u:secret@h/d'}",
        "stores: {a: {edn: a, writeLimit: 'postgresql://u:secret@h/d'}}",
        "stores: {a: {edn: a, durability: 'postgresql://u:secret@h/d'}}",
        "stores: {'postgresql://u:secret@h/d': {edn: a}}",
        "stores: {a: {edn: a, 'postgresql://u:secret@h/d': a}}",
        "'postgresql://u:secret@h/d': a",
      })
  void tellsNoSecrets(String text) {
    StringWriter all = new StringWriter();
    refusal(text).printStackTrace(new PrintWriter(all));
    assertThat(all.toString()).doesNotContain("secret");
  }

  @Test
  void refusesWhatHoldsNoStores() throws IOException {
    assertThat(refusal("target: x").code()).isEqualTo(ErrorCode.CF_7369);
    assertThat(refusal("stores:").code()).isEqualTo(ErrorCode.CF_7369);
    Path absent = folder.resolve("none.yaml");
    assertThatThrownBy(() -> Settings.load(absent, Map.of()))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_7369));
    Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> Settings.load(bytes, Map.of()))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_1111));
  }

  @Test
  void leavesStoresToOthersInTheCommandLine() {
    assertThat(SettingsYaml.read("into: x\nstores: {anything: [at, all]}", "f")).hasSize(1);
  }
}
