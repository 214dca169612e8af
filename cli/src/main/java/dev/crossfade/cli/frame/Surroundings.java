package dev.crossfade.cli.frame;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command runs.
 *
 * @param in standard input
 * @param out standard output, for results only
 * @param err standard error, for progress, notes and errors
 * @param environment the environment variables
 * @param directory the directory that the user stands in; relative paths start there
 * @param terminal which of the streams are a terminal
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Terminal terminal) {

  /**
   * Which of the streams are a terminal.
   *
   * @param in whether a person can be asked
   * @param out whether a person reads the result
   * @param err whether lines on standard error can be redrawn
   * @param width columns, at least 20
   */
  public record Terminal(boolean in, boolean out, boolean err, int width) {
    /** No terminal at all. */
    public static final Terminal NONE = new Terminal(false, false, false, 100);
  }

  /** A path that the user gave, seen from where he stands. */
  public Path resolve(String path) {
    return directory.resolve(path);
  }
}
