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

/** A hostile name cannot govern the terminal that it is shown on. */
final class ControlsTest {
  private static final String HOSTILE = "\033[2J\033]0;title\007 \u202eabc\u202c \r\u009b1A";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Session session(boolean terminal) {
    return new Session(
        new Surroundings(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            Path.of(""),
            new Surroundings.Terminal(false, terminal, terminal, 100)),
        new CommonOptions(),
        new Cancellation());
  }

  @Test
  void showsThemOnATerminal() {
    Session session = session(true);
    session.print(session.style().bad("a") + "\t" + HOSTILE + "\nb");
    session.note(HOSTILE);
    String shown = "\\x1b[2J\\x1b]0;title\\x07 \\u202eabc\\u202c \\x0d\\x9b1A";
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("\033[31;1ma\033[0m\t" + shown + "\nb\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(shown + "\n");
  }

  @Test
  void leavesEveryByteToAProgram() {
    session(false).print(HOSTILE);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(HOSTILE + "\n");
  }
}
