package dev.crossfade.spring;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what is for people into the log, and the steps of copies where debugging is on. */
final class LoggedEvents implements Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.crossfade");

  @Override
  public void emit(Event event) {
    if (event instanceof Event.Note note) {
      LOG.info(note.text());
    } else {
      LOG.debug("{}", event);
    }
  }
}
