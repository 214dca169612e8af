package dev.crossfade.core.live;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Cancellation;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * What other processes ask of the process that owns a store, through the control schema of the
 * target: a store in a file has one owner, and nobody else can open it. A request is taken once,
 * within a minute or never; one that was withdrawn is never taken.
 */
public interface Requests {
  /**
   * Asks.
   *
   * @param source a store, or one of its lanes, as the ledger names it
   * @param command one word
   * @param arguments of the command, as JSON
   * @param actor who asks: user, host and process id
   * @return what {@link #await} takes
   */
  long ask(String source, String command, String arguments, String actor);

  /**
   * Waits for the answer: for somebody to take the request up to a limit, and from then on as long
   * as the taker lives. Where it ends before the request was taken, that is withdrawn, unless the
   * target does not answer: then it may be taken for the rest of its minute.
   *
   * @param limit how long nobody may take it
   * @param cancellation ends the waiting; what was taken goes on
   * @return the answer, as JSON
   * @throws dev.crossfade.core.error.CrossfadeException CF-7210 when nobody took it, CF-7211 when
   *     the taker died without an answer, CF-7212 when it failed with a code that is not known
   *     here, CF-5201 when it was cancelled; else what the taker failed with
   */
  String await(long id, Duration limit, Cancellation cancellation);

  /**
   * Takes the oldest request that waits for one of these sources.
   *
   * @param sources that are owned here
   * @param actor who takes it: user, host and process id
   * @return to be answered and closed; empty when none waits
   */
  Optional<Taken> take(Collection<String> sources, String actor);

  /**
   * A request.
   *
   * @param id grows
   * @param source a store, or one of its lanes, as the ledger names it
   * @param command one word
   * @param arguments of the command, as JSON
   * @param actor who asked: user, host and process id
   */
  record Request(long id, String source, String command, String arguments, String actor) {}

  /**
   * A request that was taken. Until it is closed, or its process dies, whoever asked knows that it
   * is worked at.
   */
  interface Taken extends AutoCloseable {
    /** What is asked. */
    Request request();

    /** Answers; of several answers the first one counts. */
    void answer(String json);

    /**
     * Answers that it failed.
     *
     * @param detail what exactly happened; no row values
     */
    void fail(ErrorCode code, String detail);

    @Override
    void close();
  }
}
