package dev.crossfade.core.live;

import java.sql.SQLException;

/** A process that goes step by step; between any two of them others may go. */
abstract class Actor implements AutoCloseable {
  private final String name;
  private boolean ended;

  Actor(String name) {
    this.name = name;
  }

  final String name() {
    return name;
  }

  final boolean ended() {
    return ended;
  }

  /** Makes the next step; false when it has to wait for somebody. */
  abstract boolean step() throws SQLException;

  final void end() {
    ended = true;
  }

  /** Its connections are gone, whatever was under way. */
  @Override
  public abstract void close() throws SQLException;
}
