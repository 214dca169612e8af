package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Lease;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds passes and the first copy back by the limits in the migration's record, which may change at
 * any time. Asked between two passes or chunks, when no transaction is open. Notes in the ledger
 * why it holds, for status.
 */
final class Throttle {
  private static final long LOOK_NANOS = 500_000_000;
  private static final long WAIT_MILLIS = 50;

  private final Migration migration;
  private final Console console;
  private final LongSupplier nanos;
  private final RowRate rate;

  private ThrottleLimits limits = ThrottleLimits.NONE;
  private @Nullable String text;
  private @Nullable String misread;
  private @Nullable String condition;
  private @Nullable String noted;
  private @Nullable String heldBy;
  private @Nullable String told;
  private boolean looked;
  private long lookedAt;

  Throttle(Migration migration, Console console, LongSupplier nanos) {
    this.migration = migration;
    this.console = console;
    this.nanos = nanos;
    rate = new RowRate(nanos);
  }

  /** Forgets what the ledger showed last: another process may have followed meanwhile. */
  void begin() {
    looked = false;
  }

  /** Counts rows that were applied. */
  void spent(long rows) {
    rate.spend(rows);
  }

  /** Rows a second; 0 for no limit. */
  long rows() {
    read();
    return limits.rows();
  }

  /** Whether to wait now. Looks at the record as it was read last. */
  boolean holds() {
    read();
    if (!looked || nanos.getAsLong() - lookedAt >= LOOK_NANOS) {
      lookedAt = nanos.getAsLong();
      condition = misread != null ? misread : Conditions.reason(limits, migration.wiring().load());
      note();
      looked = true;
    }
    String reason = condition;
    if (reason == null && rate.waitMillis() > 0) {
      reason = "rows: " + limits.rows() + " a second at most";
    }
    if (reason != null) {
      heldBy = reason;
    }
    return reason != null;
  }

  /**
   * Waits until nothing holds, and reads the record meanwhile.
   *
   * @param lease under which the work is done
   * @throws CrossfadeException CF-5201 when the work is to stop here: somebody asked for it, the
   *     migration is paused or retired, or the lease is lost
   */
  void await(Lease lease) {
    migration.refresh();
    long read = nanos.getAsLong();
    while (true) {
      console.cancellation().check();
      if (!lease.held()
          || migration.record().paused() != null
          || migration.stage() == Stage.RETIRED) {
        throw new CrossfadeException(ErrorCode.CF_5201, "stopped at a checkpoint");
      }
      if (!holds()) {
        return;
      }
      Backoff.sleep(console.cancellation(), WAIT_MILLIS);
      if (nanos.getAsLong() - read >= LOOK_NANOS) {
        migration.refresh();
        read = nanos.getAsLong();
      }
    }
  }

  /** Waits a moment. */
  void pause() {
    Backoff.sleep(console.cancellation(), WAIT_MILLIS);
  }

  private void read() {
    String now = migration.record().throttle();
    if (Objects.equals(now, text)) {
      return;
    }
    text = now;
    looked = false;
    misread = null;
    try {
      limits = ThrottleLimits.parse(now);
    } catch (CrossfadeException unknown) {
      misread =
          unknown.code().code() + " " + unknown.code().title() + ". " + unknown.code().advice();
      limits = ThrottleLimits.NONE;
    }
    rate.limit(limits.rows());
  }

  /** Writes what held since the last look, where that is not what stands there. */
  private void note() {
    String reason = condition != null ? condition : heldBy;
    heldBy = null;
    if (looked && Objects.equals(reason, noted)) {
      return;
    }
    migration.ledger().throttled(migration.id(), reason);
    noted = reason;
    if (reason == null || reason.startsWith("rows")) {
      return;
    }
    // Numbers in a reason change; each kind of reason is told once until nothing holds.
    String kind = reason.substring(0, reason.indexOf(' '));
    if (!kind.equals(told)) {
      told = kind;
      console.note().accept("Throttled, " + reason);
      if (kind.startsWith("CF-")) {
        migration.event("throttled", reason, null);
      }
    }
  }
}
