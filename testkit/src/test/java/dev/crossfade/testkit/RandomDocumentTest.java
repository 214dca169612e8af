package dev.crossfade.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.value.JsonCheck;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Documents of every kind come back from their JSON text. */
class RandomDocumentTest {
  private static final long SEED = 17;

  @Test
  void comesBackEqual() {
    Random random = new Random(SEED);
    RandomDocument documents = new RandomDocument(random);
    JsonCheck check = new JsonCheck();
    for (int i = 0; i < 20_000; i++) {
      Document document = documents.next(4);
      String json = DocumentJson.encode(document);
      String what = "seed " + SEED + ", document " + i + ": " + json;
      assertThat(DocumentJson.decode(json)).as(what).isEqualTo(document);
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      assertThat(check.check(bytes, 0, bytes.length, true)).as(what).isNull();
    }
  }
}
