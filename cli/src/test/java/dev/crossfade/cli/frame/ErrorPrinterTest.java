package dev.crossfade.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an error says, and what it never says. */
final class ErrorPrinterTest {
  @Command(name = "crossfade", description = "Needs more memory than there is.")
  static final class Greedy implements Action {
    @Override
    public Outcome run(Session session) {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(String... arguments) {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            stream,
            stream,
            Map.of(),
            Path.of(""),
            Surroundings.Terminal.NONE);
    return new Frame(surroundings, Frame.prepare(new CommandLine(new Greedy())), new Cancellation())
        .run(arguments);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void takesALackOfMemoryForNoDefect() {
    assertThat(run()).isEqualTo(1);
    assertThat(text()).contains("CF-1113").contains("Java heap space").contains("-Xmx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://user:secret@host/database",
        "postgres://user:sec@secret@host/database",
        "--too=postgresql://user:secret%2F@host/database",
        "jdbc:postgresql://host/database?user=me&password=secret&x=y",
        "host=h password=secret user=u",
      })
  void repeatsNoPasswordOfAWordInTheWrongPlace(String word) {
    assertThat(run(word)).isEqualTo(2);
    assertThat(run(word, "--json")).isEqualTo(2);
    assertThat(run(word, "--verbose")).isEqualTo(2);
    assertThat(text()).contains("***").contains("CF-1001").doesNotContain("secret");
  }
}
