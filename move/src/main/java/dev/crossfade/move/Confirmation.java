package dev.crossfade.move;

/** Asks the user before something is replaced. */
@FunctionalInterface
public interface Confirmation {
  /** Whether the user agrees to what the question says. */
  boolean agrees(String question);
}
