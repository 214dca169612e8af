package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import java.util.List;
import java.util.Optional;

/** Finds migrations in a ledger. */
public final class Migrations {
  /** What is told where there is none. */
  public static final String NOTHING = "Nothing is followed; begin with: crossfade follow FILE";

  private Migrations() {}

  /** Those that are not retired, oldest first. */
  public static List<MigrationRecord> active(LiveLedger ledger) {
    return ledger.migrations().stream()
        .filter(found -> !found.stage().equals(Stage.RETIRED.name()))
        .toList();
  }

  /**
   * The one that is meant.
   *
   * @param source an absolute path, or null when there is only one
   * @throws CrossfadeException CF-6302 when there is none, CF-6303 when there are several
   */
  public static MigrationRecord require(
      LiveLedger ledger, @org.jspecify.annotations.Nullable String source) {
    List<MigrationRecord> found =
        active(ledger).stream()
            .filter(one -> source == null || one.source().equals(source) || one.id().equals(source))
            .toList();
    if (found.isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_6302, source == null ? "nothing is followed" : "of " + source);
    }
    if (found.size() > 1) {
      throw new CrossfadeException(
          ErrorCode.CF_6303,
          String.join(", ", found.stream().map(MigrationRecord::source).toList()));
    }
    return found.get(0);
  }

  /** The one of a source. */
  public static Optional<MigrationRecord> of(LiveLedger ledger, String source) {
    return active(ledger).stream().filter(one -> one.source().equals(source)).findFirst();
  }
}
