package dev.crossfade.core.store;

/** Takes records that are read and not written. */
@FunctionalInterface
public interface RejectSink {
  /** Takes one record; may throw to stop the run. */
  void reject(RejectedRecord rejected);
}
