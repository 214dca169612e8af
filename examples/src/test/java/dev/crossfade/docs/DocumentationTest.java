package dev.crossfade.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The documentation names no command, option or file that is not there. */
class DocumentationTest {
  @Test
  void everyCommandIsOneThatTheProgramTakes() throws IOException {
    List<String> refused = new ArrayList<>();
    int commands = 0;
    for (Path page : Documentation.pages()) {
      for (String command : Documentation.commands(page)) {
        commands++;
        try {
          Cli.commands().parseArgs(Documentation.arguments(command));
        } catch (ParameterException wrong) {
          refused.add(page.getFileName() + ": " + command + ": " + wrong.getMessage());
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(commands).as("commands found").isGreaterThan(50);
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : Documentation.pages()) {
      for (Path link : Documentation.links(page)) {
        if (!Files.exists(link)) {
          dead.add(page.getFileName() + ": " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void theReadmeBeginsWithTheCommandsThatContinuousIntegrationRuns() throws IOException {
    Path readme = Documentation.pages().get(0);
    assertThat(Documentation.commands(readme).get(0)).startsWith("move examples/shop/shop.sqlite ");
    assertThat(Files.readString(readme)).contains("\nmvn verify ");
  }

  @Test
  void aWordThatIsNoOptionIsFound() {
    assertThat(Documentation.arguments("sql \"SELECT 1\" --csv > x.csv"))
        .containsExactly("sql", "SELECT 1", "--csv");
    assertThat(catchParameterException("move a.sqlite --no-such-option")).isTrue();
  }

  private static boolean catchParameterException(String command) {
    try {
      Cli.commands().parseArgs(Documentation.arguments(command));
      return false;
    } catch (ParameterException expected) {
      return true;
    }
  }
}
