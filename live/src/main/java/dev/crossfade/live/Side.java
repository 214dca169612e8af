package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveStore;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of the two stores of a migration: how it is set up, used and taken down. Installing and
 * removing may be repeated.
 */
public interface Side extends AutoCloseable {
  /** What {@link #install} will do there, as statements to be shown; nothing is changed. */
  List<String> statements();

  /**
   * Checks that {@link #install} has the rights it needs there; nothing is changed.
   *
   * @throws dev.crossfade.core.error.CrossfadeException when it has not
   */
  default void requireInstallable() {}

  /** Makes side tables, control row and triggers where they are missing. */
  void install();

  /**
   * A person lets a migration go on that was paused: where the reason was this side's, what was
   * refused is accepted.
   *
   * @param paused the reason
   * @param lastPass the pass that the other store shows, or null
   */
  default void resumed(String paused, @Nullable String lastPass) {}

  /**
   * Closes this side for good, and lets another one of the same store go on: it knows the passes,
   * and what they lack is in its outbox. May be repeated.
   *
   * @param other opens it; installed
   * @return how many keys were entered
   */
  default long handOver(Supplier<Side> other) {
    throw new UnsupportedOperationException("nothing takes over from " + store().name());
  }

  /**
   * Refuses a switch that this side has no way for.
   *
   * @param direction FORTH closes this side
   * @throws dev.crossfade.core.error.CrossfadeException when there is none
   */
  default void requireSwitchable(Direction direction) {}

  /**
   * Refuses that the other side is filled anew from this one within the same migration.
   *
   * @throws dev.crossfade.core.error.CrossfadeException when it cannot be
   */
  default void requireRepeatable() {}

  /** What a user has to know before this side is closed for writers, a sentence each. */
  default List<String> warnings() {
    return List.of();
  }

  /**
   * What happened to this side beside its passes that a person has to know of, each once; asked now
   * and then by who follows.
   *
   * @param closed whether the other side was open last
   */
  default List<Happening> happenings(boolean closed) {
    return List.of();
  }

  /**
   * Something that happened.
   *
   * @param kind of the event
   * @param text a sentence without its point
   */
  record Happening(String kind, String text) {}

  /** What a user wants to know of how this side is followed, a sentence each. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Makes what somebody dropped or changed again, as {@link #install} made it. What was written
   * meanwhile may be missing in the outbox.
   *
   * @param shown the pass that the other store shows, which is taken for one of this store's; or
   *     null
   */
  void reinstall(@Nullable String shown);

  /** The store; its side tables are there. Closed with this. */
  LiveStore store();

  /** Takes away what was installed, and nothing else. */
  void remove();

  @Override
  void close();
}
