package dev.crossfade.move;

import java.util.List;

/**
 * What the user decided about a run.
 *
 * @param schema where the tables become visible
 * @param policies what happens in doubt
 * @param scope what is moved
 * @param tables globs of collections to move; empty for all
 * @param exclude globs of collections to leave out
 * @param effort how much at once
 */
public record MoveOptions(
    String schema,
    Policies policies,
    Scope scope,
    List<String> tables,
    List<String> exclude,
    Effort effort) {

  /**
   * What happens in doubt.
   *
   * @param onReject when a record does not fit
   * @param ifExists when a table of the same name is there
   * @param check how the result is proven
   * @param unfinished what becomes of an earlier run that did not end
   */
  public record Policies(OnReject onReject, IfExists ifExists, Check check, Unfinished unfinished) {
    /** The defaults: the run fails rather than decide. */
    public static final Policies DEFAULT =
        new Policies(OnReject.FAIL, IfExists.FAIL, Check.FULL, Unfinished.REFUSE);
  }

  /** When a record does not fit. */
  public enum OnReject {
    FAIL,
    DEAD_LETTER
  }

  /** When a table of the same name is there. */
  public enum IfExists {
    FAIL,
    REPLACE
  }

  /** How the result is proven. */
  public enum Check {
    FULL,
    COUNT,
    NONE
  }

  /** What becomes of an earlier run that did not end. */
  public enum Unfinished {
    REFUSE,
    RESUME,
    RESTART
  }

  /** What is moved. */
  public enum Scope {
    ALL,
    SCHEMA_ONLY,
    DATA_ONLY
  }

  /**
   * How much is done at once.
   *
   * @param jobs how many tables are worked on at once
   * @param chunkRows how many rows are written in one transaction and compared by one digest
   */
  public record Effort(int jobs, long chunkRows) {}

  /** How many tables are worked on at once. */
  int jobs() {
    return effort.jobs();
  }

  /** The options that change the result, as text for the ledger. */
  String resultText() {
    return "onReject=" + policies.onReject() + " scope=" + scope;
  }
}
