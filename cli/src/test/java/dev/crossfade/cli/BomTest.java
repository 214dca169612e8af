package dev.crossfade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM, which has no parent to inherit from, names every published artifact, in its version. */
class BomTest {
  private static final List<String> NOT_PUBLISHED = List.of("cli", "examples", "benchmarks", "bom");

  private static List<String> all(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void everyPublishedModuleIsInTheBom() throws IOException {
    String root = Files.readString(Path.of("..", "pom.xml"));
    String bom = Files.readString(Path.of("..", "bom", "pom.xml"));
    List<String> modules = all("<module>([\\w-]+)</module>", root);
    assertThat(modules).containsAll(NOT_PUBLISHED);
    assertThat(
            all("<dependency>.*<artifactId>crossfade-([\\w-]+)</artifactId>.*project.version", bom))
        .containsExactlyInAnyOrderElementsOf(
            modules.stream().filter(module -> !NOT_PUBLISHED.contains(module)).toList());
    String version =
        "<artifactId>crossfade-\\w+</artifactId>\\s*<version>([^<]*)</version>\\s*<packaging>";
    assertThat(all(version, bom)).hasSize(1).isEqualTo(all(version, root));
  }
}
