package dev.crossfade.cli.frame;

import dev.crossfade.core.ops.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of the work in progress, as lines of text. Not safe for several threads. */
final class ProgressBoard {
  private static final int LINES_MAX = 12;

  /** A phase that counts nothing is worth a line of its own from here on. */
  private static final int PHASE_SECONDS_MIN = 5;

  private final Map<String, Item> items = new LinkedHashMap<>();
  private String phase = "";
  private long phaseBegun;

  /** Takes an event at a moment in nanoseconds. */
  void take(Event event, long now) {
    if (event instanceof Event.PhaseStarted started) {
      phase = started.phase();
      phaseBegun = now;
      items.clear();
    } else if (event instanceof Event.PhaseEnded) {
      phase = "";
      items.clear();
    } else if (event instanceof Event.Progress progress) {
      items
          .computeIfAbsent(
              progress.phase() + " " + progress.subject(),
              key -> new Item(progress.phase(), progress.subject(), progress.done(), now))
          .update(progress, now);
    }
  }

  /** A line for each subject in work, at most a dozen. */
  List<String> lines(long now) {
    List<Item> active = items.values().stream().filter(item -> !item.complete()).toList();
    if (active.isEmpty()) {
      return phase.isEmpty() ? List.of() : List.of(phase + " …");
    }
    int width = active.stream().mapToInt(item -> item.subject.length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Item item : active.subList(0, Math.min(active.size(), LINES_MAX))) {
      lines.add(item.line(Math.min(width, 40), now));
    }
    if (active.size() > LINES_MAX) {
      lines.add("… and " + (active.size() - LINES_MAX) + " more");
    }
    return lines;
  }

  /** One line for all, for where lines cannot be redrawn; empty when there is little to tell. */
  String line(long now) {
    List<Item> active = items.values().stream().filter(item -> !item.complete()).toList();
    if (active.isEmpty()) {
      double seconds = (now - phaseBegun) / 1e9;
      boolean told = phase.isEmpty() || seconds < PHASE_SECONDS_MIN;
      return told ? "" : phase + "  " + Durations.rough(seconds);
    }
    Item latest = active.get(0);
    for (Item item : active) {
      latest = item.updated >= latest.updated ? item : latest;
    }
    String more = active.size() == 1 ? "" : "; " + (active.size() - 1) + " more in work";
    return latest.line(0, now) + more;
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static final class Item {
    final String phase;
    final String subject;
    final long begun;
    final long doneAtBegin;
    long done;
    long total;
    long updated;

    Item(String phase, String subject, long done, long now) {
      this.phase = phase;
      this.subject = subject;
      this.doneAtBegin = done;
      this.begun = now;
    }

    void update(Event.Progress progress, long now) {
      done = progress.done();
      total = progress.total();
      updated = now;
    }

    boolean complete() {
      return total >= 0 && done >= total;
    }

    String line(int width, long now) {
      StringBuilder line = new StringBuilder(phase).append("  ").append(subject);
      line.append(" ".repeat(Math.max(0, width - subject.length()))).append("  ");
      line.append(count(done));
      if (total >= 0) {
        line.append(" of ").append(count(total));
      }
      line.append(" rows");
      if (total > 0) {
        line.append("  ").append(done * 100 / total).append('%');
      }
      double seconds = (now - begun) / 1e9;
      double rate = seconds <= 0 ? 0 : (done - doneAtBegin) / seconds;
      if (rate >= 1) {
        line.append("  ").append(count((long) rate)).append(" rows/s");
        if (total > done) {
          line.append("  ").append(Durations.rough((total - done) / rate)).append(" left");
        }
      }
      return line.toString();
    }
  }
}
