package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Standard input, whose end asks a process to end. */
final class EndOfInput {
  private EndOfInput() {}

  /** Becomes true at the end of standard input. */
  static AtomicBoolean watch() {
    AtomicBoolean ended = new AtomicBoolean();
    Thread waiter = new Thread(() -> await(ended), "end-of-input");
    waiter.setDaemon(true);
    waiter.start();
    return ended;
  }

  private static void await(AtomicBoolean ended) {
    try (InputStream in = System.in) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closed) {
      // That is an end, too.
    }
    ended.set(true);
  }
}
