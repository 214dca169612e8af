package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A copy of the rows of any source, in a private SQLite file that sorts them. */
final class RowsCopy implements SnapshotCopy {
  /** Nobody else has it, and it is of no use after a crash. */
  private static final List<String> SETTINGS =
      List.of(
          "PRAGMA journal_mode = OFF",
          "PRAGMA synchronous = OFF",
          "PRAGMA cache_size = -16000",
          "PRAGMA cell_size_check = ON");

  private static final int FULL = 256 * 1024;

  private final Path file;
  private final List<CollectionPlan> plans;
  private final SqliteDatabase database;
  private Facts facts;

  private RowsCopy(Path file, List<CollectionPlan> plans, Fingerprint before) {
    this.file = file;
    this.plans = plans;
    database = SqliteDatabase.live(file, 0, SETTINGS);
    facts = new Facts(before, Clock.systemUTC().instant(), 0, 0);
  }

  /**
   * Reads all collections.
   *
   * @throws CrossfadeException CF-6510 when a record is none, CF-6512 when keys do not tell records
   *     apart, and whatever the source throws
   */
  static RowsCopy make(
      Source source, List<CollectionPlan> plans, Path directory, Fingerprint before) {
    SnapshotDirectory.removeLeft(directory);
    RowsCopy copy = new RowsCopy(newFile(directory), plans, before);
    try {
      copy.fill(source);
      return copy;
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  private static Path newFile(Path directory) {
    try {
      Path own = Files.createTempDirectory(directory, SnapshotDirectory.prefix());
      return Files.createTempFile(own, "rows", ".sqlite");
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, directory.toString(), e);
    }
  }

  private void fill(Source source) {
    Instant now = Clock.systemUTC().instant();
    long from = System.nanoTime();
    database.execute("BEGIN");
    for (CollectionPlan plan : plans) {
      table(plan).fill(source.scan(plan, Position.START, RowsCopy::refuse));
    }
    database.execute("COMMIT");
    long micros = (System.nanoTime() - from) / 1000;
    facts = new Facts(facts.fingerprint(), now, micros, file.toFile().length());
  }

  private static void refuse(RejectedRecord rejected) {
    throw new CrossfadeException(
        ErrorCode.CF_6510,
        rejected.collection()
            + ", "
            + rejected.locator()
            + ": "
            + rejected.code().code()
            + " "
            + rejected.code().title());
  }

  private RowsTable table(CollectionPlan plan) {
    return table(database, plans, plan);
  }

  /** A collection, numbered by its place among the plans. */
  static RowsTable table(SqliteDatabase database, List<CollectionPlan> plans, CollectionPlan plan) {
    for (int i = 0; i < plans.size(); i++) {
      if (plans.get(i).source().equals(plan.source())) {
        return new RowsTable(database, plan, i + 1);
      }
    }
    throw FollowedTable.refused(plan, "it is not followed");
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Path file() {
    return file;
  }

  /** Files bear no mark; another application's would not fit the plan. */
  @Override
  public void requireSame(Sidecar sidecar) {}

  @Override
  public void note(Sidecar sidecar) {}

  @Override
  public RowScan scan(CollectionPlan plan) {
    return table(plan).scan();
  }

  @Override
  public Spool chunk(LiveStore.Chunk chunk, RowBatch batch) {
    Spool into = new RowSpool(RowSpool.CHUNK_MEMORY);
    try (RowScan scan = table(chunk.plan()).range(chunk.range(), chunk.rows())) {
      while (scan.next(batch)) {
        into.add(batch);
      }
      return into;
    } catch (RuntimeException | Error e) {
      into.close();
      throw e;
    }
  }

  @Override
  public Spool picked(LiveStore.Picked picked, RowBatch batch) {
    Spool into = new RowSpool();
    try {
      RowsTable table = table(picked.plan());
      batch.clear();
      for (byte[] key : picked.keys()) {
        table.pick(key, batch);
        if (batch.size() > FULL) {
          into.add(batch);
          batch.clear();
        }
      }
      into.add(batch);
      return into;
    } catch (RuntimeException | Error e) {
      into.close();
      throw e;
    }
  }

  @Override
  public void close() {
    database.close();
    try {
      Path own = file.getParent();
      if (own != null) {
        SnapshotDirectory.remove(own);
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, file.toString(), e);
    }
  }
}
