package dev.crossfade.cli.demo.program;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one writer notes in a file that only grows. Times are microseconds since 1970.
 *
 * <pre>
 * T number time change;change;...   before the transaction is begun
 * A number time store               after its commit was acknowledged, and by which store
 * </pre>
 *
 * Fields are separated by tabs. Numbers begin at 1 and have no gaps: a transaction that failed is
 * tried again under the same number.
 */
final class Journal implements AutoCloseable {
  private final BufferedWriter out;

  Journal(Path file) throws IOException {
    out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The file of a writer. */
  static Path file(Path folder, int writer) {
    return folder.resolve("writer-" + writer + ".txt");
  }

  void tried(long number, List<Change> changes) throws IOException {
    line(
        "T\t"
            + number
            + "\t"
            + now()
            + "\t"
            + changes.stream().map(Change::line).collect(Collectors.joining(";")));
  }

  void acknowledged(long number, String store) throws IOException {
    line("A\t" + number + "\t" + now() + "\t" + store);
  }

  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  private void line(String line) throws IOException {
    out.write(line + "\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
