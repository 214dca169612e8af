package dev.crossfade.live;

import java.util.Collection;
import java.util.List;

/** The store that the application goes to. Its tables are filled in a schema of their own first. */
public interface SecondSide extends Side {
  /**
   * Makes the triggers of tables that nobody sees yet, so that there is no moment in which they are
   * visible and take writes. May be repeated.
   */
  void fence();

  /**
   * Makes what belongs to tables that are visible now: their triggers, and the foreign keys that
   * they have while they are open. May be repeated.
   *
   * @param foreignKeys statements by which they are added
   */
  void published(List<String> foreignKeys);

  /**
   * Checks that the server is the one that was known last.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6007 after a failover or a restored
   *     backup
   */
  void requireKnownServer();

  /** Takes the server as it is now for the known one. */
  void acceptServer();

  /**
   * Brings visible tables up to a plan that was extended, while the store is closed: claims those
   * that are new, and makes the triggers again. All or nothing, apart from what may fail.
   *
   * @param required statements that must not fail
   * @param mayFail statements that are left out when they fail
   * @return what failed, a sentence each
   */
  List<String> extend(List<String> required, List<String> mayFail);

  /** Drops visible tables of this migration, with all that is known of them. */
  void drop(Collection<String> tables);

  /**
   * Drops the tables where they are visible, with all that was installed on them and what is noted
   * of their rows. May be repeated.
   *
   * @param views that were made along with them
   * @param rehearse whether all is done but for the commit, to see whether it can be
   * @throws dev.crossfade.core.error.CrossfadeException CF-6325 when one is not as it was
   *     installed, or something else depends on it; nothing is changed then
   */
  void discard(List<String> views, boolean rehearse);

  /**
   * Looks at the rows that foreign keys are about, once the store is open; writers go on.
   *
   * @return the foreign keys that rows break
   */
  List<String> validate();
}
