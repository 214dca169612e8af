package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Catalog;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A look at a copy of the file: what differs from what the target has. */
final class SnapshotLook {
  /** Fewer rows than this may go at once, whatever share they are. */
  static final int FEW = 1000;

  private final Path file;
  private final List<CollectionPlan> plans;
  private final int percent;
  private final Supplier<Spool> spools;

  SnapshotLook(Path file, List<CollectionPlan> plans, int percent, Supplier<Spool> spools) {
    this.file = file;
    this.plans = plans;
    this.percent = percent;
    this.spools = spools;
  }

  /**
   * What was found.
   *
   * @param generation of the sidecar in the same moment
   * @param changes of the tables with changes; closed by the holder, with the chunk
   */
  record Found(long epoch, long generation, List<CollectionChange> changes, @Nullable Spool chunk)
      implements AutoCloseable {
    Found with(@Nullable Spool rows) {
      return new Found(epoch, generation, changes, rows);
    }

    @Override
    public void close() {
      changes.forEach(Comparison::close);
      if (chunk != null) {
        chunk.close();
      }
    }
  }

  /** Sums over the tables. */
  private static final class Tally {
    private final List<CollectionChange> changes = new ArrayList<>();
    private long rows;
    private long known;
    private long deleted;
  }

  /**
   * Compares all tables, in one state of the sidecar.
   *
   * @throws CrossfadeException CF-6501 when too many rows are gone, CF-6504 when it is another
   *     application's file, CF-6108 or CF-6109 when the schema changed
   */
  Found compare(Sidecar sidecar, SnapshotCopy copy) {
    long from = System.nanoTime();
    Tally tally = new Tally();
    boolean done = false;
    try {
      Found found = sidecar.snapshot(() -> compare(sidecar, copy.database(), tally));
      long micros = (System.nanoTime() - from) / 1000;
      note(sidecar, copy, micros, tally);
      requireFewGone(sidecar, tally);
      done = true;
      return found;
    } finally {
      if (!done) {
        tally.changes.forEach(Comparison::close);
      }
    }
  }

  private Found compare(Sidecar sidecar, SqliteDatabase copy, Tally tally) {
    requireSameFile(sidecar, copy);
    long generation = sidecar.generation();
    Catalog catalog = new Catalog(copy);
    for (CollectionPlan plan : plans) {
      DigestTable digests = sidecar.digests(plan);
      FollowedTable table =
          FollowedTable.of(digests.number(), plan, catalog.find(plan.source()).orElse(null), copy);
      Comparison comparison = new Comparison(table, digests, spools);
      CollectionChange change =
          sidecar.whole(digests)
              ? comparison.whole(copy)
              : comparison.changes(copy, sidecar.reader());
      tally.rows += comparison.rows();
      tally.known += digests.rows(sidecar.reader());
      tally.deleted += comparison.deleted();
      if (change.whole() || change.keys().rows() > 0) {
        tally.changes.add(change);
      } else {
        Comparison.close(change);
      }
    }
    return new Found(sidecar.state().epoch(), generation, tally.changes, null);
  }

  private void requireSameFile(Sidecar sidecar, SqliteDatabase copy) {
    Long application = sidecar.known().application();
    long now = LiveFile.number(copy, "PRAGMA application_id");
    if (application != null && application != now) {
      throw new CrossfadeException(
          ErrorCode.CF_6504, file + ": " + now + " in the place of " + application);
    }
    SchemaCheck.require(copy, sidecar.reader());
  }

  private static void note(Sidecar sidecar, SnapshotCopy copy, long micros, Tally tally) {
    Long application = sidecar.known().application();
    sidecar.write(
        () -> {
          sidecar.cost(copy, micros, tally.rows);
          if (application == null) {
            sidecar.application(LiveFile.number(copy.database(), "PRAGMA application_id"));
          }
          return true;
        });
  }

  private void requireFewGone(Sidecar sidecar, Tally tally) {
    long most = Math.max(FEW, sidecar.known().accepted());
    if (tally.deleted <= most || tally.deleted * 100 <= tally.known * percent) {
      return;
    }
    sidecar.write(
        () -> {
          sidecar.refused(tally.deleted);
          return true;
        });
    throw new CrossfadeException(
        ErrorCode.CF_6501,
        file
            + ": "
            + tally.deleted
            + " of "
            + tally.known
            + " rows are gone, more than "
            + percent
            + " in a hundred");
  }

  /** A followed table as a copy has it. */
  FollowedTable table(Sidecar sidecar, SnapshotCopy copy, CollectionPlan plan) {
    return FollowedTable.of(
        sidecar.digests(plan).number(),
        plan,
        new Catalog(copy.database()).find(plan.source()).orElse(null),
        copy.database());
  }

  /** All followed tables as a copy has them, numbered from 1. */
  List<FollowedTable> tables(SqliteDatabase copy) {
    Catalog catalog = new Catalog(copy);
    List<FollowedTable> tables = new ArrayList<>();
    for (CollectionPlan plan : plans) {
      tables.add(
          FollowedTable.of(
              tables.size() + 1, plan, catalog.find(plan.source()).orElse(null), copy));
    }
    return tables;
  }
}
