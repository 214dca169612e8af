package dev.crossfade.cli.frame;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress on standard error: on a terminal lines that are redrawn, elsewhere one line a
 * while; nothing for what takes less than a second.
 */
final class Progress implements Events, AutoCloseable {
  private static final long SILENT_MILLIS = 1000;
  private static final long REDRAW_MILLIS = 200;
  private static final long LINE_MILLIS = 5000;

  private final PrintStream err;
  private final Surroundings.Terminal terminal;
  private final ProgressBoard board = new ProgressBoard();
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread painter;
  private int drawn;

  Progress(PrintStream err, Surroundings.Terminal terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public synchronized void emit(Event event) {
    if (event instanceof Event.Note note) {
      note(Controls.shown(note.text(), terminal.err()));
      return;
    }
    board.take(event, System.nanoTime());
    if (painter == null && closed.getCount() > 0) {
      Thread thread = new Thread(this::paint, "progress");
      thread.setDaemon(true);
      painter = thread;
      thread.start();
    }
  }

  /** Prints a line above the progress. */
  synchronized void note(String line) {
    erase();
    err.print(line + "\n");
    err.flush();
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      erase();
      err.flush();
    }
  }

  private void paint() {
    try {
      long wait = SILENT_MILLIS;
      while (!closed.await(wait, TimeUnit.MILLISECONDS)) {
        draw();
        wait = terminal.err() ? REDRAW_MILLIS : LINE_MILLIS;
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void draw() {
    if (closed.getCount() == 0) {
      return;
    }
    long now = System.nanoTime();
    if (terminal.err()) {
      redraw(board.lines(now));
    } else {
      String line = board.line(now);
      err.print(line.isEmpty() ? "" : line + "\n");
    }
    err.flush();
  }

  private void redraw(List<String> lines) {
    erase();
    for (String raw : lines) {
      String line = Controls.shown(raw, true);
      boolean fits = line.length() < terminal.width();
      err.print((fits ? line : line.substring(0, terminal.width() - 1)) + "\n");
    }
    drawn = lines.size();
  }

  private void erase() {
    if (drawn > 0) {
      err.print("\033[" + drawn + "A\033[J");
      drawn = 0;
    }
  }
}
