package dev.crossfade.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A JVM that starts the server of a directory, prints one line about it, and ends. */
final class StartingProcess {
  private StartingProcess() {}

  /** Prints process id, port and whether it was this process that started the server. */
  public static void main(String[] arguments) {
    Running running = EmbeddedServer.in(Path.of(arguments[0])).start();
    System.out.println(running.pid() + " " + running.port() + " " + running.started());
  }

  static Process launch(Path directory) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                StartingProcess.class.getName(),
                directory.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static List<String> answer(Process process) throws IOException {
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return List.of(line.split(" "));
  }
}
