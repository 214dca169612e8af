package dev.crossfade.live;

import java.util.List;

/** The store that the application goes to. Its tables are filled in a schema of their own first. */
public interface SecondSide extends Side {
  /**
   * What belongs to tables that are visible now: their triggers, and the foreign keys that they get
   * when they open.
   *
   * @param foreignKeys statements by which they are added
   */
  void published(List<String> foreignKeys);
}
