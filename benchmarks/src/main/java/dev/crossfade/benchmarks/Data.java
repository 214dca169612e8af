package dev.crossfade.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/** Makes the data that is measured on; the same number of rows makes the same file. */
final class Data {
  private static final long SEED = 42;
  private static final int BATCH = 10_000;
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String[] CSV = {"", ",", ",", ",", ",", "\n"};
  private static final String[] JSONL = {
    "{\"id\":", ",\"name\":\"", "\",\"amount\":", ",\"at\":\"", "\",\"flag\":", "}\n"
  };

  private Data() {}

  /** A table of ten columns: integers, reals, texts, JSON, flags, timestamps, blobs, nulls. */
  static Path sqlite(Path folder, int rows) throws SQLException, IOException {
    Path file = folder.resolve("events-" + rows + ".sqlite");
    if (Files.exists(file)) {
      return file;
    }
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + part)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA synchronous = OFF");
        statement.execute(
            "CREATE TABLE events (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, amount REAL,"
                + " name TEXT NOT NULL, payload TEXT, is_active INTEGER NOT NULL DEFAULT 0,"
                + " created_at TEXT NOT NULL DEFAULT (datetime('now')), note TEXT,"
                + " fingerprint BLOB, score REAL NOT NULL)");
      }
      connection.setAutoCommit(false);
      insert(connection, rows);
      connection.commit();
    }
    Files.move(part, file);
    return file;
  }

  private static void insert(Connection connection, int rows) throws SQLException {
    Random random = new Random(SEED);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?)")) {
      for (int id = 1; id <= rows; id++) {
        insert.setLong(1, id);
        insert.setLong(2, random.nextLong() >>> 24);
        insert.setDouble(3, random.nextDouble());
        insert.setString(4, "Customer " + Integer.toHexString(random.nextInt()) + " of the shop");
        insert.setString(
            5,
            "{\"kind\":\"k"
                + random.nextInt(20)
                + "\",\"n\":"
                + random.nextInt(100_000)
                + ",\"tags\":[\"a\",\"b\"],\"ok\":"
                + random.nextBoolean()
                + "}");
        insert.setInt(6, random.nextInt(2));
        insert.setString(7, TEXT.format(Instant.ofEpochSecond(1_600_000_000L + id)));
        if (random.nextInt(3) == 0) {
          insert.setNull(8, java.sql.Types.VARCHAR);
        } else {
          insert.setString(8, "note " + random.nextInt() + " with some more text behind it");
        }
        byte[] bytes = new byte[16 + random.nextInt(16)];
        random.nextBytes(bytes);
        insert.setBytes(9, bytes);
        insert.setDouble(10, random.nextGaussian() * 1000);
        insert.addBatch();
        if (id % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** Narrow rows as CSV: id, name, amount, time, flag. */
  static Path csv(Path folder, int rows) throws IOException {
    return narrow(folder.resolve("narrow-" + rows + ".csv"), rows, "id,name,amount,at,flag\n", CSV);
  }

  /** The same rows as JSON lines. */
  static Path jsonl(Path folder, int rows) throws IOException {
    return narrow(folder.resolve("narrow-" + rows + ".jsonl"), rows, "", JSONL);
  }

  /** JSON lines of a size in bytes, about 2,000 bytes each. */
  static Path largeJsonl(Path folder, long bytes) throws IOException {
    Path file = folder.resolve("large-" + bytes + ".jsonl");
    if (Files.exists(file)) {
      return file;
    }
    Random random = new Random(SEED);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
      long written = 0;
      for (long id = 1; written < bytes; id++) {
        String text = Long.toHexString(random.nextLong()).repeat(100);
        String line = "{\"id\":" + id + ",\"body\":\"" + text + "\",\"n\":" + id % 97 + "}\n";
        out.write(line);
        written += line.length();
      }
    }
    return Files.move(part, file);
  }

  /**
   * @param around what stands before the first cell, between the cells, and behind the last
   */
  private static Path narrow(Path file, int rows, String header, String[] around)
      throws IOException {
    if (Files.exists(file)) {
      return file;
    }
    Random random = new Random(SEED);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
      out.write(header);
      for (int id = 1; id <= rows; id++) {
        out.append(around[0]).append(Integer.toString(id));
        out.append(around[1]).append("name ").append(Integer.toString(random.nextInt(1_000_000)));
        out.append(around[2]).append(Double.toString(random.nextInt(1_000_000) / 100.0));
        out.append(around[3]).append(TEXT.format(Instant.ofEpochSecond(1_600_000_000L + id)));
        out.append(around[4]).append(Boolean.toString(random.nextBoolean())).append(around[5]);
      }
    }
    return Files.move(part, file);
  }
}
