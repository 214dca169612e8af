package dev.crossfade.cli.surroundings;

/**
 * One check of the doctor.
 *
 * @param group what it is about: {@code machine} or {@code target}
 * @param name what was checked
 * @param state how it is
 * @param found what was found
 * @param advice what to do; empty when all is well
 */
record Finding(String group, String name, State state, String found, String advice) {
  /** How it is. */
  enum State {
    OK,
    WARN,
    FAIL
  }
}
