package dev.crossfade.views;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where something stands in a document: names and indexes from the outside in. */
final class TokenPath {
  private final Deque<Object> steps = new ArrayDeque<>();

  void enter(String name) {
    steps.addLast(name);
  }

  void enter(int index) {
    steps.addLast(index);
  }

  void leave() {
    steps.removeLast();
  }

  /** {@code $.lines[2].text}; {@code $} for all of it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("$");
    for (Object step : steps) {
      if (step instanceof Integer index) {
        text.append('[').append(index.intValue()).append(']');
      } else {
        text.append('.').append(step);
      }
    }
    return text.toString();
  }
}
