package dev.crossfade.benchmarks;

import dev.crossfade.benchmarks.LiveProgram.Note;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures following a large table beside a program that writes to it: first copy, verification,
 * switch and way back. What is measured of these is made in one go, and what is not asked for is
 * only made where the rest needs it.
 */
final class LiveLarge {
  private static final List<Part> LARGE = List.of(Part.BACKFILL, Part.VERIFY, Part.SWITCH);
  private static final int PROGRAM_RATE = 500;
  private static final long ALONE_SECONDS = 40;
  private static final long LONG = 7200;
  private static final int HIGH = 99;

  private final LiveCommand command;
  private final Path work;
  private final Server server;
  private final Rotation rotation;
  private final List<Part> asked;
  private final List<Measured> measured = new ArrayList<>();
  private boolean done;

  private record Measured(Part part, LiveFigure figure, double value, double against) {}

  LiveLarge(LiveCommand command, Path work, Server server, Rotation rotation, List<Part> asked) {
    this.command = command;
    this.work = work;
    this.server = server;
    this.rotation = rotation;
    this.asked = asked;
  }

  /** Measures all parts that are asked for at the first call, and hands out those of one. */
  void measure(Part part, Path events, int rounds) throws Exception {
    for (int round = 0; !done && round < rounds; round++) {
      round(events);
    }
    done = true;
    measured.stream()
        .filter(one -> one.part() == part)
        .forEach(one -> rotation.note(one.figure().name(), one.value(), one.against()));
  }

  private void note(Part part, LiveFigure figure, double value, double against) {
    if (asked.contains(part)) {
      measured.add(new Measured(part, figure, value, against));
      System.err.printf(java.util.Locale.ROOT, "  %s %.3f, %.3f%n", figure, value, against);
    }
  }

  private void round(Path events) throws Exception {
    server.clean();
    Path file = work.resolve("live-large.sqlite");
    LiveScenarios.delete(file);
    Files.copy(events, file, StandardCopyOption.REPLACE_EXISTING);
    // What the system has yet to write would stand in the program's way.
    try (FileChannel copy = FileChannel.open(file, StandardOpenOption.WRITE)) {
      copy.force(true);
    }
    LiveScenarios.execute(file, "PRAGMA journal_mode = wal");
    double alone = alone(file);
    double copy = 0;
    double verified = 0;
    if (asked.contains(Part.BACKFILL) || asked.contains(Part.VERIFY)) {
      copy = move(file, alone);
    }
    if (asked.contains(Part.VERIFY)) {
      verified = verify(file, alone);
    }
    server.clean();
    try {
      backfill(file, alone, copy);
      if (asked.contains(Part.VERIFY)) {
        verifyLive(file, alone, verified);
      }
      if (asked.contains(Part.SWITCH)) {
        switchAndBack(file);
      }
      Part first = asked.stream().filter(LARGE::contains).findFirst().orElseThrow();
      note(first, LiveFigure.MEMORY, command.followerMegabytes(), 0);
    } finally {
      command.retire(file);
      LiveScenarios.delete(file);
    }
  }

  /** The program's p99 beside nothing, in milliseconds. */
  static double alone(Path file) throws Exception {
    try (LiveProgram program = program(file, ALONE_SECONDS)) {
      return LiveProgram.waited(program.await(), HIGH);
    }
  }

  private double move(Path file, double alone) throws Exception {
    String schema = server.freshSchema();
    try (LiveProgram program = program(file)) {
      Command.Result move =
          command.run(
              "move",
              file.toString(),
              "--to",
              server.url(),
              "--into",
              schema,
              "--check",
              "none",
              "--json");
      note(Part.BACKFILL, LiveFigure.MOVE_PROGRAM, high(program), alone);
      return move.number("copy");
    }
  }

  private double verify(Path file, double alone) throws Exception {
    try (LiveProgram program = program(file)) {
      // Rows that were written since the move differ: status 4.
      Command.Result plain =
          command.attempt("verify", file.toString(), "--to", server.url(), "--json");
      note(Part.VERIFY, LiveFigure.PLAIN_PROGRAM, high(program), alone);
      return plain.seconds();
    }
  }

  private void backfill(Path file, double alone, double copy) throws Exception {
    String schema = server.freshSchema();
    try (LiveProgram program = program(file);
        LockProbe locks = LockProbe.of(file)) {
      command.follow(file, schema);
      note(Part.BACKFILL, LiveFigure.BACKFILL, secondsTo("loaded"), copy);
      note(Part.BACKFILL, LiveFigure.BACKFILL_KEYS, secondsTo("copied"), copy);
      note(Part.BACKFILL, LiveFigure.BACKFILL_PROGRAM, high(program), alone);
      note(Part.BACKFILL, LiveFigure.BACKFILL_LOCK, locks.writeOfOthers(HIGH, program.pid()), 0);
      note(
          Part.BACKFILL,
          LiveFigure.BACKFILL_SNAPSHOT,
          locks.snapshotOfOthers(HIGH, program.pid()),
          0);
    }
  }

  private void verifyLive(Path file, double alone, double verified) throws Exception {
    try (LiveProgram program = program(file);
        LockProbe locks = LockProbe.of(file)) {
      Command.Result live = command.run("verify", "--live", "--to", server.url(), "--json");
      note(Part.VERIFY, LiveFigure.VERIFY, live.seconds(), verified);
      note(Part.VERIFY, LiveFigure.VERIFY_PROGRAM, high(program), alone);
      note(Part.VERIFY, LiveFigure.VERIFY_LOCK, locks.writeOfOthers(HIGH, program.pid()), 0);
      note(Part.VERIFY, LiveFigure.VERIFY_SNAPSHOT, locks.snapshotOfOthers(HIGH, program.pid()), 0);
    }
  }

  private void switchAndBack(Path file) throws Exception {
    if (!asked.contains(Part.VERIFY)) {
      // The gate asks for it.
      command.run("verify", "--live", "--to", server.url(), "--json");
    }
    try (LiveProgram program = program(file)) {
      note(Part.SWITCH, LiveFigure.SWITCH, waited("switch"), 0);
      program.await();
    }
    note(Part.SWITCH, LiveFigure.BACK, waited("back"), 0);
  }

  private double waited(String direction) throws Exception {
    return command.run(direction, "--yes", "--to", server.url(), "--json").number("waitedMillis");
  }

  private static double high(LiveProgram program) throws Exception {
    List<Note> notes = program.stop();
    return LiveProgram.waited(notes, HIGH);
  }

  private static LiveProgram program(Path file) throws Exception {
    return program(file, LONG);
  }

  /** The program that the goals name: it has begun to write when this returns. */
  static LiveProgram program(Path file, long seconds) throws Exception {
    LiveProgram program = LiveProgram.start(file, "mixed", PROGRAM_RATE, 1, seconds);
    program.awaitFirst();
    return program;
  }

  /** Seconds from the installation to another event. */
  private double secondsTo(String event) throws SQLException {
    return Double.parseDouble(
        server.ask(
            "SELECT extract(epoch FROM max(happened_at) FILTER (WHERE kind = '"
                + event
                + "') - max(happened_at) FILTER (WHERE kind = 'installed'))"
                + " FROM crossfade.live_events WHERE migration ="
                + " (SELECT id FROM crossfade.live_migrations ORDER BY created_at DESC LIMIT 1)"));
  }
}
