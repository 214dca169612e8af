package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The result of a run.
 *
 * @param run which run, between what, when
 * @param plan how types were decided
 * @param tables what happened to each
 * @param findings what the user must know
 * @param seconds how long each phase took, in order
 */
public record MoveReport(
    Run run,
    Plan plan,
    List<TableReport> tables,
    List<Finding> findings,
    Map<String, Double> seconds) {

  /**
   * Which run, between what, when.
   *
   * @param id the run's id
   * @param outcome how it ended
   * @param source location of the source
   * @param target the target's URL without password
   * @param schema the schema in the target
   * @param digest digest of all tables, 32 hexadecimal digits
   * @param startedAt when it began
   */
  public record Run(
      String id,
      Outcome outcome,
      String source,
      String target,
      String schema,
      String digest,
      Instant startedAt) {}

  /** How a run ended. */
  public enum Outcome {
    /** Moved, and every row read back equal. */
    PROVEN,
    /** An earlier run had moved it; source and target are unchanged and were proven again. */
    PROVEN_AGAIN,
    /** Moved, checked by count only or not at all as asked. */
    MOVED,
    /** Only the schema was made, as asked. */
    SCHEMA_ONLY,
    /** Compared, and different; nothing became visible. */
    DIFFERENT,
    /** Compared once the rows were visible, and different. */
    DIFFERENT_VISIBLE;

    /** Whether a comparison found a difference. */
    public boolean isDifferent() {
      return this == DIFFERENT || this == DIFFERENT_VISIBLE;
    }
  }

  /** Findings of one kind. */
  public List<Finding> findings(Finding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }

  /** Records that are dead letters. */
  public long rejected() {
    return tables.stream().mapToLong(TableReport::rejected).sum();
  }

  /** The exit status that this result means: 0, 3 or 4. */
  public int exitStatus() {
    if (run.outcome().isDifferent()) {
      return 4;
    }
    boolean listed =
        rejected() > 0
            || !findings(Finding.Kind.VIOLATION).isEmpty()
            || !findings(Finding.Kind.SCHEMA_DIFFERENCE).isEmpty();
    return listed ? 3 : 0;
  }
}
