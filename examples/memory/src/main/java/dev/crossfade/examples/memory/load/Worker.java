package dev.crossfade.examples.memory.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/** One thread's load: cells of all kinds, written, deleted and read by chance. */
final class Worker implements Runnable {
  private static final int CELLS = 24;
  private static final int PROJECTS = 6;
  private static final int TAGS = 4;
  private static final double WRITES = 0.5;
  private static final double DELETES = 0.25;
  private static final double NEW = 0.05;
  private static final long REFUSED_NANOS = 50_000_000;

  private final String name;
  private final Random random;
  private final Client client;
  private final Tally tally;
  private final Lock gate;
  private final long thinkNanos;
  private final Editor editor;
  private final String edited;
  private final List<Cell> all = new ArrayList<>();
  private final List<Cell> active = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * @param name what its keys have in them, so that nobody else writes these
   * @param gate is held while something is under way
   * @param thinkNanos between two requests
   */
  Worker(String name, long seed, Client client, Tally tally, Lock gate, long thinkNanos) {
    this.name = name;
    this.client = client;
    this.tally = tally;
    this.gate = gate;
    this.thinkNanos = thinkNanos;
    random = new Random(seed);
    edited = project();
    editor = new Editor(client, edited, name + "-editor");
  }

  /** The projects that everybody writes notes into. */
  static List<String> projects() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < PROJECTS; i++) {
      names.add("shared-" + i);
    }
    return names;
  }

  private String project() {
    return projects().get(random.nextInt(PROJECTS));
  }

  @Override
  public void run() {
    while (!stopped) {
      boolean answered;
      gate.lock();
      try {
        answered = step();
      } finally {
        gate.unlock();
      }
      LockSupport.parkNanos(answered ? thinkNanos : REFUSED_NANOS);
    }
  }

  private boolean step() {
    active.removeIf(Cell::isEnded);
    boolean more = active.isEmpty() || random.nextDouble() < NEW;
    if (more) {
      if (active.size() >= CELLS) {
        active.remove(random.nextInt(active.size()));
      }
      Cell cell = new Cell(place(), tally);
      all.add(cell);
      active.add(cell);
      return cell.change(false);
    }
    Cell cell = active.get(random.nextInt(active.size()));
    return random.nextDouble() < WRITES ? cell.change(random.nextDouble() < DELETES) : look(cell);
  }

  private boolean look(Cell cell) {
    switch (random.nextInt(16)) {
      case 0 -> client.send("GET", "/projects/" + project() + "/summary");
      case 1 -> client.send("GET", "/presence/" + edited);
      case 2 -> client.send("GET", "/learning?user=v1");
      default -> {}
    }
    return cell.check();
  }

  private Place place() {
    String id = name + "-" + all.size();
    return switch (random.nextInt(6)) {
      case 0 -> new Places.Session(client, id);
      case 1 -> new Places.Learned(client, id);
      case 2 -> new Places.Tagged(client, "tag-" + random.nextInt(TAGS), id);
      case 3 -> new Places.Token(client, project());
      case 4 -> new Places.Edit(editor, new Places.Note(client, edited, id));
      default -> new Places.Note(client, project(), id);
    };
  }

  /** Ends it after what is under way. */
  void stop() {
    stopped = true;
  }

  /** Lets go of its connection. Only once its thread has ended. */
  void close() {
    editor.close();
  }

  /**
   * Reads every place that it ever wrote. Only while its thread is kept out by the gate, or ended.
   *
   * @return how many did not answer
   */
  int checkAll() {
    int unanswered = 0;
    for (Cell cell : all) {
      unanswered += cell.check() ? 0 : 1;
    }
    return unanswered;
  }
}
