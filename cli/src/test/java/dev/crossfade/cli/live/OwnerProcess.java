package dev.crossfade.cli.live;

import dev.crossfade.facade.Crossfade;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An application in a process of its own, which dies where it is told to. */
final class OwnerProcess implements AutoCloseable {
  private static final String READY = "open";

  private final Process process;

  private OwnerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one, and returns when its store is open.
   *
   * @param fault a named place, {@code NAME:N}
   */
  static OwnerProcess start(Path file, String url, String fault) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dcrossfade.fault=" + fault,
                    "-cp",
                    System.getProperty("java.class.path"),
                    OwnerProcess.class.getName(),
                    file.toString(),
                    url))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    OwnerProcess owner = new OwnerProcess(process);
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    if (!READY.equals(line)) {
      owner.close();
      throw new IOException("expected that it opens but it said " + line);
    }
    return owner;
  }

  /** How it ended; waits for that. */
  int status() throws InterruptedException {
    return process.waitFor();
  }

  /** Opens a file for a database, and stays. */
  public static void main(String[] arguments) throws Exception {
    try (Crossfade crossfade =
        Crossfade.open(MemoryStore.settings(Path.of(arguments[0]), arguments[1]))) {
      crossfade.store("memory");
      System.out.println(READY);
      System.out.flush();
      System.in.read();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
