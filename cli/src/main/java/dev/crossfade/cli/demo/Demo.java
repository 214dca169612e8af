package dev.crossfade.cli.demo;

import dev.crossfade.cli.demo.program.Judge;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happens in a demonstration, one after the other. */
final class Demo {
  private static final String FILE = "app.sqlite";
  private static final int THREADS = 4;
  private static final int DRAIN_TRIES = 60;

  private final Session session;
  private final Processes processes;
  private final Path folder;
  private final int rate;
  private final long seed;
  private final Map<String, String> found = new TreeMap<>();
  private final long began = System.nanoTime();

  Demo(Session session, Processes processes, Path folder, int rate, long seed) {
    this.session = session;
    this.processes = processes;
    this.folder = folder;
    this.rate = rate;
    this.seed = seed;
  }

  /** Whether everything holds. */
  boolean run() throws IOException {
    String at = folder.toString();
    Files.createFile(folder.resolve(Judge.TIMES));
    processes.program("Writers", "seed", at, FILE).result();
    Processes.Running writers =
        processes.program(
            "Writers",
            "write",
            at,
            FILE,
            Integer.toString(THREADS),
            Integer.toString(rate),
            Long.toString(seed));
    step("A program writes into app.sqlite: " + THREADS + " threads, " + rate + " a second.");
    follow();
    step("It is followed: every commit arrives in PostgreSQL.");
    Processes.Running watch = processes.program("Judge", "watch", at);
    pause(4);
    verify("Verified while it writes");
    kill();
    verify("Verified again");
    move("switch", "PostgreSQL takes the writes now");
    pause(4);
    verify("Verified in the other direction");
    move("back", "app.sqlite takes the writes again");
    pause(3);
    writers.process().getOutputStream().close();
    require(writers.awaitExit() == 0, "a writer failed: " + Files.readString(writers.err()));
    drained();
    found.putAll(watch.end());
    boolean neverTorn = watch.awaitExit() == 0;
    processes.crossfade("follow", FILE, "--stop");
    processes.crossfade("retire", "--yes");
    step("Retired: nothing of Crossfade is left in app.sqlite.");
    Processes.Running judge = processes.program("Judge", "final", at, FILE);
    found.putAll(judge.result());
    boolean equal = judge.awaitExit() == 0;
    new DemoOutput(session, found).print((System.nanoTime() - began) / 1e9);
    require(neverTorn && equal, String.valueOf(found.get("fault")));
    return true;
  }

  private void follow() throws IOException {
    processes.crossfade("follow", FILE, "--into", "demo", "--yes", "--detach");
  }

  /** Kills the follower as a power cut would, and starts it again. */
  private void kill() throws IOException {
    long start = now();
    require(processes.killFollower(), "there is no follower to be killed");
    pause(1);
    follow();
    time("outage", start);
    step("The follower was killed in the middle, and another one went on.");
    pause(2);
  }

  private void verify(String words) throws IOException {
    String result = processes.crossfade("verify", "--live", "--json");
    step(words + ": " + field(result, "rows") + " rows, no difference.");
  }

  private void move(String command, String words) throws IOException {
    long start = now();
    String result = processes.crossfade(command, "--yes", "--json");
    time(command, start);
    step(words + "; both were closed for " + field(result, "waitedMillis") + " ms.");
  }

  private void drained() throws IOException {
    for (int i = 0; i < DRAIN_TRIES; i++) {
      if (field(processes.crossfade("status", "--json"), "keys").equals("0")) {
        return;
      }
      pause(0.2);
    }
    throw new CrossfadeException(ErrorCode.CF_6310, "the rest did not arrive");
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(-?[0-9.]+)").matcher(json);
    require(matcher.find(), "no " + name + " in " + json);
    return matcher.group(1);
  }

  private void time(String name, long start) throws IOException {
    Files.writeString(
        folder.resolve(Judge.TIMES),
        name + " " + start + " " + now() + "\n",
        StandardOpenOption.APPEND);
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  private void step(String text) {
    session.note(
        String.format(
            java.util.Locale.ROOT, "%5.1f s  %s", (System.nanoTime() - began) / 1e9, text));
  }

  private static void pause(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (end - System.nanoTime() > 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new CrossfadeException(ErrorCode.CF_6310, otherwise);
    }
  }
}
