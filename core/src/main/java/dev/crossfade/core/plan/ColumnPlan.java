package dev.crossfade.core.plan;

import java.util.List;

/**
 * How one column is mapped.
 *
 * @param source name of the column, or path of the field, in the source
 * @param target name of the column in PostgreSQL
 * @param conversion what a value becomes, and its inverse
 * @param nullable whether null may be written
 * @param misfit what happens to a value that does not fit
 * @param reason why this conversion, with the evidence, as one sentence
 * @param offers other conversions that every value seen would bear
 */
public record ColumnPlan(
    String source,
    String target,
    Conversion conversion,
    boolean nullable,
    Misfit misfit,
    String reason,
    List<Offer> offers) {

  /** What happens to a value that does not fit the conversion. */
  public enum Misfit {
    /** The record is rejected: the run fails, or it becomes a dead letter. */
    REJECT,
    /** Before the copy, the column takes the next wider conversion that every value bears. */
    WIDEN
  }

  /**
   * A conversion that could be chosen instead.
   *
   * @param conversion the other conversion
   * @param evidence why it would fit
   */
  public record Offer(Conversion conversion, String evidence) {}
}
