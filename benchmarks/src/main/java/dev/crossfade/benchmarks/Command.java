package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a shell command and measures it: time, processor time and memory of all its processes. */
final class Command {
  private static final int POLL_MILLIS = 40;
  private static final Pattern MINUTES = Pattern.compile("([0-9]+)m([0-9.]+)s");

  private final Path folder;

  /**
   * @param folder where commands run and leave their output
   */
  Command(Path folder) {
    this.folder = folder;
  }

  /**
   * What a command did.
   *
   * @param seconds from start to end
   * @param cpuSeconds user and system time of its processes
   * @param memoryMegabytes the largest resident set of one of its processes
   * @param output standard output
   * @param exit its exit status
   */
  record Result(
      double seconds, double cpuSeconds, double memoryMegabytes, String output, int exit) {

    /** The last number of this name in JSON that the command put out. */
    double number(String name) throws IOException {
      Matcher matcher = Pattern.compile("\"" + name + "\":([0-9.Ee-]+)").matcher(output);
      double found = -1;
      while (matcher.find()) {
        found = Double.parseDouble(matcher.group(1));
      }
      if (found < 0) {
        throw new IOException("no " + name + " in: " + output);
      }
      return found;
    }
  }

  /** Runs a command that must end with status 0. */
  Result run(String script, String... arguments) throws IOException, InterruptedException {
    Result result = attempt(script, arguments);
    if (result.exit() != 0) {
      throw new IOException(
          "status "
              + result.exit()
              + " of: "
              + script
              + System.lineSeparator()
              + Files.readString(folder.resolve("stderr")));
    }
    return result;
  }

  /**
   * Runs a command.
   *
   * @param script for bash; {@code "$@"} are the arguments
   */
  Result attempt(String script, String... arguments) throws IOException, InterruptedException {
    Path times = folder.resolve("times");
    List<String> line =
        new ArrayList<>(
            List.of("bash", "-c", script + "\ncode=$?; times > '" + times + "'; exit $code", "-"));
    line.addAll(List.of(arguments));
    Path output = folder.resolve("stdout");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    process.getOutputStream().close();
    long kilobytes = 0;
    try {
      do {
        kilobytes = Math.max(kilobytes, memory(process));
      } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(
        seconds, cpu(times), kilobytes / 1024.0, Files.readString(output), process.exitValue());
  }

  private static long memory(Process process) {
    try (Stream<ProcessHandle> all = process.descendants()) {
      return all.mapToLong(one -> peakKilobytes(one.pid())).max().orElse(0);
    }
  }

  /** The largest resident set that a process had; 0 when it has ended. */
  static long peakKilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // It has ended, or this is not Linux.
    }
  }

  /** The second line that {@code times} prints is about the shell's children. */
  private static double cpu(Path times) throws IOException {
    List<String> lines = Files.readAllLines(times);
    double sum = 0;
    Matcher matcher = MINUTES.matcher(lines.get(1));
    while (matcher.find()) {
      sum += Integer.parseInt(matcher.group(1)) * 60 + Double.parseDouble(matcher.group(2));
    }
    return sum;
  }
}
