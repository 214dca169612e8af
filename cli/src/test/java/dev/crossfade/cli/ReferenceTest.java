package dev.crossfade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The reference in {@code docs/reference} is what the code says. With {@code -Dgolden.update=true}
 * it is written instead of compared.
 */
final class ReferenceTest {
  private static final Path DIRECTORY = Path.of("../docs/reference");

  @Test
  void theReferenceIsWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Reference.main(new String[] {DIRECTORY.toString()});
    }
    for (Map.Entry<String, String> page : Reference.pages().entrySet()) {
      assertThat(Files.readString(DIRECTORY.resolve(page.getKey())))
          .as(page.getKey() + " is stale; run the tests with -Dgolden.update=true")
          .isEqualTo(page.getValue());
    }
  }
}
