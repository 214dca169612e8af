package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.verify.Equality;
import dev.crossfade.sqlite.RowOrder;
import dev.crossfade.sqlite.ScanPosition;
import dev.crossfade.sqlite.ScanQuery;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.TableScan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The digests of one table's rows as the target has them, in the sidecar.
 *
 * <pre>
 * k1, k2, ...  the key's cells as the file holds them, no affinity; BINARY, so in the key's order
 * pending      number of the last pass that read the key as dirty and is not confirmed; else NULL
 * high, low    digest of the row in the canonical encoding; no matter while pending is not NULL
 * </pre>
 *
 * <p>A key with {@code pending} is dirty whatever its row is: a pass may have brought a value over
 * that nobody confirmed, and the row may be what it was before by now.
 */
final class DigestTable {
  private final int number;
  private final CollectionPlan plan;
  private final String name;
  private final int width;

  /**
   * @param number of the table among those that are followed
   */
  DigestTable(int number, CollectionPlan plan) {
    this.number = number;
    this.plan = plan;
    this.name = "crossfade_digest_" + number;
    this.width = plan.key().size();
  }

  int number() {
    return number;
  }

  /** Cells of the key in a row of {@link #scan}; pending, high and low follow. */
  int width() {
    return width;
  }

  List<String> create() {
    String keys = columns(i -> "k" + i);
    return List.of(
        "CREATE TABLE "
            + name
            + "("
            + columns(i -> "k" + i + " NOT NULL")
            + ", pending INTEGER, high INTEGER, low INTEGER, PRIMARY KEY("
            + keys
            + ")) WITHOUT ROWID",
        "CREATE INDEX %s_pending ON %s(pending) WHERE pending IS NOT NULL".formatted(name, name));
  }

  /** All digests in the key's order. */
  TableScan scan(SqliteDatabase sidecar) throws SQLException {
    String keys = columns(i -> "k" + i);
    String sql = "SELECT " + keys + ", pending, high, low FROM " + name + " ORDER BY " + keys;
    return new TableScan(
        sidecar,
        name,
        new ScanQuery(sql, List.of(), width + 3, RowOrder.NONE),
        new ScanPosition.Start());
  }

  long rows(SqliteDatabase sidecar) {
    return LiveFile.number(sidecar, "SELECT count(*) FROM " + name);
  }

  void clear(SqliteDatabase sidecar) {
    sidecar.execute("DELETE FROM " + name);
  }

  /** Marks keys as read by a pass; those of rows that are not known come in. */
  void mark(SqliteDatabase sidecar, Spool keys, long pass) {
    each(
        sidecar,
        keys.scan(),
        (statements, data, start, end) -> mark(statements, pass, data, start, end));
  }

  /** The same for one encoded key. */
  void mark(RowStatements statements, long pass, byte[] data, int start, int end)
      throws SQLException {
    List<RowStatements.Parameter> key = RowStatements.Parameter.of(data, start, end);
    if (key == null || key.size() != width) {
      throw FollowedTable.refused(plan, "SQLite has no such key");
    }
    List<RowStatements.Parameter> parameters = new ArrayList<>(key);
    parameters.add(new RowStatements.Parameter("?", pass));
    // 1 and 1.0 are the same place in the order, and not the same key.
    statements.update(
        insert("pending", parameters)
            + columns(i -> "k" + i + " = excluded.k" + i)
            + ", pending = excluded.pending",
        parameters);
  }

  /** Notes the rows that a confirmed pass read, and forgets its keys that had none. */
  void confirm(SqliteDatabase sidecar, Spool rows, long pass) {
    Equality equality = Equality.of(plan);
    each(
        sidecar,
        rows.scan(),
        (statements, data, start, end) -> {
          List<RowStatements.Parameter> parameters =
              new ArrayList<>(digest(equality, data, start, end));
          byte[] key = equality.order().extract(data, start, end);
          List<RowStatements.Parameter> cells =
              java.util.Objects.requireNonNull(RowStatements.Parameter.of(key, 0, key.length));
          parameters.addAll(cells);
          parameters.add(new RowStatements.Parameter("?", pass));
          StringBuilder where = new StringBuilder();
          for (int i = 0; i < width; i++) {
            where
                .append("k")
                .append(i + 1)
                .append(" = ")
                .append(cells.get(i).sql())
                .append(" AND ");
          }
          statements.update(
              "UPDATE "
                  + name
                  + " SET high = ?, low = ?, pending = NULL WHERE "
                  + where
                  + "pending = ?",
              parameters);
        });
    sidecar.execute("DELETE FROM " + name + " WHERE pending = ?", pass);
  }

  /** Notes all rows of a table. */
  void fill(SqliteDatabase sidecar, RowScan rows) {
    clear(sidecar);
    Equality equality = Equality.of(plan);
    each(
        sidecar,
        rows,
        (statements, data, start, end) -> {
          byte[] key = equality.order().extract(data, start, end);
          List<RowStatements.Parameter> parameters =
              new ArrayList<>(
                  java.util.Objects.requireNonNull(RowStatements.Parameter.of(key, 0, key.length)));
          parameters.addAll(digest(equality, data, start, end));
          statements.update(
              insert("high, low", parameters) + "high = excluded.high, low = excluded.low",
              parameters);
        });
  }

  private static List<RowStatements.Parameter> digest(
      Equality equality, byte[] data, int start, int end) {
    equality.digester().hash(data, start, end);
    return List.of(
        new RowStatements.Parameter("?", equality.digester().high()),
        new RowStatements.Parameter("?", equality.digester().low()));
  }

  private String insert(String others, List<RowStatements.Parameter> parameters) {
    String values =
        parameters.stream().map(RowStatements.Parameter::sql).collect(Collectors.joining(", "));
    String keys = columns(i -> "k" + i);
    return "INSERT INTO %s(%s, %s) VALUES (%s) ON CONFLICT(%s) DO UPDATE SET "
        .formatted(name, keys, others, values, keys);
  }

  private String columns(java.util.function.IntFunction<String> column) {
    return IntStream.rangeClosed(1, width).mapToObj(column).collect(Collectors.joining(", "));
  }

  private interface RowWork {
    void run(RowStatements statements, byte[] data, int start, int end) throws SQLException;
  }

  private void each(SqliteDatabase sidecar, RowScan scan, RowWork work) {
    RowBatch batch = new RowBatch(64 << 10);
    try (scan;
        RowStatements statements = new RowStatements(sidecar)) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          work.run(statements, batch.data(), batch.start(row), batch.end(row));
        }
      }
    } catch (SQLException e) {
      throw sidecar.errors().of(e, "table " + name);
    }
  }
}
