package dev.crossfade.files.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys as names of files and as keys of EDN: one to one, whatever they are. */
class KeyNamesTest {
  private static final String[] PIECES = {
    "a",
    "A",
    "/",
    "%",
    "%_",
    "%2",
    "2e",
    ".",
    "..",
    ".json",
    "con",
    "CON",
    "é",
    "e\u0301",
    "🎧",
    " ",
    ":",
    "~",
    "~:",
    ":a",
    "user/id",
    "\\",
    "\u0001",
    "-",
    "_",
    "İ",
    "ı",
    "x".repeat(199)
  };

  private static String key(Random random) {
    StringBuilder key = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      key.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return key.toString();
  }

  @Test
  void everyKeyHasAPathOfItsOwnOnAnyFileSystem() {
    Random random = new Random(1);
    Map<String, String> keys = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      String key = key(random);
      String path = KeyPaths.path(key);
      assertThat(KeyPaths.key(path)).isEqualTo(key);
      assertThat(path).matches("[a-z0-9_%/-]+\\.json").doesNotContain("//").doesNotStartWith("/");
      for (String part : path.split("/")) {
        assertThat(part.length()).isBetween(1, 220);
        assertThat(part.replace(".json", "")).isNotEqualTo("con");
      }
      String other = keys.put(path.toLowerCase(Locale.ROOT), key);
      assertThat(other == null || other.equals(key)).as(key).isTrue();
    }
  }

  @Test
  void everyKeyHasAKeyOfItsOwnInEdn() {
    Random random = new Random(2);
    Map<Document, String> keys = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      String key = key(random);
      Document document = EdnKeys.document(key);
      assertThat(EdnKeys.key(document)).isEqualTo(key);
      String other = keys.put(document, key);
      assertThat(other == null || other.equals(key)).as(key).isTrue();
      Document text = new Document.Text(key);
      assertThat(EdnKeys.document(EdnKeys.key(text))).isEqualTo(text);
    }
    assertThat(EdnKeys.key(new Document.Keyword("presence/42"))).isEqualTo(":presence/42");
    assertThat(EdnKeys.key(new Document.Text(":a"))).isEqualTo("~:a");
  }
}
