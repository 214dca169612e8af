package dev.crossfade.core.store;

import dev.crossfade.core.plan.CollectionPlan;
import java.util.List;
import java.util.function.Consumer;

/** A PostgreSQL database to move into. Safe for several threads; each call uses a connection. */
public interface Target extends AutoCloseable {
  /** The control schema. */
  Ledger ledger();

  /** Runs statements in one transaction, in order; all or nothing. */
  void execute(List<String> statements);

  /**
   * Runs statements each in its own transaction and reports the ones that fail instead of throwing.
   *
   * @return for each failed statement its position and the server's message without row values
   */
  List<FailedStatement> attempt(List<String> statements);

  /**
   * Opens a loader into {@code schema}.{@code plan.target()}.
   *
   * @param runId the run that chunks, checkpoints and dead letters belong to
   * @param rejects asked for each record that does not fit, before it is counted out; a record that
   *     it lets pass becomes a dead letter in the chunk's transaction
   */
  BulkLoader loader(CollectionPlan plan, String schema, String runId, RejectSink rejects);

  /**
   * Reads a table back as raw rows by the inverse of the plan's conversions: in the key's order
   * (text as unsigned bytes) when {@link CollectionPlan#orderedByKey}, else in any order. Shares no
   * code with the loader.
   */
  RowScan readBack(CollectionPlan plan, String schema, KeyRange range);

  /** Names of the tables, views and other relations of a schema; empty when it does not exist. */
  List<String> relations(String schema);

  /**
   * Runs a query and hands each row over as text, null for null; for reports and small questions.
   */
  void query(String sql, List<?> parameters, Consumer<List<String>> row);

  /**
   * A statement that failed.
   *
   * @param index position in the list given
   * @param sqlState the server's code
   * @param message the server's primary message, without detail and row values
   */
  record FailedStatement(int index, String sqlState, String message) {}

  @Override
  void close();
}
