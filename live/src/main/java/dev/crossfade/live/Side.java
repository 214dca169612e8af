package dev.crossfade.live;

import dev.crossfade.core.live.LiveStore;
import java.util.List;

/**
 * One of the two stores of a migration: how it is set up, used and taken down. Installing and
 * removing may be repeated.
 */
public interface Side extends AutoCloseable {
  /** What {@link #install} will do there, as statements to be shown; nothing is changed. */
  List<String> statements();

  /** Makes side tables, control row and triggers where they are missing. */
  void install();

  /** The store; its side tables are there. Closed with this. */
  LiveStore store();

  /** Takes away what was installed, and nothing else. */
  void remove();

  @Override
  void close();
}
