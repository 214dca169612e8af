package dev.crossfade.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Cancellation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class InterruptionTest {

  /** Works until it is asked to stop, and then reaches a checkpoint. */
  @Command(name = "work")
  static final class Work implements Action {
    @Override
    public Outcome run(Session session) throws InterruptedException {
      Cancellation cancellation = session.cancellation();
      session.print("working");
      session.surroundings().out().flush();
      while (!cancellation.requested()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      cancellation.check();
      return Outcome.DONE;
    }

    public static void main(String[] arguments) {
      Surroundings surroundings =
          new Surroundings(
              InputStream.nullInputStream(),
              System.out,
              System.err,
              Map.of(),
              Path.of(""),
              Surroundings.Terminal.NONE);
      System.exit(
          new Frame(surroundings, Frame.prepare(new CommandLine(new Work()))).run(arguments));
    }
  }

  @Test
  @Timeout(60)
  void endsAtACheckpointWithStatus130AndSaysHowToResume() throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("working");
      interrupt(process);

      assertThat(process.waitFor()).isEqualTo(130);
      assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("Stopping at the next checkpoint.")
          .contains("CF-5201")
          .contains("--resume");
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Work.class.getName()))
        .start();
  }

  /**
   * Ends the process as Ctrl-C does. By TERM, which runs the same hooks: a process that was started
   * in the background, as CI may be, has inherited that INT is ignored.
   */
  private static void interrupt(Process process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
