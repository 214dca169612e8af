package dev.crossfade.core.ops;

/** Where events go. Implementations must be safe for several threads and must not block. */
@FunctionalInterface
public interface Events {
  /** Drops every event. */
  Events NONE = event -> {};

  /** Takes one event. */
  void emit(Event event);
}
