package dev.crossfade.cli.live;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How another process of this program is started. */
public final class JavaProcess {
  private JavaProcess() {}

  /** The command up to the main class, with the options of this JVM that matter to another. */
  public static List<String> command(String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      boolean wanted =
          argument.startsWith("-Dorg.sqlite.")
              || argument.startsWith("-XX:SharedArchiveFile")
              || argument.startsWith("--enable-native-access")
              || argument.startsWith("-Xlog");
      if (wanted) {
        command.add(argument);
      }
    }
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    return command;
  }
}
