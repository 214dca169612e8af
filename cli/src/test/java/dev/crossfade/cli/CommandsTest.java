package dev.crossfade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Surroundings;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What holds for every command. */
final class CommandsTest {
  static Stream<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    collect(Cli.commands(), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    if (command.getSubcommands().isEmpty()) {
      all.add(command);
    }
    command.getSubcommands().values().forEach(below -> collect(below, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamplesOfItself(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String name = command.getCommandSpec().qualifiedName();
    Object action = command.getCommand();
    assertThat(action).as(name).isInstanceOf(Action.class);
    assertThat(usage.header()).as(name).isNotEmpty();
    assertThat(Arrays.asList(usage.footer())).as(name).anyMatch(line -> line.contains(name));
    assertThat(command.getCommandSpec().options())
        .as(name)
        .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAGoldenScriptWithItsHelp(CommandLine command) throws IOException {
    String name = command.getCommandSpec().qualifiedName();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
      String scripts = files.map(CommandsTest::read).collect(Collectors.joining());
      assertThat(scripts).contains("$ " + name + " --help\n");
      assertThat(scripts).containsPattern("\\$ " + name + "( (?!--help)|\\n)");
    }
  }

  /**
   * Every live command, whether it changes anything at once, and whether it asks before: reconcile
   * only looks until it is told which store is right.
   */
  @ParameterizedTest
  @CsvSource({
    "crossfade follow, true, true",
    "crossfade status, false, false",
    "crossfade switch, true, true",
    "crossfade switch cancel, true, false",
    "crossfade stage, true, true",
    "crossfade back, true, true",
    "crossfade pause, true, false",
    "crossfade resume, true, false",
    "crossfade throttle, true, false",
    "crossfade throttle off, true, false",
    "crossfade repair, true, false",
    "crossfade dead-keys, true, true",
    "crossfade reconcile, false, true",
    "crossfade retire, true, true",
    "crossfade events, false, false",
    "crossfade proof export, false, false",
    "crossfade proof check, false, false"
  })
  void liveCommandsCanBeTriedAnsweredAndRead(String name, boolean changes, boolean asks) {
    CommandLine command =
        all().filter(one -> one.getCommandSpec().qualifiedName().equals(name)).findFirst().get();
    Map<String, ?> options = command.getCommandSpec().optionsMap();
    assertThat(options).containsKey("--json");
    assertThat(options.containsKey("--dry-run")).as("--dry-run").isEqualTo(changes);
    assertThat(options.containsKey("--yes")).as("--yes").isEqualTo(asks);
  }

  /** The table above leaves none out. */
  @Test
  void theTableOfLiveCommandsIsWhole() throws NoSuchMethodException {
    CsvSource table =
        CommandsTest.class
            .getDeclaredMethod(
                "liveCommandsCanBeTriedAnsweredAndRead", String.class, boolean.class, boolean.class)
            .getAnnotation(CsvSource.class);
    List<String> listed =
        Stream.of(table.value()).map(line -> line.substring(0, line.indexOf(','))).toList();
    assertThat(
            all()
                .filter(CommandsTest::isLive)
                .map(command -> command.getCommandSpec().qualifiedName()))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  private static boolean isLive(CommandLine command) {
    Object action = command.getCommand();
    return action.getClass().getPackageName().equals("dev.crossfade.cli.live")
        && action instanceof Action;
  }

  private static Stream<CommandLine> all() {
    List<CommandLine> all = new ArrayList<>();
    everyOne(Cli.commands(), all);
    return all.stream();
  }

  private static void everyOne(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(below -> everyOne(below, all));
  }

  @Test
  void printsTheSchemaOfPlansWithoutASource(@TempDir Path directory) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            printed,
            printed,
            Map.of(),
            directory,
            Surroundings.Terminal.NONE);
    assertThat(new Cli(surroundings).run("plan", "--schema")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(PlanYaml.schema());
  }

  @ParameterizedTest
  @EnumSource
  void theAdviceNamesOnlyVariablesThatAreRead(ErrorCode code) {
    String launcher = read(Path.of("../crossfade"));
    Set<String> read = new HashSet<>(Set.of("DATABASE_URL", "PGPASSWORD", "XDG_CACHE_HOME"));
    Stream.of(Setting.values()).map(Setting::environment).forEach(read::add);
    Matcher variable = Pattern.compile("\\b[A-Z]+_[A-Z_]+\\b").matcher(code.advice());
    while (variable.find()) {
      assertThat(read.contains(variable.group()) || launcher.contains("${" + variable.group()))
          .as(variable.group())
          .isTrue();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
