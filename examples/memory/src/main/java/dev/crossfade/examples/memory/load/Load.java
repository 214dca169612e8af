package dev.crossfade.examples.memory.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Load on the server: threads that write, delete and read, each its own places, many of them in
 * values that all threads change. Each knows what was acknowledged, and checks every read against
 * that: nothing acknowledged may be lost, nothing deleted may come back; a read that is marked
 * stale may give any value that was there before.
 */
public final class Load implements AutoCloseable {
  private final Client client;
  private final Tally tally = new Tally();
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** What is counted. */
  public enum What {
    /** Writes that the server took. */
    ACKNOWLEDGED,
    /** Writes that were certainly not done. */
    REFUSED,
    /** Writes of which nobody knows. */
    UNKNOWN,
    /** Reads of the last value. */
    READ,
    /** Reads that were marked stale. */
    STALE,
    /** Reads that failed. */
    UNANSWERED
  }

  /** Kinds of keys, in the words of the server's patterns. */
  public enum Keys {
    SESSION,
    PROJECT,
    LEARNING,
    TAG,
    EMBED_TOKEN
  }

  private Load(Supplier<URI> server) {
    client = new Client(server);
  }

  /**
   * Makes the projects that are shared, and starts.
   *
   * @param server where it is now; asked for each request
   * @param thinkNanos between two requests of a thread
   */
  public static Load start(Supplier<URI> server, int threads, long seed, long thinkNanos) {
    Load load = new Load(server);
    for (String project : Worker.projects()) {
      Answer made =
          load.client.send(
              "PUT", "/projects/" + project, "{\"name\": \"Shared\", \"owner\": \"load\"}");
      if (!made.isDone()) {
        throw new IllegalStateException("a project was answered with " + made.status());
      }
    }
    for (int i = 0; i < threads; i++) {
      Worker worker =
          new Worker(
              "w" + i, seed * 31 + i, load.client, load.tally, load.gate.readLock(), thinkNanos);
      Thread thread = new Thread(worker, "load-" + i);
      thread.setDaemon(true);
      load.workers.add(worker);
      load.threads.add(thread);
      thread.start();
    }
    return load;
  }

  /** How often something happened since it was started. */
  public long count(Keys keys, What what) {
    return tally.count(keys, what);
  }

  /** How often something happened, with keys of all kinds. */
  public long count(What what) {
    long sum = 0;
    for (Keys keys : Keys.values()) {
      sum += count(keys, what);
    }
    return sum;
  }

  /** What was wrong so far, a sentence each; no more than the first fifty. */
  public List<String> problems() {
    return tally.problems();
  }

  /** Keeps the threads from beginning anything, and waits until nothing is under way. */
  public void pause() {
    gate.writeLock().lock();
  }

  /** Lets the threads go on. Called by the thread that paused them. */
  public void resume() {
    gate.writeLock().unlock();
  }

  /**
   * Reads every place that was ever written. Only while it is paused, or stopped.
   *
   * @return how many did not answer
   */
  public int checkAll() {
    int unanswered = 0;
    for (Worker worker : workers) {
      unanswered += worker.checkAll();
    }
    return unanswered;
  }

  /** Ends the threads after what is under way. */
  public void stop() {
    workers.forEach(Worker::stop);
    for (Thread thread : threads) {
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    workers.forEach(Worker::close);
  }

  /** The counts, a line for people. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (What what : What.values()) {
      out.append(out.length() == 0 ? "" : ", ")
          .append(count(what))
          .append(' ')
          .append(what.name().toLowerCase(Locale.ROOT));
    }
    return out.toString();
  }
}
