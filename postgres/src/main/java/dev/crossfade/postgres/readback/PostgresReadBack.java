package dev.crossfade.postgres.readback;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;

/**
 * Reads tables back as raw rows by the inverse of the plan's conversions, through {@code COPY …
 * (FORMAT BINARY)}. A value in the target that no raw value becomes comes back as a cell that
 * differs from every raw value of its column. Safe for several threads; each scan has a connection
 * of its own and one snapshot.
 */
public final class PostgresReadBack {
  private final ConnectionSource connections;

  /**
   * @param connections gives a connection for each scan
   */
  public PostgresReadBack(ConnectionSource connections) {
    this.connections = connections;
  }

  /**
   * Opens a scan of {@code schema}.{@code plan.target()}: in the key's order, text as unsigned
   * bytes, when {@link CollectionPlan#orderedByKey}, else in any order.
   *
   * @param range which keys; only {@link KeyRange#ALL} where the table is not ordered by its key
   * @throws CrossfadeException CF-5101 when the table is missing, CF-5102 when it is not as the
   *     plan says, CF-5103 when row-level security would hide rows, CF-5104 without the right to
   *     read it, CF-5105 when the connection or the server fails
   */
  public RowScan readBack(CollectionPlan plan, String schema, KeyRange range) {
    String copy = new CopyStatement(plan, schema).range(range);
    TableRead read = TableRead.begin(connections, schema, plan, !range.equals(KeyRange.ALL));
    return CopyRowScan.open(read, plan.columns(), schema + "." + plan.target(), copy);
  }
}
