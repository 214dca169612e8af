package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.PassRecord;
import dev.crossfade.core.live.LiveLedger.Throttled;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.live.Standing;
import dev.crossfade.core.live.StoreState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said of a migration without changing anything. */
public final class Status {
  private static final int PASSES = 3000;
  private static final Duration RATE_OVER = Duration.ofSeconds(10);
  private static final int DEAD_KEYS = 1000;

  private final Migration migration;

  /**
   * @param migration as the ledger has it
   */
  public Status(Migration migration) {
    this.migration = migration;
  }

  /**
   * One migration.
   *
   * @param id its id
   * @param source location of the first store
   * @param schema schema in the target
   * @param stage where it stands
   * @param paused why it is paused, or null
   * @param limits of the throttle for people, or null when there are none
   * @param throttled why passes wait for it now, or null
   * @param follower who makes passes, or null
   * @param lag how far the closed store is behind
   * @param rate keys applied a second, over the last ten seconds
   * @param lastPass the last pass, or null
   * @param lastVerification the last verification that ended, or null
   * @param deadKeys keys whose values do not fit
   * @param acceptedDeadKeys those of them that a person accepted
   * @param gates into the next switch
   * @param trouble why a store could not be asked, or null
   * @param remarks how the first store is followed, where that is worth a word
   */
  public record Plan(
      String id,
      String source,
      String schema,
      Stage stage,
      @Nullable String paused,
      @Nullable String limits,
      @Nullable Throttled throttled,
      @Nullable String follower,
      Lag lag,
      double rate,
      @Nullable PassRecord lastPass,
      @Nullable VerificationRecord lastVerification,
      long deadKeys,
      long acceptedDeadKeys,
      List<Gate> gates,
      @Nullable String trouble,
      List<String> remarks) {}

  /**
   * How far the closed store is behind.
   *
   * @param keys changed keys that are not applied yet; -1 when unknown
   * @param seconds age of the state that the closed store shows, at most; 0 when nothing is
   *     waiting; -1 when unknown
   */
  public record Lag(long keys, double seconds) {
    static Lag of(long keys, @Nullable PassRecord last, Instant now) {
      if (keys == 0 || last == null) {
        return new Lag(keys, keys == 0 ? 0 : -1);
      }
      Instant shown = last.at().minus(last.took());
      Duration age = Duration.between(shown, now);
      // A pass in the future: the target's clock was set back.
      return new Lag(keys, age.isNegative() ? -1 : age.toMillis() / 1e3);
    }
  }

  /** Asks the ledger and both stores. */
  public Plan read() {
    LiveLedger ledger = migration.ledger();
    List<PassRecord> passes = ledger.passes(migration.id(), PASSES);
    VerificationRecord verified = LastVerification.of(migration);
    PassRecord last = passes.isEmpty() ? null : passes.get(0);
    Stage stage = migration.stage();
    Lag lag = new Lag(-1, -1);
    long dead = ledger.deadKeys(migration.id(), DEAD_KEYS).size();
    long accepted = 0;
    List<Gate> gates = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    String trouble = null;
    try (Migration.Pair pair = migration.pair()) {
      remarks.addAll(pair.first().remarks());
      StoreState legacy = pair.first().store().state();
      StoreState successor = pair.second().store().state();
      stage = Stage.of(legacy, successor, migration.stage());
      Way way = Way.of(pair, Standing.of(legacy, successor).direction());
      dead = way.target().deadKeys();
      accepted = way.target().acceptedDeadKeys();
      lag = Lag.of(way.source().backlog(), last, ledger.now());
      gates.addAll(new GateLook(migration).gates(way, lag));
    } catch (CrossfadeException unreachable) {
      trouble = unreachable.code().code() + " " + unreachable.detail();
    }
    return new Plan(
        migration.id(),
        migration.record().source(),
        migration.record().schema(),
        stage,
        migration.record().paused(),
        limits(),
        migration.record().throttle() == null ? null : migration.throttled(),
        ledger.leaseHolder(migration.id()),
        lag,
        passes.isEmpty() ? 0 : rate(passes, ledger.now()),
        last,
        verified,
        dead,
        accepted,
        gates,
        trouble,
        remarks);
  }

  private @Nullable String limits() {
    try {
      ThrottleLimits limits = ThrottleLimits.parse(migration.record().throttle());
      return limits.isEmpty() ? null : limits.sentence();
    } catch (CrossfadeException unknown) {
      return unknown.code().code() + " " + unknown.code().title();
    }
  }

  private static double rate(List<PassRecord> passes, Instant now) {
    Instant from = now.minus(RATE_OVER);
    long keys =
        passes.stream().filter(pass -> pass.at().isAfter(from)).mapToLong(PassRecord::keys).sum();
    return keys * 1e3 / RATE_OVER.toMillis();
  }
}
