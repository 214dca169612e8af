package dev.crossfade.sqlite;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes databases and reads them through the source. */
public final class Databases {
  private Databases() {}

  /** An ordinary connection that may write. */
  public static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /** Makes or changes a database. */
  public static Path run(Path file, String... statements) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }

  public static CollectionPlan plan(String table, String... columns) {
    return plan(table, null, List.of(), Conversion.Kind.MIXED_JSON, columns);
  }

  public static CollectionPlan plan(
      String table, String where, List<String> key, Conversion.Kind kind, String... columns) {
    List<ColumnPlan> plans = new ArrayList<>();
    for (String column : columns) {
      plans.add(
          new ColumnPlan(
              column,
              column,
              Conversion.of(kind),
              !key.contains(column),
              ColumnPlan.Misfit.REJECT,
              "",
              List.of()));
    }
    return new CollectionPlan(table, table, null, where, key, plans, null);
  }

  static List<List<Value>> scan(SqliteSource source, CollectionPlan plan) {
    return scan(source, plan, Position.START);
  }

  static List<List<Value>> scan(SqliteSource source, CollectionPlan plan, Position after) {
    try (RowScan scan = source.scan(plan, after, rejected -> {})) {
      return rows(scan);
    }
  }

  static List<List<Value>> scanRange(SqliteSource source, CollectionPlan plan, KeyRange range) {
    try (RowScan scan = source.scanRange(plan, range)) {
      return rows(scan);
    }
  }

  public static List<List<Value>> rows(RowScan scan) {
    List<List<Value>> rows = new ArrayList<>();
    RowBatch batch = new RowBatch(64);
    while (scan.next(batch)) {
      rows.addAll(rows(batch));
    }
    return rows;
  }

  public static List<List<Value>> rows(RowBatch batch) {
    List<List<Value>> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      List<Value> cells = new ArrayList<>();
      CellCursor cursor = batch.cursor(row);
      while (cursor.next()) {
        cells.add(Value.of(cursor));
      }
      rows.add(cells);
    }
    return rows;
  }

  static String hash(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
