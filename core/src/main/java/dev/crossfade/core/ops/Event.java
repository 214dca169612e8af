package dev.crossfade.core.ops;

/**
 * One thing that happened while a command worked. Progress bars, JSON and logs are made of these.
 */
public sealed interface Event {

  /**
   * A phase began.
   *
   * @param phase a word such as {@code inspect} or {@code copy}
   */
  record PhaseStarted(String phase) implements Event {}

  /**
   * A phase ended.
   *
   * @param phase the word given at its start
   * @param nanos how long it took
   */
  record PhaseEnded(String phase, long nanos) implements Event {}

  /**
   * Work on one table or collection moved on.
   *
   * @param phase the phase it belongs to
   * @param subject table or collection
   * @param done rows so far
   * @param total rows expected, or -1 when unknown
   */
  record Progress(String phase, String subject, long done, long total) implements Event {}

  /**
   * A line for the reader that is no error.
   *
   * @param text one sentence, without row values
   */
  record Note(String text) implements Event {}
}
