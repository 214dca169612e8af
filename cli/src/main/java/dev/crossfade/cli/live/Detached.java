package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.connect.TargetUrl;
import dev.crossfade.postgres.embedded.OwnerOnly;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The follower of one file or several in a process of its own. */
final class Detached {
  private static final long STOP_SECONDS = 70;
  private static final int LOG_LINES = 8;
  private static final long ASK_NANOS = 500_000_000;

  /** A process that was just killed may take so long to be gone. */
  private static final long DYING_MILLIS = 300;

  private final Session session;
  private final List<Path> sources;
  private final Path home;

  /**
   * @param sources absolute paths of the files that one process follows
   */
  Detached(Session session, List<Path> sources) {
    this.session = session;
    this.sources = sources;
    home = session.surroundings().directory().toAbsolutePath().resolve(".crossfade");
  }

  private String name() {
    int hash = sources.size() == 1 ? sources.get(0).hashCode() : Set.copyOf(sources).hashCode();
    Path first = sources.stream().sorted().toList().get(0);
    return "follow-" + first.getFileName() + "-" + Integer.toHexString(hash);
  }

  private ChildFile state() {
    return new ChildFile(home.resolve(name() + ".pid"));
  }

  private Path log() {
    return home.resolve(name() + ".log");
  }

  /**
   * Starts it, and returns when it has caught up.
   *
   * @param target handed over in the environment, for it may hold a password; null for the embedded
   *     server, which it finds by itself
   * @param more options of follow
   * @param paused why the migration is paused now, or null
   * @throws CrossfadeException CF-6307 when it ended before, CF-6329 when it waits for a person
   */
  void start(
      @Nullable TargetUrl target, String into, List<String> more, Supplier<@Nullable String> paused)
      throws IOException {
    Optional<ProcessHandle> running = staying();
    if (running.isPresent()) {
      session.note("It runs already, as process " + running.get().pid() + ".");
      await(running.get(), paused);
      return;
    }
    OwnerOnly.createDirectories(home);
    state().delete();
    long logged = Files.exists(log()) ? Files.size(log()) : 0;
    if (logged == 0) {
      OwnerOnly.write(log(), "");
    }
    ProcessBuilder builder = new ProcessBuilder(command(into, more));
    if (target != null) {
      builder.environment().put("DATABASE_URL", target.libpq());
    }
    Process process =
        builder
            .directory(session.surroundings().directory().toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(log().toFile()))
            .redirectError(Redirect.appendTo(log().toFile()))
            .start();
    session.note("Started process " + process.pid() + ", log in " + log() + ".");
    await(process.toHandle(), paused);
  }

  private Optional<ProcessHandle> staying() throws IOException {
    Optional<ProcessHandle> running = state().process();
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DYING_MILLIS);
    while (running.isPresent() && System.nanoTime() < until) {
      LockSupport.parkNanos(20_000_000);
      running = state().process();
    }
    return running;
  }

  private void await(ProcessHandle process, Supplier<@Nullable String> paused) throws IOException {
    long asked = System.nanoTime();
    while (!state().following()) {
      if (System.nanoTime() - asked > ASK_NANOS) {
        String reason = paused.get();
        if (reason != null) {
          throw new CrossfadeException(ErrorCode.CF_6329, reason);
        }
        asked = System.nanoTime();
      }
      if (!process.isAlive()) {
        throw new CrossfadeException(ErrorCode.CF_6307, lastLines());
      }
      session.cancellation().check();
      LockSupport.parkNanos(20_000_000);
    }
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readString(log(), StandardCharsets.UTF_8).strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  private List<String> command(String into, List<String> more) {
    List<String> command = new ArrayList<>();
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      // A session of its own: neither Ctrl-C nor the end of the terminal reaches it.
      command.add(setsid.toString());
    }
    command.addAll(JavaProcess.command("dev.crossfade.cli.Main"));
    command.add("follow");
    sources.forEach(source -> command.add(source.toString()));
    command.addAll(List.of("--into", into, "--yes"));
    command.addAll(more);
    command.addAll(List.of("--child", String.valueOf(state().file())));
    return command;
  }

  /** Ends it; false when it did not run. */
  boolean stop() throws IOException {
    Optional<ProcessHandle> running = state().process();
    if (running.isEmpty()) {
      state().delete();
      return false;
    }
    running.get().destroy();
    try {
      running.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // It can die anywhere; what follows goes on.
      running.get().destroyForcibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    state().delete();
    return true;
  }
}
