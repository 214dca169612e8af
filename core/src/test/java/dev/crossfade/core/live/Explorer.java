package dev.crossfade.core.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through every interleaving of a scenario, each state once, and looks at each of them; at
 * the ends it recovers and looks again.
 */
final class Explorer {
  private final Scenario scenario;
  private final Set<Bug> bugs;
  private final Map<Object, Integer> interned = new HashMap<>();

  Explorer(Scenario scenario, Set<Bug> bugs) {
    this.scenario = scenario;
    this.bugs = bugs;
  }

  /**
   * What was found.
   *
   * @param states how many states there are
   * @param ends how many of them are ends
   * @param bad how many ends are bad
   * @param first the first fault with the way to it, or null
   */
  record Report(int states, int ends, int bad, @Nullable String first) {}

  /** A way to a world, last step first. */
  record Trail(String step, @Nullable Trail before) {
    static String text(@Nullable Trail trail) {
      List<String> steps = new ArrayList<>();
      for (Trail at = trail; at != null; at = at.before()) {
        steps.add(at.step());
      }
      Collections.reverse(steps);
      return String.join(", ", steps);
    }
  }

  /** A world that a step of a process led to. */
  record Next(World world, int process, String step) {}

  private record Visit(World world, @Nullable Trail trail) {}

  /** Walks through all of it. */
  Report run() {
    return run(Integer.MAX_VALUE);
  }

  /** Walks until so many bad ends were found. */
  Report run(int enough) {
    Set<String> seen = new HashSet<>();
    Deque<Visit> stack = new ArrayDeque<>();
    stack.push(new Visit(start(), null));
    int ends = 0;
    int bad = 0;
    String first = null;
    while (!stack.isEmpty() && bad < enough) {
      Visit visit = stack.pop();
      World world = visit.world();
      if (!seen.add(key(world))) {
        continue;
      }
      String fault = world.faultNow();
      List<Next> next = fault == null ? next(world) : List.of();
      next.forEach(n -> stack.push(new Visit(n.world(), new Trail(n.step(), visit.trail()))));
      if (next.isEmpty()) {
        ends++;
        fault = fault == null ? world.faultAtTheEnd() : fault;
        if (fault != null) {
          bad++;
          first = first == null ? fault + " after: " + Trail.text(visit.trail()) : first;
        }
      }
    }
    return new Report(seen.size(), ends, bad, first);
  }

  World start() {
    Object[] at = scenario.processes().stream().map(Process::begin).toArray();
    return World.start(scenario.copied(), bugs, at);
  }

  /** Every world that one step leads to. */
  List<Next> next(World world) {
    List<Next> next = new ArrayList<>();
    for (int i = 0; i < world.at.length; i++) {
      if (world.at[i] == Process.DONE) {
        continue;
      }
      Process process = scenario.processes().get(i);
      World stepped = step(world, i, process);
      if (stepped == null) {
        continue;
      }
      next.add(new Next(stepped, i, process.name() + "." + where(world.at[i])));
      Object lost = process.answerLost(world.at[i]);
      if (lost != null) {
        World other = stepped.copy();
        other.at[i] = lost;
        next.add(new Next(other, i, process.name() + "." + where(world.at[i]) + " unanswered"));
      }
      if (scenario.mayDie().contains(i) && !world.at[i].equals(process.begin())) {
        World other = world.copy();
        other.at[i] = Process.DONE;
        next.add(new Next(other, i, process.name() + " dies"));
      }
    }
    return next;
  }

  /** One schedule in which each process has its turn alone, in their order; the fault, or null. */
  @Nullable String oneAfterTheOther() {
    World world = start();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < world.at.length; i++) {
        Process process = scenario.processes().get(i);
        World next = world;
        while (next != null && next.at[i] != Process.DONE && !process.powerLoss()) {
          world = next;
          next = step(world, i, process);
          moved |= next != null;
        }
        world = next == null ? world : next;
        if (world.faultNow() != null) {
          return world.faultNow();
        }
      }
    }
    return world.faultAtTheEnd();
  }

  @Nullable World step(World world, int i, Process process) {
    World copy = world.copy();
    String before = copy.second.now.lastPass();
    Object after;
    try {
      after = process.step(copy, world.at[i]);
    } catch (RuntimeException e) {
      copy.fault = String.valueOf(e.getMessage());
      after = Process.DONE;
    }
    if (after == null) {
      return null;
    }
    copy.at[i] = after;
    if (process.powerLoss()) {
      loseProcesses(copy);
    }
    boolean applied = !java.util.Objects.equals(before, copy.second.now.lastPass());
    if (applied) {
      copy.applied();
    }
    copy.caught |= applied && copy.second.now.state().complete();
    return copy;
  }

  /** Whatever was under way is gone; what has not begun may still begin. */
  private void loseProcesses(World world) {
    for (int i = 0; i < world.at.length; i++) {
      if (!world.at[i].equals(scenario.processes().get(i).begin())) {
        world.at[i] = Process.DONE;
      }
    }
  }

  private static String where(Object at) {
    if (at instanceof SwitchStep.Drain drain) {
      return "Drain/" + drain.pass().getClass().getSimpleName();
    }
    return at.getClass().getSimpleName();
  }

  private String key(World world) {
    List<Object> parts = new ArrayList<>(8 + world.at.length);
    parts.add(world.first.now);
    parts.add(world.first.durable);
    parts.add(world.second.now);
    parts.add(World.word(world.truth));
    parts.add(world.history);
    parts.add(world.caught);
    parts.add(world.compared);
    parts.add(world.brought);
    parts.add(String.valueOf(world.fault));
    parts.addAll(Arrays.asList(world.at));
    StringBuilder key = new StringBuilder(2 * parts.size());
    for (Object part : parts) {
      int id = interned.computeIfAbsent(part, p -> interned.size());
      key.append((char) id).append((char) (id >>> 16));
    }
    return key.toString();
  }
}
