package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random tables are read as they were written, and as the driver's own ResultSet reads them. */
class RandomTablesTest {
  private static final String[] TYPES = {"", "BLOB"};

  @TempDir Path directory;

  @Test
  void whatWasInsertedIsScanned() throws Exception {
    for (int seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      Path file = directory.resolve(seed + ".db");
      List<String> columns = columns(random);
      List<List<Value>> rows = rows(random, columns.size());
      write(random, file, columns, rows);
      try (SqliteSource source = SqliteSource.open(file)) {
        List<List<Value>> scanned =
            Databases.scan(source, Databases.plan("t", columns.toArray(new String[0])));
        assertThat(scanned).as("seed " + seed).isEqualTo(rows);
        assertThat(throughResultSet(file, columns)).as("seed " + seed).isEqualTo(scanned);
      }
      Files.delete(file);
    }
  }

  private static List<String> columns(Random random) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(12); i++) {
      columns.add("column " + i + "\"" + random.nextInt(100));
    }
    return columns;
  }

  private static List<List<Value>> rows(Random random, int columns) {
    List<List<Value>> rows = new ArrayList<>();
    int count = random.nextInt(3) == 0 ? 5000 : random.nextInt(40);
    for (int i = 0; i < count; i++) {
      List<Value> row = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        row.add(value(random));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Value value(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> new Value.Null();
      case 1 -> new Value.Int(random.nextLong() >> random.nextInt(64));
      case 2 -> new Value.Int(random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE);
      case 3 -> new Value.Real(real(random));
      case 4 -> new Value.Text(text(random));
      case 5 -> new Value.Bytes(bytes(random, random.nextInt(40)), false);
      default -> new Value.Text("plain text " + random.nextInt());
    };
  }

  private static double real(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isNaN(value) ? -0.0 : value;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(50) == 0 ? 9000 : random.nextInt(12);
    while (text.length() < length) {
      int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
      if (point < 0xd800 || point > 0xdfff) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void write(Random random, Path file, List<String> columns, List<List<Value>> rows)
      throws Exception {
    String[] encodings = {"UTF-8", "UTF-8", "UTF-16le", "UTF-16be"};
    try (Connection connection = Databases.connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA encoding = '" + encodings[random.nextInt(4)] + "'");
      statement.execute("PRAGMA page_size = " + (512 << random.nextInt(8)));
      List<String> declared = new ArrayList<>();
      for (String column : columns) {
        declared.add(SqliteNames.quote(column) + " " + TYPES[random.nextInt(2)]);
      }
      statement.execute("CREATE TABLE t (" + String.join(", ", declared) + ")");
      connection.setAutoCommit(false);
      String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t VALUES (" + places + ")")) {
        for (List<Value> row : rows) {
          for (int i = 0; i < row.size(); i++) {
            insert.setObject(i + 1, object(row.get(i)));
          }
          insert.executeUpdate();
        }
      }
      connection.commit();
    }
  }

  private static Object object(Value value) {
    if (value instanceof Value.Int integer) {
      return integer.value();
    }
    if (value instanceof Value.Real real) {
      return real.value();
    }
    if (value instanceof Value.Text text) {
      return text.value();
    }
    return value instanceof Value.Bytes bytes ? bytes.value() : null;
  }

  private static List<List<Value>> throughResultSet(Path file, List<String> columns)
      throws Exception {
    List<List<Value>> rows = new ArrayList<>();
    try (Connection connection = Databases.connect(file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM t ORDER BY rowid")) {
      while (result.next()) {
        List<Value> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          Object object = result.getObject(i);
          if (object instanceof Double real) {
            row.add(new Value.Real(real));
          } else if (object instanceof Number) {
            row.add(new Value.Int(result.getLong(i)));
          } else if (object instanceof String text) {
            row.add(new Value.Text(text));
          } else if (object instanceof byte[] bytes) {
            row.add(new Value.Bytes(bytes, false));
          } else {
            // The driver gives null for an empty blob too.
            boolean blob = result.getBytes(i) != null;
            row.add(blob ? new Value.Bytes(new byte[0], false) : new Value.Null());
          }
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
