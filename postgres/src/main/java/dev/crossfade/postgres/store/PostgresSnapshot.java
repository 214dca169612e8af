package dev.crossfade.postgres.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.postgres.session.SqlText;
import dev.crossfade.postgres.store.StoreFailure.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that reads only, in REPEATABLE READ. The tables are locked against TRUNCATE and
 * rewrites before the snapshot is taken: those go past older snapshots.
 */
public final class PostgresSnapshot implements StoreSnapshot {
  private static final String BEGIN = SqlText.read(PostgresSnapshot.class, "begin_snapshot.sql");

  private final StoreSessions sessions;
  private final StoredTables tables;
  private final Standings standings;
  private @Nullable Connection connection;

  private PostgresSnapshot(
      StoreSessions sessions,
      StoredTables tables,
      Standings standings,
      @Nullable Connection connection) {
    this.sessions = sessions;
    this.tables = tables;
    this.standings = standings;
    this.connection = connection;
  }

  static PostgresSnapshot of(StoreSessions sessions, StoredTables tables, Standings standings) {
    Connection connection = sessions.take();
    boolean begun = false;
    try {
      String names = tables.all().stream().map(StoredTable::name).collect(Collectors.joining(", "));
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(BEGIN.replace("${tables}", names));
      }
      begun = true;
      return new PostgresSnapshot(sessions, tables, standings, connection);
    } catch (SQLException e) {
      throw StoreFailure.of(e, Phase.BEFORE_COMMIT, "taking a snapshot");
    } finally {
      if (!begun) {
        sessions.giveBack(connection);
      }
    }
  }

  @Override
  public @Nullable Document get(String key) {
    StoredTable table = tables.of(StoreKeys.check(key));
    try (PreparedStatement query = open().prepareStatement(table.get)) {
      StoredTable.bind(query, 1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? table.read(row, 1) : null;
      }
    } catch (SQLException e) {
      throw StoreFailure.of(e, Phase.BEFORE_COMMIT, "reading " + table.name());
    }
  }

  @Override
  public Stream<StoreEntry> scan(String prefix, @Nullable String after) {
    MergedScan scan = MergedScan.of(open(), tables, prefix, after);
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(scan, traits), false)
        .onClose(scan::close);
  }

  /** What the control row says of this store, for a table, in this snapshot. */
  public StoreStanding standing(HybridTable table) {
    try {
      return standings.now(open(), table);
    } catch (SQLException e) {
      throw StoreFailure.of(e, Phase.BEFORE_COMMIT, "reading whether the store is open");
    }
  }

  private Connection open() {
    Connection open = connection;
    if (open == null) {
      throw StoreSessions.closed();
    }
    return open;
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      sessions.giveBack(open);
    }
  }
}
