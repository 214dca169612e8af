package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.ops.Events;
import dev.crossfade.live.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What an application gives that no settings file can say. Immutable.
 *
 * @param events is told what happens: notes, progress of copies; it must not block
 * @param flag the last stage that a pattern may go to, by its text; asked each time. It brings
 *     nothing back that is beyond it already
 * @param equalities by the text of a pattern, what counts as equal in SHADOW_READ; else equality
 * @param drain how long closing waits until the database has what is waiting
 * @param shutdownHook whether the end of the process closes it
 */
public record CrossfadeOptions(
    Events events,
    Function<String, Stage> flag,
    Map<String, BiPredicate<Document, Document>> equalities,
    Duration drain,
    boolean shutdownHook) {

  /** Nobody is told, every pattern may go anywhere, closing waits for 5 s; no hook. */
  public static final CrossfadeOptions DEFAULT =
      new CrossfadeOptions(
          Events.NONE, pattern -> Stage.NEW_ONLY, Map.of(), Duration.ofSeconds(5), false);

  /** Copies the map. */
  public CrossfadeOptions {
    equalities = Map.copyOf(equalities);
  }

  /** The same, telling somebody. */
  public CrossfadeOptions withEvents(Events other) {
    return new CrossfadeOptions(other, flag, equalities, drain, shutdownHook);
  }

  /** The same with another flag. */
  public CrossfadeOptions withFlag(Function<String, Stage> other) {
    return new CrossfadeOptions(events, other, equalities, drain, shutdownHook);
  }

  /** The same with another equality for the values of one pattern. */
  public CrossfadeOptions withEquality(String pattern, BiPredicate<Document, Document> equality) {
    Map<String, BiPredicate<Document, Document>> more = new HashMap<>(equalities);
    more.put(pattern, equality);
    return new CrossfadeOptions(events, flag, more, drain, shutdownHook);
  }

  /** The same with another time for closing. */
  public CrossfadeOptions withDrain(Duration other) {
    return new CrossfadeOptions(events, flag, equalities, other, shutdownHook);
  }

  /** The same with or without a shutdown hook. */
  public CrossfadeOptions withShutdownHook(boolean hook) {
    return new CrossfadeOptions(events, flag, equalities, drain, hook);
  }

  BiPredicate<Document, Document> equality(String pattern) {
    return equalities.getOrDefault(pattern, Object::equals);
  }

  Stage mayGo(String pattern) {
    return flag.apply(pattern);
  }

  CrossfadeOptions forSelfTest() {
    return new CrossfadeOptions(events, pattern -> Stage.NEW_ONLY, Map.of(), Duration.ZERO, false);
  }
}
