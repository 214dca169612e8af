package dev.crossfade.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Cancellation;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
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
      System.exit(frame(System.out, System.err, new Cancellation()).run(arguments));
    }
  }

  private static Frame frame(PrintStream out, PrintStream err, Cancellation cancellation) {
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            out,
            err,
            Map.of(),
            Path.of(""),
            Surroundings.Terminal.NONE);
    return new Frame(surroundings, Frame.prepare(new CommandLine(new Work())), cancellation);
  }

  @Test
  @Timeout(600)
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

  @Test
  @Timeout(600)
  void endsAloneWhereAProcessRunsItAmongOthers() {
    Cancellation cancellation = new Cancellation();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream out =
            new PrintStream(new Requesting(cancellation), true, StandardCharsets.UTF_8);
        PrintStream to = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      assertThat(frame(out, to, cancellation).run()).isEqualTo(130);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("CF-5201").contains("--resume");
  }

  /** Asks for the stop as soon as something is printed. */
  private static final class Requesting extends OutputStream {
    private final Cancellation cancellation;

    Requesting(Cancellation cancellation) {
      this.cancellation = cancellation;
    }

    @Override
    public void write(int one) {
      cancellation.request();
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
