package dev.crossfade.cli.frame;

/** What a command does once its arguments are read. */
@FunctionalInterface
public interface Action {
  /**
   * Does it.
   *
   * @param session where results, notes and progress go
   * @return how it ended
   * @throws Exception any failure; {@link dev.crossfade.core.error.CrossfadeException} for those
   *     that a user can meet
   */
  Outcome run(Session session) throws Exception;
}
