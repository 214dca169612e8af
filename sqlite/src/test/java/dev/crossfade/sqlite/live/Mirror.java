package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.Databases;
import dev.crossfade.sqlite.SqliteSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A program that writes a file, and a copy in memory that knows the file from passes alone. What
 * the outbox misses makes them differ.
 */
final class Mirror implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();

  final Path file;
  final SqliteLiveStore store;
  final Connection program;
  private final List<CollectionPlan> plans;
  private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();
  private int passes;

  private Mirror(Path file, List<CollectionPlan> plans, Connection program) {
    this.file = file;
    this.plans = plans;
    this.program = program;
    this.store = open(file, plans);
  }

  static SqliteLiveStore open(Path file, List<CollectionPlan> plans) {
    return SqliteLiveStore.open(
        file, plans, new SqliteLiveStore.Options("m1", "postgresql://host/db"), ListSpool::new);
  }

  /** A table followed by its key. */
  static CollectionPlan plan(String table, List<String> key, String... columns) {
    return Databases.plan(table, null, key, Conversion.Kind.TEXT, columns);
  }

  /** Installs on a file as it is and copies it. */
  static Mirror follow(Path file, List<CollectionPlan> plans) throws SQLException {
    Mirror mirror = new Mirror(file, plans, Databases.connect(file));
    mirror.store.install();
    mirror.tables.putAll(mirror.now());
    return mirror;
  }

  void run(String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = program.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  /** Makes one pass and compares. */
  void check() {
    pass();
    assertThat(tables).isEqualTo(now());
  }

  /** Runs what the program does, and a pass, and compares. */
  void check(String... statements) throws SQLException {
    run(statements);
    check();
  }

  /** Runs without believing that the copy is equal afterwards. */
  boolean differsAfter(String... statements) throws SQLException {
    run(statements);
    pass();
    return !tables.equals(now());
  }

  void pass() {
    try (Changes changes = take()) {
      for (Changes.CollectionChange change : changes.collections()) {
        apply(change);
      }
      store.trim(changes);
    }
  }

  Changes take() {
    return store.take(new LiveStore.TakeRequest("p" + ++passes, null));
  }

  private void apply(Changes.CollectionChange change) {
    Map<String, String> table = tables.get(change.plan().target());
    byte[][] keys = bytes(change.keys());
    assertThat(Arrays.stream(keys).map(HEX::formatHex)).doesNotHaveDuplicates();
    for (byte[] key : keys) {
      table.remove(HEX.formatHex(key));
    }
    KeyOrder order = new KeyOrder(change.plan().keyPositions());
    for (byte[] row : bytes(change.rows())) {
      table.put(HEX.formatHex(order.extract(row, 0, row.length)), HEX.formatHex(row));
    }
  }

  static byte[][] bytes(Spool spool) {
    return ((ListSpool) spool).list().toArray(byte[][]::new);
  }

  /** The tables as they are, read by the source that knows nothing of following. */
  Map<String, Map<String, String>> now() {
    Map<String, Map<String, String>> all = new TreeMap<>();
    try (SqliteSource source = SqliteSource.open(file)) {
      for (CollectionPlan plan : plans) {
        Map<String, String> rows = new TreeMap<>();
        KeyOrder order = new KeyOrder(plan.keyPositions());
        RowBatch batch = new RowBatch(1024);
        try (RowScan scan = source.scan(plan, Position.START, rejected -> {})) {
          while (scan.next(batch)) {
            IntStream.range(0, batch.rows())
                .mapToObj(row -> Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row)))
                .forEach(
                    row ->
                        rows.put(
                            HEX.formatHex(order.extract(row, 0, row.length)), HEX.formatHex(row)));
          }
        }
        all.put(plan.target(), rows);
      }
    }
    return all;
  }

  /** What the passes have brought. */
  Map<String, Map<String, String>> copy() {
    return tables;
  }

  @Override
  public void close() throws SQLException {
    store.close();
    program.close();
  }
}
