package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.live.Migrations;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Status;
import dev.crossfade.postgres.store.PostgresStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says how a store is: from the database, and without it as far as can be known then. */
final class StatusReader {
  private final String name;
  private final Moving moving;
  private final Supplier<StoreSnapshot> first;
  private final PostgresStore second;
  private final ShadowReads shadows;

  StatusReader(
      String name,
      Moving moving,
      Supplier<StoreSnapshot> first,
      PostgresStore second,
      ShadowReads shadows) {
    this.name = name;
    this.moving = moving;
    this.first = first;
    this.second = second;
    this.shadows = shadows;
  }

  /**
   * Looks.
   *
   * @param counted whether keys are counted; else they are -1
   */
  StoreStatus read(boolean counted) {
    Map<Lane, Long> counts = counted ? counts() : Map.of();
    List<PatternStatus> patterns = new ArrayList<>();
    Map<String, MigrationRecord> active = active();
    for (Lane lane : moving.lanes().all()) {
      MigrationRecord record = active.get(moving.sources().of(lane));
      long keys = counted ? keys(lane, counts) : -1;
      patterns.add(pattern(lane, keys, record));
    }
    return new StoreStatus(name, moving.link(), patterns);
  }

  /**
   * Keys of each lane in the first store; those of lanes that are elsewhere are asked for later.
   */
  private Map<Lane, Long> counts() {
    Map<Lane, Long> counts = new HashMap<>();
    try (StoreSnapshot state = first.get();
        var entries = state.scan("", null)) {
      entries.forEach(entry -> counts.merge(moving.lanes().of(entry.key()), 1L, Long::sum));
    }
    return counts;
  }

  private Map<String, MigrationRecord> active() {
    Map<String, MigrationRecord> active = new HashMap<>();
    if (moving.link().connected()) {
      try {
        Migrations.active(moving.ledger()).forEach(one -> active.put(one.source(), one));
      } catch (CrossfadeException unreachable) {
        moving.ask();
      }
    }
    return active;
  }

  private PatternStatus pattern(Lane lane, long keys, @Nullable MigrationRecord record) {
    Status.Plan plan = null;
    String trouble = null;
    if (record != null) {
      try {
        plan = new Status(moving.migration(record)).read();
        trouble = plan.trouble();
      } catch (CrossfadeException unreachable) {
        trouble = unreachable.getMessage();
      }
    }
    CrossfadeException failure = moving.failures().get(lane);
    VerificationRecord verified = plan == null ? null : plan.lastVerification();
    return new PatternStatus(
        lane.pattern(),
        lane.group(),
        lane.priority(),
        plan == null ? lane.stage() : plan.stage(),
        lane.skip(),
        keys,
        plan == null ? waitingWithout(lane) : plan.lag().keys(),
        plan == null ? -1 : plan.lag().seconds(),
        verified == null ? null : verified.finishedAt(),
        verified == null ? 0 : verified.differences(),
        plan == null ? 0 : plan.deadKeys(),
        shadows.differing(lane),
        record == null ? null : record.paused(),
        failure == null ? trouble : failure.getMessage(),
        plan == null ? List.of() : plan.gates());
  }

  /** Without the database it can only be told when nothing can be waiting. */
  private static long waitingWithout(Lane lane) {
    return lane.migration() == null ? 0 : -1;
  }

  private long keys(Lane lane, Map<Lane, Long> inFirst) {
    boolean elsewhere = lane.stage().isNew() || lane.stage() == Stage.RETIRED;
    return elsewhere ? inSecond(lane) : inFirst.getOrDefault(lane, 0L);
  }

  private long inSecond(Lane lane) {
    try {
      return second.count(lane.table());
    } catch (CrossfadeException unreachable) {
      return -1;
    }
  }
}
