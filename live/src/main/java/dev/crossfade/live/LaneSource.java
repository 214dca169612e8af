package dev.crossfade.live;

import dev.crossfade.core.plan.Plan;
import java.util.Optional;

/**
 * How the ledger names a part of an application's store that moves by itself: PLACE#TABLE. Such a
 * store has one owner, the application; nobody else opens it.
 *
 * @param place of the store, an absolute path for one in files
 * @param table of the part in the target
 */
public record LaneSource(String place, String table) {
  private static final String SEPARATOR = "#";

  /** What a source says, where it may be such a part; a file's own name may have the sign, too. */
  public static Optional<LaneSource> read(String source) {
    int sign = source.lastIndexOf(SEPARATOR);
    return sign <= 0 || sign == source.length() - 1
        ? Optional.empty()
        : Optional.of(new LaneSource(source.substring(0, sign), source.substring(sign + 1)));
  }

  /**
   * The part that a migration moves; empty where its source is a file that anybody may open.
   *
   * @param plan of the migration: that of a part has its table alone
   */
  public static Optional<LaneSource> of(String source, Plan plan) {
    return read(source)
        .filter(lane -> plan.moved().size() == 1)
        .filter(lane -> plan.moved().get(0).target().equals(lane.table()));
  }

  /** The part that a migration moves, or empty. */
  public static Optional<LaneSource> of(Migration migration) {
    return of(migration.record().source(), migration.plan());
  }

  /** The part of a place. */
  public static String text(String place, String table) {
    return place + SEPARATOR + table;
  }

  @Override
  public String toString() {
    return text(place, table);
  }
}
