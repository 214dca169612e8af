package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A look at a copy: what differs from what the target has. */
final class SnapshotLook {
  private final Path path;
  private final List<CollectionPlan> plans;
  private final int percent;
  private final SnapshotOrigin.Threshold threshold;
  private final Supplier<Spool> spools;

  SnapshotLook(
      SnapshotOrigin origin, List<CollectionPlan> plans, int percent, Supplier<Spool> spools) {
    this.path = origin.path();
    this.threshold = origin.threshold();
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

  /** Sums over the collections. */
  private final class Tally {
    private final List<CollectionChange> changes = new ArrayList<>();
    private final List<Gone> gone = new ArrayList<>();
    private long rows;

    void add(CollectionPlan plan, Comparison comparison, long known) {
      rows += comparison.rows();
      gone.add(new Gone(path + ": " + plan.source(), known, comparison.deleted()));
    }

    Gone all() {
      return new Gone(
          path.toString(),
          gone.stream().mapToLong(Gone::known).sum(),
          gone.stream().mapToLong(Gone::deleted).sum());
    }
  }

  /** How many of the rows that were known are gone. */
  private record Gone(String what, long known, long deleted) {
    boolean many(long most, int percent) {
      return deleted > most && deleted * 100 > known * percent;
    }

    String text(int percent) {
      return what
          + ": "
          + deleted
          + " of "
          + known
          + " rows are gone, more than "
          + percent
          + " in a hundred";
    }
  }

  /**
   * Compares all tables, in one state of the sidecar.
   *
   * @throws CrossfadeException CF-6501 when too many rows are gone, CF-6504 when it is another
   *     application's file, CF-6108 or CF-6109 when the schema changed
   */
  Found compare(Sidecar sidecar, SnapshotCopy copy) {
    return compare(sidecar, copy, true);
  }

  /** The same, but rows that are gone are no matter. */
  Found compareUnguarded(Sidecar sidecar, SnapshotCopy copy) {
    return compare(sidecar, copy, false);
  }

  private Found compare(Sidecar sidecar, SnapshotCopy copy, boolean guarded) {
    long from = System.nanoTime();
    Tally tally = new Tally();
    boolean done = false;
    try {
      Found found = sidecar.snapshot(() -> compare(sidecar, copy, tally));
      long micros = (System.nanoTime() - from) / 1000;
      note(sidecar, copy, micros, tally);
      if (guarded) {
        requireFewGone(sidecar, tally);
      }
      done = true;
      return found;
    } finally {
      if (!done) {
        tally.changes.forEach(Comparison::close);
      }
    }
  }

  private Found compare(Sidecar sidecar, SnapshotCopy copy, Tally tally) {
    copy.requireSame(sidecar);
    long generation = sidecar.generation();
    for (CollectionPlan plan : plans) {
      DigestTable digests = sidecar.digests(plan);
      Comparison comparison = new Comparison(plan, digests, spools);
      CollectionChange change =
          sidecar.whole(digests)
              ? comparison.whole(copy)
              : comparison.changes(copy, sidecar.reader());
      tally.add(plan, comparison, digests.rows(sidecar.reader()));
      if (change.whole() || change.keys().rows() > 0) {
        tally.changes.add(change);
      } else {
        Comparison.close(change);
      }
    }
    return new Found(sidecar.state().epoch(), generation, tally.changes, null);
  }

  private static void note(Sidecar sidecar, SnapshotCopy copy, long micros, Tally tally) {
    sidecar.write(
        () -> {
          sidecar.cost(copy.facts(), micros, tally.rows);
          copy.note(sidecar);
          return true;
        });
  }

  private void requireFewGone(Sidecar sidecar, Tally tally) {
    long most = Math.max(threshold.few(), sidecar.known().accepted());
    List<Gone> many =
        (threshold.each() ? tally.gone : List.of(tally.all()))
            .stream().filter(gone -> gone.many(most, percent)).toList();
    if (many.isEmpty()) {
      return;
    }
    sidecar.write(
        () -> {
          sidecar.refused(many.stream().mapToLong(Gone::deleted).sum());
          return true;
        });
    throw new CrossfadeException(
        ErrorCode.CF_6501,
        many.stream().map(gone -> gone.text(percent)).collect(Collectors.joining("\n")));
  }
}
