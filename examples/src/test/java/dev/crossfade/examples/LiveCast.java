package dev.crossfade.examples;

import dev.crossfade.cli.demo.program.LiveProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The processes of a fault run: the application, a follower, a stand-by, and controllers. */
final class LiveCast implements AutoCloseable {
  private static final long LIMIT_SECONDS = 180;
  private static final int SAID = 500;
  private static final long LOOK_MILLIS = 10;

  private final Stage stage;
  private final Path folder;
  private final Path file;
  private final String url;
  private final List<Command> followers = new ArrayList<>();
  private CompletableFuture<String> written = new CompletableFuture<>();
  private int number;

  /** Processes that serve many runs; a run kills some of them. */
  static final class Stage implements AutoCloseable {
    private final LiveJvm jvm;
    private final @Nullable Path defects;
    private final Deque<LiveProcess> idle = new ArrayDeque<>();
    private LiveProcess application;

    /**
     * @param defects classes that commands find first, or null
     */
    Stage(LiveJvm jvm, @Nullable Path defects) throws IOException {
      this.jvm = jvm;
      this.defects = defects;
      application = jvm.start(LiveProgram.class, null);
    }

    LiveProcess application() throws IOException {
      if (!application.isAlive()) {
        application = jvm.start(LiveProgram.class, null);
      }
      return application;
    }

    LiveProcess take() throws IOException {
      LiveProcess process = idle.poll();
      while (process != null && !process.isAlive()) {
        process = idle.poll();
      }
      return process == null ? jvm.start(LiveWorker.class, defects) : process;
    }

    void giveBack(LiveProcess process) {
      idle.push(process);
    }

    @Override
    public void close() {
      idle.forEach(LiveProcess::close);
      idle.clear();
      application.close();
    }
  }

  LiveCast(Stage stage, Path folder, Path file, String url) {
    this.stage = stage;
    this.folder = folder;
    this.file = file;
    this.url = url;
  }

  /** A command under way. */
  final class Command implements AutoCloseable {
    private final LiveProcess process;
    private final Path home;
    private final CompletableFuture<String> status;

    private Command(String fault, List<String> arguments) throws IOException {
      home = Files.createDirectory(folder.resolve("p" + ++number));
      process = stage.take();
      List<String> words = new ArrayList<>(List.of(home.toString(), fault));
      words.addAll(arguments);
      words.addAll(List.of("--to", url));
      status = process.ask(String.join("\t", words));
    }

    LiveProcess process() {
      return process;
    }

    boolean isUnderWay() {
      return !status.isDone();
    }

    /** Waits until it stands still where it was told to; false when it does not come there. */
    boolean standsStill(long seconds) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (!Files.exists(home.resolve(LiveWorker.STILL))) {
        if (!isUnderWay() || System.nanoTime() > end) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      return true;
    }

    /** Waits for its end; false when it does not come. */
    boolean ends(long seconds) throws InterruptedException {
      try {
        status.get(seconds, TimeUnit.SECONDS);
        return true;
      } catch (TimeoutException late) {
        return false;
      } catch (ExecutionException never) {
        throw new AssertionError(never);
      }
    }

    Console.Result result() throws InterruptedException, IOException {
      if (!ends(LIMIT_SECONDS)) {
        close();
        throw new AssertionError("did not end: " + text("err"));
      }
      return new Console.Result(Integer.parseInt(status.join()), text("out"), text("err"));
    }

    String text(String name) throws IOException {
      Path printed = home.resolve(name);
      return Files.exists(printed) ? Files.readString(printed) : "";
    }

    /** Kills the process that runs it; where it has ended, others may use it. */
    @Override
    public void close() {
      if (isUnderWay()) {
        process.close();
      } else if (process.isAlive()) {
        stage.giveBack(process);
      }
    }
  }

  /** Lets the application begin. */
  void write(String jdbcUrl, long seed) throws IOException {
    written =
        stage
            .application()
            .ask(
                String.join(
                    "\t",
                    folder.toString(),
                    file.toString(),
                    "3",
                    "50",
                    Long.toString(seed),
                    jdbcUrl));
  }

  /** Lets the application write on for a time; it must not fail in it. */
  void writeOn(long millis) throws InterruptedException {
    try {
      throw new AssertionError("the application: " + written.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException good) {
      return;
    } catch (ExecutionException never) {
      throw new AssertionError(never);
    }
  }

  /** Asks the application to end; each writer ends its transaction before. */
  void endWriting() throws IOException, InterruptedException {
    stage.application().tell("stop");
    try {
      String answer = written.get(90, TimeUnit.SECONDS);
      if (!answer.equals("ended")) {
        throw new AssertionError("the application failed: " + answer);
      }
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError("the application does not end", e);
    }
  }

  /** Starts a follower. */
  Command follow(String fault) throws IOException {
    return follow(fault, "demo");
  }

  /** Starts a follower into a schema. */
  Command follow(String fault, String schema) throws IOException {
    Command follower =
        new Command(fault, List.of("follow", file.toString(), "--into", schema, "--yes"));
    followers.add(follower);
    return follower;
  }

  /** Those that live, oldest first. */
  List<Command> followers() {
    for (Command follower : List.copyOf(followers)) {
      if (!follower.isUnderWay()) {
        followers.remove(follower);
        follower.close();
      }
    }
    return followers;
  }

  /** Starts followers until there are so many. */
  void fill(int wanted) throws IOException {
    while (followers().size() < wanted) {
      follow("");
    }
  }

  /** Runs a command to its end. */
  Console.Result run(String fault, String... arguments) throws IOException, InterruptedException {
    try (Command command = new Command(fault, List.of(arguments))) {
      return command.result();
    }
  }

  /** What the followers said last on standard error, for messages. */
  String said() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= number; i++) {
      Path printed = folder.resolve("p" + i).resolve("err");
      String text = Files.exists(printed) ? Files.readString(printed) : "";
      String end = text.substring(Math.max(0, text.length() - SAID));
      all.append("--- p").append(i).append('\n').append(end);
    }
    return all.toString();
  }

  /** Kills the application, the followers, and whoever has the file open from a command before. */
  void kill() throws IOException {
    List.copyOf(followers).forEach(Command::close);
    followers();
    stage.close();
  }

  @Override
  public void close() throws IOException {
    List<Command> all = List.copyOf(followers);
    all.forEach(Command::close);
    if (!written.isDone()) {
      stage.application().close();
    }
  }
}
