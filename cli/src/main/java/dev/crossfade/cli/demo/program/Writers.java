package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The application: threads that write all the while, first into a SQLite file, and into PostgreSQL
 * as soon as the file refuses them. It ends when its standard input does.
 */
public final class Writers {
  static final int ACCOUNTS = 20;
  private static final int SEEDED_TRANSFERS = 20_000;
  private static final int PER_TRANSACTION = 1000;

  /** The environment variable with the JDBC URL of PostgreSQL, which may hold a password. */
  public static final String TARGET = "CROSSFADE_DEMO_TARGET";

  private Writers() {}

  /**
   * Runs the application.
   *
   * @param arguments {@code seed FOLDER FILE [TRANSFERS]} fills a new file; {@code write FOLDER
   *     FILE THREADS RATE SEED} writes RATE transactions a second in all
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("seed")) {
      seed(
          folder,
          arguments[2],
          arguments.length > 3 ? Integer.parseInt(arguments[3]) : SEEDED_TRANSFERS,
          PER_TRANSACTION);
      return;
    }
    int threads = Integer.parseInt(arguments[3]);
    long pause = 1_000_000_000L * threads / Integer.parseInt(arguments[4]);
    String target = String.valueOf(System.getenv(TARGET));
    AtomicBoolean stop = EndOfInput.watch();
    AtomicBoolean failed = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(threads);
    for (int number = 1; number <= threads; number++) {
      Writer writer =
          new Writer(
              number,
              Long.parseLong(arguments[5]),
              folder,
              List.of(Store.sqlite(arguments[2]), Store.postgres(target)));
      Thread thread = new Thread(() -> run(writer, pause, stop, failed, ended));
      thread.start();
    }
    ended.await();
    System.exit(failed.get() ? 1 : 0);
  }

  private static void run(
      Writer writer, long pause, AtomicBoolean stop, AtomicBoolean failed, CountDownLatch ended) {
    try {
      while (!stop.get()) {
        writer.step(pause);
      }
      writer.close();
    } catch (IOException | SQLException | RuntimeException broken) {
      failed.set(true);
      broken.printStackTrace();
    } finally {
      ended.countDown();
    }
  }

  /**
   * Fills a new file.
   *
   * @param perTransaction how many rows are written at once
   */
  static void seed(Path folder, String file, int transfers, int perTransaction)
      throws IOException, SQLException {
    try (Store store = Store.sqlite(file);
        Journal journal = new Journal(Journal.file(folder, 0))) {
      try (Connection connection = store.open();
          Statement statement = connection.createStatement()) {
        for (String sql : resource("tables.sql").split(";")) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
      }
      List<Change> changes = new ArrayList<>();
      for (int account = 1; account <= ACCOUNTS; account++) {
        changes.add(
            Change.of(Change.Kind.OPEN_ACCOUNT, account, "owner " + account, 1000L * account));
      }
      long number = 0;
      for (int i = 0; i < transfers; i++) {
        long payer = 1L + i % ACCOUNTS;
        long payee = 1 + (payer + i / ACCOUNTS % (ACCOUNTS - 1)) % ACCOUNTS;
        changes.add(Change.of(Change.Kind.TRANSFER, "0-" + i, payer, payee, 1 + i % 90));
        if (changes.size() >= perTransaction || i == transfers - 1) {
          number++;
          journal.tried(number, changes);
          store.commit(0, number, changes);
          journal.acknowledged(number, store.name());
          changes.clear();
        }
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Writers.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
