package dev.crossfade.benchmarks;

import dev.crossfade.benchmarks.LiveProgram.Note;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The same task by what people use today: a run of pgloader each night, and by following. */
final class LivePeers {
  private static final long PAUSE_MILLIS = 2;
  private static final long LAG_SECONDS = 15;
  private static final long CALM_SECONDS = 30;
  private static final long LONG = 7200;
  private static final long DRAIN_SECONDS = 120;

  private final LiveCommand command;
  private final Peers peers;
  private final Path work;
  private final Server server;
  private final Rotation rotation;

  LivePeers(LiveCommand command, Peers peers, Path work, Server server, Rotation rotation) {
    this.command = command;
    this.peers = peers;
    this.work = work;
    this.server = server;
    this.rotation = rotation;
  }

  /** One round. */
  void round(Path events) throws Exception {
    server.clean();
    Path file = work.resolve("live-peers.sqlite");
    LiveScenarios.delete(file);
    Files.copy(events, file, StandardCopyOption.REPLACE_EXISTING);
    LiveScenarios.execute(file, "PRAGMA journal_mode = wal");
    try {
      double alone = LiveLarge.alone(file);
      pgloader(file, alone);
      server.clean();
      follow(file, alone);
    } finally {
      LiveScenarios.delete(file);
    }
  }

  private void pgloader(Path file, double alone) throws Exception {
    Contender contender = peers.pgloader("pgloader", file);
    try (LiveProgram program = LiveLarge.program(file, LONG)) {
      double before = server.cpuSeconds();
      Contender.Sample run = contender.work().run();
      double cpu = run.cpu() + server.cpuSeconds() - before;
      List<Note> notes = program.stop();
      long highest = notes.get(notes.size() - 1).highest();
      long there = Long.parseLong(server.askPeers("SELECT max(id) FROM events"));
      note(LiveFigure.PGLOADER_AGE, run.whole(), 0);
      note(LiveFigure.PGLOADER_MISSING, (double) (highest - there), 0);
      note(LiveFigure.PGLOADER_PROGRAM, LiveProgram.waited(notes, 99), alone);
      note(LiveFigure.PGLOADER_PROCESSOR, cpu, 0);
    }
  }

  private void follow(Path file, double alone) throws Exception {
    String schema = server.freshSchema();
    command.follow(file, schema);
    try {
      try (LagProbe probe =
              new LagProbe(Server.jdbc(server.url()), schema + ".events", PAUSE_MILLIS);
          LiveProgram program = LiveLarge.program(file, LAG_SECONDS)) {
        double[] lags = probe.lags(inserts(probe.watch(program, DRAIN_SECONDS)));
        note(LiveFigure.FOLLOW_AGE, LiveProgram.percentile(lags, 50), 0);
        note(LiveFigure.FOLLOW_AGE_HIGH, LiveProgram.percentile(lags, 99), 0);
      }
      try (LiveProgram program = LiveLarge.program(file, CALM_SECONDS)) {
        double before = cpu();
        List<Note> notes = program.await();
        note(LiveFigure.FOLLOW_PROCESSOR, (cpu() - before) * 60 / CALM_SECONDS, 0);
        note(LiveFigure.FOLLOW_PROGRAM, LiveProgram.waited(notes, 99), alone);
      }
      Command.Result live = command.attempt("verify", "--live", "--to", server.url(), "--json");
      note(LiveFigure.FOLLOW_MISSING, live.number("differences"), 0);
    } finally {
      command.retire(file);
    }
  }

  private double cpu() throws Exception {
    return Server.cpuSeconds(command.followerPid()) + server.cpuSeconds();
  }

  /** Only these can be told apart by the highest number. */
  private static List<Note> inserts(List<Note> notes) {
    List<Note> inserts = new ArrayList<>();
    for (int i = 1; i < notes.size(); i++) {
      if (notes.get(i).highest() > notes.get(i - 1).highest()) {
        inserts.add(notes.get(i));
      }
    }
    return inserts;
  }

  private void note(LiveFigure figure, double value, double against) {
    rotation.note(figure.name(), value, against);
  }
}
