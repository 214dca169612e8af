package dev.crossfade.examples.memory.load;

import dev.crossfade.examples.memory.load.Answer.Outcome;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place that one thread alone writes, and what it may hold: after acknowledged writes exactly the
 * last of them, after one whose outcome is unknown either. Such a place is written no more, because
 * nobody knows when that write is done.
 */
final class Cell {
  private final Place place;
  private final Tally tally;
  private final Set<@Nullable String> past = new HashSet<>();
  private @Nullable String acknowledged;
  private @Nullable String unknown;
  private boolean ended;
  private boolean uncertain;
  private long number;

  Cell(Place place, Tally tally) {
    this.place = place;
    this.tally = tally;
    past.add(null);
  }

  /** Whether it is written no more. */
  boolean isEnded() {
    return ended;
  }

  /** Writes or deletes. Says whether the server took it. */
  boolean change(boolean delete) {
    boolean there = acknowledged != null;
    return there && (delete || !place.isRewritable()) ? delete() : write();
  }

  private boolean write() {
    String value = place.value(++number);
    Answer answer = place.write(value);
    took(value, answer);
    return answer.isDone();
  }

  private boolean delete() {
    Answer answer = place.delete();
    if (answer.isMissing()) {
      tally.problem(place.name() + " was gone when it was to be deleted");
      ended = true;
      return true;
    }
    took(null, answer);
    ended |= answer.isDone() && place.isEndedByDelete();
    return answer.isDone();
  }

  private void took(@Nullable String value, Answer answer) {
    tally.write(place.keys(), answer.outcome());
    if (answer.outcome() != Outcome.REFUSED) {
      past.add(value);
    }
    if (answer.isDone()) {
      acknowledged = value;
    } else if (answer.outcome() == Outcome.UNKNOWN) {
      unknown = value;
      uncertain = true;
      ended = true;
    } else if (!answer.isMissing() && answer.status() != 0 && answer.status() < 500) {
      tally.problem(place.name() + ": a write was answered with " + answer.status());
    }
  }

  /** Reads, and checks what was read. Says whether there was an answer. */
  boolean check() {
    Place.Read read = place.read();
    if (!read.counts()) {
      tally.unanswered(place.keys());
      return false;
    }
    boolean stale = read.answer().stale();
    tally.read(place.keys(), stale);
    boolean good =
        stale
            ? past.contains(read.value())
            : Objects.equals(read.value(), acknowledged)
                || (uncertain && Objects.equals(read.value(), unknown));
    if (!good) {
      String expected = uncertain ? acknowledged + " or " + unknown : String.valueOf(acknowledged);
      tally.problem(
          place.name()
              + (stale ? " (stale)" : "")
              + ": expected "
              + expected
              + " but was "
              + read.value());
    }
    return true;
  }
}
