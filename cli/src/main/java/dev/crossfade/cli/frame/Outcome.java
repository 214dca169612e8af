package dev.crossfade.cli.frame;

/** How a command ended; the exit statuses of all commands. */
public enum Outcome {
  /** Done, and proven where there is something to prove. */
  DONE(0, "done and proven"),
  /** Failed. */
  FAILED(1, "failed"),
  /** Wrong usage or configuration. */
  USAGE(2, "wrong usage or configuration"),
  /** Done and proven, with dead letters or listed constraint violations. */
  DONE_WITH_REJECTS(3, "done and proven, with dead letters or listed constraint violations"),
  /** Compared and different, or a gate is shut. */
  DIFFERENT(4, "compared and different, or a gate is shut"),
  /** Stopped by the user. */
  INTERRUPTED(130, "interrupted");

  private final int status;
  private final String meaning;

  Outcome(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The exit status of the process. */
  public int status() {
    return status;
  }

  /** What it means, in a few words. */
  public String meaning() {
    return meaning;
  }
}
