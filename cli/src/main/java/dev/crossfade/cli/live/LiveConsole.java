package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.live.Console;

/** The way from a live run to the user. */
final class LiveConsole {
  private LiveConsole() {}

  static Console of(Session session) {
    return new Console(session.events(), session.cancellation(), session::note);
  }
}
