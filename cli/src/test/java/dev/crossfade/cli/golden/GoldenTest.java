package dev.crossfade.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.Cli;
import dev.crossfade.cli.frame.Surroundings;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every golden script in {@code src/test/resources/golden} against the real command line. With
 * {@code -Dgolden.update=true} the expected output is written instead of compared.
 */
final class GoldenTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/golden");

  @TempDir Path temporary;

  static Stream<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void printsWhatTheScriptSays(String name) throws Exception {
    Path file = SCRIPTS.resolve(name);
    String text = Files.readString(file);
    Script script = Script.parse(text.lines().toList());
    Path directory = temporary.toRealPath();
    Map<String, String> environment = new LinkedHashMap<>(script.environment);
    environment.put("HOME", directory.toString());
    try (ScratchDatabase database = script.scratch ? ScratchServer.createDatabase() : null) {
      if (database != null) {
        environment.put("DATABASE_URL", database.url());
      }
      for (Script.Step step : script.steps) {
        run(step, directory, environment);
      }
    } finally {
      EmbeddedServer.in(directory).stop();
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, script.text());
    } else {
      assertThat(script.text()).isEqualTo(text);
    }
  }

  private static void run(Script.Step step, Path directory, Map<String, String> environment)
      throws IOException {
    Normaliser normaliser = new Normaliser(directory);
    if (step.writesFile()) {
      Files.writeString(directory.resolve(step.rest()), String.join("\n", step.out) + "\n");
      return;
    }
    if (step.isFile()) {
      List<String> lines = normaliser.lines(Files.readString(directory.resolve(step.rest())));
      step.out.clear();
      step.out.addAll(lines);
      return;
    }
    List<String> words = Words.split(step.rest());
    assertThat(words.get(0)).isEqualTo("crossfade");
    String input = step.input.isEmpty() ? "" : String.join("\n", step.input) + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment,
            directory,
            Surroundings.Terminal.NONE);
    step.exit = new Cli(surroundings).run(words.subList(1, words.size()).toArray(String[]::new));
    surroundings.out().flush();
    surroundings.err().flush();
    step.out.clear();
    step.out.addAll(normaliser.lines(out.toString(StandardCharsets.UTF_8)));
    step.err.clear();
    step.err.addAll(normaliser.lines(err.toString(StandardCharsets.UTF_8)));
  }
}
