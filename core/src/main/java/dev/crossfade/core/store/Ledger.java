package dev.crossfade.core.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The control schema {@code crossfade} in the target: what was done, how far, and what was not. */
public interface Ledger {
  /** Makes or upgrades the control schema; safe when several processes do it at once. */
  void migrate();

  /**
   * Takes the lock under which only one run at a time works on a schema.
   *
   * @return released by closing; empty when another process holds it
   */
  Optional<Lock> lock(String schema);

  /** A lock that is held until it is closed. */
  interface Lock extends AutoCloseable {
    @Override
    void close();
  }

  /** Writes a run, or replaces the one of the same id. */
  void save(RunRecord run);

  /** The runs of this database, newest first. */
  List<RunRecord> runs();

  /** One run. */
  Optional<RunRecord> run(String id);

  /** The checkpoints of a table of a run, by chunk. */
  List<Checkpoint> checkpoints(String runId, String target);

  /** Forgets checkpoints and dead letters of a run, for a restart. */
  void forgetProgress(String runId);

  /**
   * Hands over dead letters in the order of their ids.
   *
   * @param target a table, or empty for all
   */
  void deadLetters(String runId, String target, Consumer<DeadLetter> each);
}
