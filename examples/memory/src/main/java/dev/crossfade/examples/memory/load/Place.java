package dev.crossfade.examples.memory.load;

import org.jspecify.annotations.Nullable;

/** Where the server keeps one value for whoever writes it: a note, a session, a tag. */
interface Place {
  /** What it is called, for people. */
  String name();

  /** The kind of key that it is under. */
  Load.Keys keys();

  /** Writes a value. */
  Answer write(String value);

  /** Takes the value away. */
  Answer delete();

  /** Reads. */
  Read read();

  /** Whether it is written again; else it can only be there or not. */
  default boolean isRewritable() {
    return true;
  }

  /** Whether it is of no use once its value was taken away. */
  default boolean isEndedByDelete() {
    return false;
  }

  /** The value that stands for a number. */
  default String value(long number) {
    return "v" + number;
  }

  /**
   * What was read.
   *
   * @param answer of the server
   * @param value in it, or null where there is none
   */
  record Read(Answer answer, @Nullable String value) {
    /** Whether it says anything about the value. */
    boolean counts() {
      return answer.isDone() || answer.isMissing();
    }
  }
}
