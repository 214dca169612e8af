package dev.crossfade.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.Cli;
import dev.crossfade.cli.frame.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A command that was run in a folder, for a database.
 *
 * @param status how it ended
 * @param out what it printed as its result
 * @param err what it noted, and its error
 */
record CommandRun(int status, String out, String err) {
  static CommandRun of(Path folder, String url, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("HOME", folder.toString()),
            folder,
            Surroundings.Terminal.NONE);
    int status =
        new Cli(surroundings)
            .run(Stream.concat(Stream.of(words), Stream.of("--to", url)).toArray(String[]::new));
    surroundings.out().flush();
    surroundings.err().flush();
    return new CommandRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Checks how it ended. */
  CommandRun ends(int expected) {
    assertThat(status).as(out + "\n" + err).isEqualTo(expected);
    return this;
  }
}
