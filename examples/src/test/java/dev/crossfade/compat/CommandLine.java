package dev.crossfade.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.Cli;
import dev.crossfade.cli.frame.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line in this JVM, standing in a directory, with one target. */
final class CommandLine {
  static final String SHOP = example("shop/shop.sqlite");
  static final String SHOP_DIRTY = example("shop/shop-dirty.sqlite");
  static final String BOTS = example("bots/data");

  private final Path directory;
  private final String url;

  CommandLine(Path directory, String url) {
    this.directory = directory;
    this.url = url;
  }

  /**
   * How a command ended.
   *
   * @param status its exit status
   * @param out what it printed as its result
   * @param all that and its notes and errors
   */
  record Result(int status, String out, String all) {}

  /** Runs a command with this target; it must end so and not print the password. */
  Result run(int expectedStatus, String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--to", url));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new Cli(
                new Surroundings(
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Map.of("HOME", directory.toString()),
                    directory,
                    Surroundings.Terminal.NONE))
            .run(words.toArray(String[]::new));
    String printed = out.toString(StandardCharsets.UTF_8);
    String all = err.toString(StandardCharsets.UTF_8) + printed;
    assertThat(status).as("%s:\n%s", List.of(arguments), all).isEqualTo(expectedStatus);
    assertThat(all).doesNotContain(PostgresServer.PASSWORD);
    return new Result(status, printed, all);
  }

  /** Moves a source, which must be proven with its whole schema. */
  Result proves(int expectedStatus, String... arguments) {
    List<String> words = new ArrayList<>(List.of("move", "--json"));
    words.addAll(List.of(arguments));
    Result result = run(expectedStatus, words.toArray(String[]::new));
    assertThat(result.out())
        .contains("\"outcome\":\"proven\"")
        .doesNotContain("\"kind\":\"schema-difference\"")
        .doesNotContain("\"kind\":\"data-difference\"");
    return result;
  }

  private static String example(String path) {
    return Path.of("").toAbsolutePath().resolve(path).toString();
  }
}
