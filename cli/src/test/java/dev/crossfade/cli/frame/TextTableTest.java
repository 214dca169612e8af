package dev.crossfade.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextTableTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void cutsWhatIsWiderThanTheTerminalAndMarksIt() {
    TextTable table = table(true, 30, List.of("id", "note"));
    table.row(List.of("1", "a".repeat(60)));
    table.end();

    assertThat(lines()).last().isEqualTo("1   " + "a".repeat(25) + "…");
    assertThat(lines()).allMatch(line -> line.length() <= 30);
  }

  @Test
  void cutsNothingOffATerminal() {
    TextTable table = table(false, 30, List.of("note"));
    table.row(List.of("a".repeat(60)));
    table.end();

    assertThat(lines()).last().isEqualTo("a".repeat(60));
  }

  @Test
  void letsNoValueWriteToTheTerminal() {
    TextTable table = table(true, 80, List.of("note"));
    table.row(List.of("\033[31mred\nnext\u009b"));
    table.end();

    assertThat(lines()).last().isEqualTo("\\x1b[31mred\\nnext\\x9b");
  }

  @Test
  void printsAnyNumberOfRowsAndShowsNull() {
    TextTable table = table(false, 80, List.of("n"));
    for (int i = 0; i < 2000; i++) {
      table.row(Arrays.asList(i == 1999 ? null : Integer.toString(i)));
    }
    table.end();

    assertThat(lines()).hasSize(2002).last().isEqualTo("NULL");
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private TextTable table(boolean terminal, int width, List<String> names) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            stream,
            stream,
            Map.of("NO_COLOR", "1"),
            Path.of(""),
            new Surroundings.Terminal(terminal, terminal, terminal, width));
    return new TextTable(new Session(surroundings, new CommonOptions(), new Cancellation()), names);
  }
}
