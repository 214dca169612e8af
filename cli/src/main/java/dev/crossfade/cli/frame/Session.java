package dev.crossfade.cli.frame;

import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of one command: where its result, notes and progress go. */
public final class Session implements AutoCloseable {
  private final Surroundings surroundings;
  private final CommonOptions options;
  private final Cancellation cancellation;
  private @Nullable Progress progress;
  private @Nullable Interruption interruption;

  /**
   * @param cancellation what Ctrl-C requests
   */
  Session(Surroundings surroundings, CommonOptions options, Cancellation cancellation) {
    this.surroundings = surroundings;
    this.options = options;
    this.cancellation = cancellation;
  }

  /** Streams, environment and directory. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** Whether the result is wanted as JSON. */
  public boolean json() {
    return options.json;
  }

  /** Whether more detail is wanted. */
  public boolean verbose() {
    return options.verbose;
  }

  /** Colours for standard output. */
  public Style style() {
    return style(surroundings.terminal().out());
  }

  /** Colours for standard error. */
  public Style noteStyle() {
    return style(surroundings.terminal().err());
  }

  /** Prints a line of the result for people. */
  public void print(String line) {
    surroundings.out().print(Controls.shown(line, surroundings.terminal().out()) + "\n");
  }

  /** Prints the result as one JSON document. */
  public void print(Consumer<JsonOut> document) {
    try (JsonOut json = new JsonOut(surroundings.out(), surroundings.terminal().out())) {
      document.accept(json);
    }
    surroundings.out().print("\n");
  }

  /** Prints a line that is not the result, unless {@code --quiet}. */
  public void note(String line) {
    if (options.quiet) {
      return;
    }
    String visible = Controls.shown(line, surroundings.terminal().err());
    Progress shown = progress;
    if (shown == null) {
      surroundings.err().print(visible + "\n");
    } else {
      shown.note(visible);
    }
  }

  /** Where progress goes; shown from its second second on. */
  public Events events() {
    if (options.quiet) {
      return Events.NONE;
    }
    Progress shown = progress;
    if (shown == null) {
      shown = new Progress(surroundings.err(), surroundings.terminal());
      progress = shown;
    }
    return shown;
  }

  /**
   * Asked for a stop when the user presses Ctrl-C. Whoever calls this promises to look at it: the
   * process then ends when the command does.
   */
  public Cancellation cancellation() {
    if (interruption == null) {
      interruption = Interruption.watch(cancellation, surroundings.err());
    }
    return cancellation;
  }

  /** Ends the progress display and lets an interrupted process end. */
  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
    surroundings.out().flush();
    surroundings.err().flush();
  }

  /** Lets a process end that was told to. */
  void release() {
    if (interruption != null) {
      interruption.finished();
    }
  }

  private Style style(boolean terminal) {
    String noColor = surroundings.environment().getOrDefault("NO_COLOR", "");
    return new Style(terminal && !options.noColor && noColor.isEmpty());
  }
}
