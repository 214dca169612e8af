package dev.crossfade.live;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What another process may ask of an application about its store, or one part of it.
 *
 * <p>Arguments are a JSON object, with what a command needs of these members:
 *
 * <pre>
 * to         name of a stage
 * direction  FORTH or BACK
 * overrides  object: reasons by the names of gates that are passed over though shut
 * seconds    how long writers may wait for a switch
 * counted    whether keys are counted for a status, which takes a while where there are millions
 * changed    whether only keys that changed since are compared
 * </pre>
 */
public enum StoreCommand {
  /** How each part is: {@code {"parts": [...]}}, see {@link LaneView}. */
  STATUS,
  /** The gates into a direction: {@code {"gates": [...]}}. */
  GATES,
  /** Goes to a stage; of a whole store, to DUAL_WRITE only: {@code {"stage", "moved"}}. */
  STAGE,
  /** Goes to the next stage: {@code {"stage", "moved"}}. */
  ADVANCE,
  /** Takes writers to the target: {@code {"stage", "waitedMillis", "keys", "passes"}}. */
  SWITCH,
  /** Takes writers back: the same. */
  BACK,
  /** Gives a switch up: {@code {"outcome"}}. */
  CANCEL,
  /** Compares both stores: {@code {"id", "equal", "rows", "differences", "tables"}}. */
  VERIFY,
  /** Begins the copy: {@code {"stage", "moved"}}. */
  ENABLE,
  /** Drops the copy: the same. */
  DISABLE,
  /** Ends a move that is done: the same. */
  RETIRE;

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The command of a word, or empty where none is known. */
  public static Optional<StoreCommand> of(String word) {
    return Arrays.stream(values()).filter(command -> command.word().equals(word)).findFirst();
  }
}
