package dev.crossfade.postgres.readback;

import java.time.Duration;
import java.util.List;

/** How a transaction for reading begins. */
final class Snapshots {
  private Snapshots() {}

  /**
   * The tables are locked before anything takes the snapshot: what commits a TRUNCATE in between is
   * then either waited for and seen, or waits itself.
   *
   * @param tables as SQL, quoted
   * @param patience how long to wait for who holds one of them locked; zero for ever
   * @param temporaryTables whether temporary tables are made and written in the transaction
   */
  static String begin(List<String> tables, Duration patience, boolean temporaryTables) {
    return Sql.resource("begin.sql")
        .replace("${access}", temporaryTables ? "WRITE" : "ONLY")
        .replace("${tables}", String.join(", ", tables))
        .replace("${patience}", String.valueOf(patience.toMillis()));
  }
}
