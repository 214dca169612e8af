package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the journals of all writers say so far. */
final class Notes {
  /** A transaction whose acknowledgement did not come, or not yet. */
  static final long NEVER = Long.MAX_VALUE;

  private final Path folder;
  private final Map<Integer, List<Transaction>> byWriter = new TreeMap<>();
  private final Map<Path, Long> offsets = new TreeMap<>();

  /** One transaction. */
  static final class Transaction {
    final long tried;
    final List<Change> changes;
    long acknowledged = NEVER;
    String store = "";

    Transaction(long tried, List<Change> changes) {
      this.tried = tried;
      this.changes = changes;
    }
  }

  Notes(Path folder) {
    this.folder = folder;
  }

  /** Each writer's transactions; that with the number n is at the position n - 1. */
  Map<Integer, List<Transaction>> byWriter() {
    return byWriter;
  }

  /** One of them. */
  Transaction of(int writer, long number) {
    return byWriter.getOrDefault(writer, List.of()).get((int) number - 1);
  }

  /** How many transactions were acknowledged. */
  long acknowledged() {
    return byWriter.values().stream()
        .flatMap(List::stream)
        .filter(transaction -> transaction.acknowledged != NEVER)
        .count();
  }

  /** Reads what was added since the last time. */
  void refresh() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("writer-")) {
          int writer = Integer.parseInt(name.replaceAll("\\D", ""));
          read(file, byWriter.computeIfAbsent(writer, number -> new ArrayList<>()));
        }
      }
    }
  }

  private void read(Path file, List<Transaction> transactions) throws IOException {
    long offset = offsets.getOrDefault(file, 0L);
    byte[] added;
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      added = new byte[(int) (open.length() - offset)];
      open.seek(offset);
      open.readFully(added);
    }
    int end = added.length;
    while (end > 0 && added[end - 1] != '\n') {
      end--;
    }
    offsets.put(file, offset + end);
    new String(added, 0, end, StandardCharsets.UTF_8).lines().forEach(l -> line(l, transactions));
  }

  private static void line(String line, List<Transaction> transactions) {
    String[] fields = line.split("\t", -1);
    long number = Long.parseLong(fields[1]);
    long time = Long.parseLong(fields[2]);
    if (fields[0].equals("A")) {
      Transaction transaction = transactions.get((int) number - 1);
      transaction.acknowledged = time;
      transaction.store = fields[3];
      return;
    }
    if (number != transactions.size() + 1) {
      throw new IllegalStateException("transaction " + number + " follows " + transactions.size());
    }
    List<Change> changes = Arrays.stream(fields[3].split(";", -1)).map(Change::parse).toList();
    transactions.add(new Transaction(time, changes));
  }
}
