package dev.crossfade.files.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Takes the same texts for JSON as another parser does. */
class StrictnessTest {
  private static final String[] SEEDS = {
    "{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"x\\n\\u00e9\"}}",
    "[-0.5e+10, 12, 0, {\"\":[]}, \"\\\\\\\"\", 1E5]",
    " {\"k\" : [ ] , \"l\" : { } } ",
    "\"\\ud83c\\udfa7\"",
    "123.25"
  };
  private static final String BYTES = "{}[]\":,\\ue0123.-+ntrufalsx \n\t\u0001";

  @Test
  void agreesOnMutatedTexts() throws IOException {
    JsonFactory factory = new JsonFactory();
    JsonCursor cursor = new JsonCursor();
    int valid = 0;
    for (long seed = 1; seed <= 60_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
      for (int edits = random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length() + 1);
        char c = BYTES.charAt(random.nextInt(BYTES.length()));
        if (at < text.length() && random.nextBoolean()) {
          text.deleteCharAt(at);
        } else {
          text.insert(at, c);
        }
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      boolean expected = parses(factory, bytes);
      assertThat(accepts(cursor, bytes)).as("seed " + seed + ": " + text).isEqualTo(expected);
      valid += expected ? 1 : 0;
    }
    assertThat(valid).isBetween(10_000, 50_000);
  }

  private static boolean accepts(JsonCursor cursor, byte[] bytes) {
    cursor.reset(bytes, 0, bytes.length);
    cursor.skipSpace();
    if (!cursor.value()) {
      return false;
    }
    cursor.skipSpace();
    return cursor.at == bytes.length;
  }

  private static boolean parses(JsonFactory factory, byte[] bytes) {
    try (JsonParser parser = factory.createParser(bytes)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      if (parser.currentToken().isScalarValue()) {
        parser.getText();
      }
      return parser.nextToken() == null && deep(factory, bytes);
    } catch (IOException e) {
      return false;
    }
  }

  /** Strings are only looked into when they are asked for. */
  private static boolean deep(JsonFactory factory, byte[] bytes) throws IOException {
    try (JsonParser parser = factory.createParser(bytes)) {
      while (parser.nextToken() != null) {
        parser.getText();
      }
      return true;
    }
  }
}
