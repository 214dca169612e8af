package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.core.verify.Equality;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.TableScan;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One collection, as it is in a copy, against the digests of what the target has: both in the key's
 * order, one behind the other. Memory is two batches; what changed is spooled.
 */
final class Comparison {
  private static final int KEYS = 4096;

  private final CollectionPlan plan;
  private final DigestTable digests;
  private final Supplier<Spool> spools;
  private final Equality equality;
  private final CellCursor cells = new CellCursor();
  private final RowBatch keyBatch = new RowBatch(16 << 10);
  private final RowBatch rowBatch = new RowBatch(64 << 10);
  private long rows;
  private long deleted;

  Comparison(CollectionPlan plan, DigestTable digests, Supplier<Spool> spools) {
    this.plan = plan;
    this.digests = digests;
    this.spools = spools;
    this.equality = Equality.of(plan);
  }

  /** Rows that the file holds. */
  long rows() {
    return rows;
  }

  /** Keys that the file does not hold any more. */
  long deleted() {
    return deleted;
  }

  /** What changed; closed by the caller. */
  CollectionChange changes(SnapshotCopy copy, SqliteDatabase sidecar) {
    CollectionChange change = new CollectionChange(plan, false, spools.get(), spools.get());
    try (RowScan now = copy.scan(plan);
        TableScan then = digests.scan(sidecar)) {
      merge(new Feed(now), new Feed(then), change);
      flush(change);
      return change;
    } catch (SQLException e) {
      close(change);
      throw sidecar.errors().of(e, "digests of " + plan.source());
    } catch (RuntimeException | Error e) {
      close(change);
      throw e;
    }
  }

  /** The whole table as one change. */
  CollectionChange whole(SnapshotCopy copy) {
    CollectionChange change = new CollectionChange(plan, true, spools.get(), spools.get());
    try (RowScan now = copy.scan(plan)) {
      RowBatch batch = new RowBatch(320 << 10);
      while (now.next(batch)) {
        rows += batch.rows();
        change.rows().add(batch);
      }
      return change;
    } catch (RuntimeException | Error e) {
      close(change);
      throw e;
    }
  }

  static void close(CollectionChange change) {
    change.keys().close();
    change.rows().close();
  }

  private void merge(Feed now, Feed then, CollectionChange change) {
    boolean file = now.next();
    boolean known = then.next();
    while (file || known) {
      int order = !file ? 1 : !known ? -1 : order(now, then);
      if (order < 0) {
        changed(now, change);
      } else if (order > 0) {
        deleted++;
        gone(then, change);
      } else {
        both(now, then, change);
      }
      if (order <= 0) {
        rows++;
        file = now.next();
      }
      if (order >= 0) {
        known = then.next();
      }
    }
  }

  private int order(Feed now, Feed then) {
    return equality
        .order()
        .compareToKey(now.data(), now.start(), now.end(), then.data(), then.start(), then.end());
  }

  private void both(Feed now, Feed then, CollectionChange change) {
    int keyEnd = readKey(then);
    boolean pending = cells.tag() != Tag.NULL;
    cells.next();
    boolean same = false;
    if (!pending) {
      equality.digester().hash(now.data(), now.start(), now.end());
      same = cells.longValue() == equality.digester().high();
      cells.next();
      same &= cells.longValue() == equality.digester().low();
    }
    if (same) {
      return;
    }
    byte[] key = equality.order().extract(now.data(), now.start(), now.end());
    if (!Arrays.equals(key, 0, key.length, then.data(), then.start(), keyEnd)) {
      gone(then, change);
    }
    changed(now, change);
  }

  /** Goes behind the key of a row of digests, to its mark; gives the end of the key. */
  private int readKey(Feed then) {
    cells.reset(then.data(), then.start(), then.end());
    int end = then.start();
    for (int i = 0; i < digests.width(); i++) {
      cells.next();
      end = cells.cellStart() + cells.cellLength();
    }
    cells.next();
    return end;
  }

  private void gone(Feed then, CollectionChange change) {
    int end = readKey(then);
    keyBatch.putRow(then.data(), then.start(), end - then.start());
    room(change);
  }

  private void changed(Feed now, CollectionChange change) {
    byte[] key = equality.order().extract(now.data(), now.start(), now.end());
    keyBatch.putRow(key, 0, key.length);
    rowBatch.putRow(now.data(), now.start(), now.end() - now.start());
    room(change);
  }

  private void room(CollectionChange change) {
    if (keyBatch.rows() >= KEYS || rowBatch.size() >= 256 << 10) {
      flush(change);
    }
  }

  private void flush(CollectionChange change) {
    change.keys().add(keyBatch);
    change.rows().add(rowBatch);
    keyBatch.clear();
    rowBatch.clear();
  }

  /** Row by row over a scan. */
  private static final class Feed {
    private final RowScan scan;
    private final RowBatch batch = new RowBatch(320 << 10);
    private int row = -1;

    Feed(RowScan scan) {
      this.scan = scan;
    }

    boolean next() {
      row++;
      if (row < batch.rows()) {
        return true;
      }
      row = 0;
      return scan.next(batch);
    }

    byte[] data() {
      return batch.data();
    }

    int start() {
      return batch.start(row);
    }

    int end() {
      return batch.end(row);
    }
  }
}
