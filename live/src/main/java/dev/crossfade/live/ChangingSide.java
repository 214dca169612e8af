package dev.crossfade.live;

import dev.crossfade.core.plan.CollectionPlan;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store whose schema the program may change while it is followed by triggers. */
public interface ChangingSide extends Side {
  /** What changed since it was taken note of. */
  News news();

  /** The number that changes with every change of the schema; cheap. */
  long version();

  /**
   * Makes the triggers again for the plan that this was opened with, and takes the schema for
   * right.
   *
   * @param version that the schema must still have
   * @param toEnter targets of the tables whose keys are to be entered afterwards
   * @return false when the schema has changed again; nothing was done then
   */
  boolean renew(long version, Collection<String> toEnter);

  /** The same without making triggers: what changed has nothing to do with them. */
  boolean note(long version);

  /** Targets of the tables whose keys are still to be entered and brought over. */
  List<String> pending();

  /** They were. */
  void entered(Collection<String> targets);

  /** Why a table cannot be followed by a plan, or null when it can. */
  @Nullable String refusal(CollectionPlan plan);

  /**
   * What changed.
   *
   * @param version of the schema in which that was seen
   * @param changes empty when nothing did
   */
  record News(long version, List<Change> changes) {}

  /**
   * One change.
   *
   * @param kind what it means
   * @param table the table that it is about
   * @param text a sentence without its point
   * @param columns those that were added
   */
  record Change(Kind kind, String table, String text, List<String> columns) {}

  /** What a change means. */
  enum Kind {
    /** Nothing depends on it. */
    HARMLESS,
    /** Columns were added, nothing was missed. */
    COLUMN,
    /** A new table, whose rows are not recorded. */
    TABLE,
    /** A new unique index, for which REPLACE may have deleted rows that were not recorded. */
    UNIQUE,
    /** Changes of rows may have been missed, in columns that are as they were. */
    CHANGED,
    /** A table, a column, a type or a key is not what it was. */
    LOST,
    /** What was installed is missing or changed. */
    DAMAGED
  }
}
