package dev.crossfade.cli;

import dev.crossfade.cli.frame.Surroundings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program. The launcher tells it which streams are a terminal. */
public final class Main {
  /** Which of standard input, output and error are a terminal, as the launcher found: "0 1 2". */
  private static final String TERMINALS = "crossfade.terminals";

  private static final String WIDTH = "crossfade.width";

  private Main() {}

  /** Runs a command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      // Worth a short cut: scripts ask for it.
      System.out.println("crossfade " + Version.text());
      return;
    }
    Surroundings surroundings = surroundings();
    int status = new Cli(surroundings).run(arguments);
    System.exit(status);
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        System.in,
        utf8(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)),
        utf8(new FileOutputStream(FileDescriptor.err)),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        terminal());
  }

  private static Surroundings.Terminal terminal() {
    int width = Math.max(20, Integer.getInteger(WIDTH, 100));
    String told = System.getProperty(TERMINALS, "");
    return new Surroundings.Terminal(
        told.contains("0"), told.contains("1"), told.contains("2"), width);
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, false, StandardCharsets.UTF_8);
  }
}
