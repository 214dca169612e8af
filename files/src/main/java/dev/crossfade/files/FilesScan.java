package dev.crossfade.files;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;
import dev.crossfade.files.io.RowReader;
import dev.crossfade.files.where.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a collection one after the other. A position is {@code file;mark}: the number
 * of the file, and the place in it.
 */
final class FilesScan implements RowScan {
  private static final int BATCH_ROWS = 8192;
  private static final int BATCH_BYTES = 480 * 1024;

  /** So many rejects end a batch, so that they don't pile up in memory. */
  private static final int BATCH_REJECTS = 256;

  private final FileCollection collection;
  private final List<String> columns;
  private final List<String> arrays;
  private final Rejects rejects;
  private final FileCollection.Reading reading;
  private int file;
  private Mark mark;
  private @Nullable RowReader reader;

  FilesScan(
      FileCollection collection,
      CollectionPlan plan,
      List<String> arrays,
      Position after,
      ScanOptions options) {
    this.collection = collection;
    this.arrays = arrays;
    columns = plan.columns().stream().map(ColumnPlan::source).toList();
    rejects =
        !arrays.isEmpty() && hangsOnEnclosing(plan)
            ? Rejects.ofNested(plan.source(), options.rejects())
            : new Rejects(plan.source(), options.rejects());
    String where = plan.where();
    reading =
        new FileCollection.Reading(
            rejects,
            options.recordLimit(),
            where == null ? null : Condition.parse(where, arrays.size()));
    int semicolon = after.token().indexOf(';');
    if (semicolon < 0) {
      mark = new Mark(0, 0, -1, 0);
    } else {
      file = Integer.parseInt(after.token(), 0, semicolon, 10);
      mark = Mark.of(after.token().substring(semicolon + 1));
    }
    if (file < collection.files()) {
      reader = open();
    }
  }

  /** Whether the enclosing collection is moved too, as the link to it says. */
  private static boolean hangsOnEnclosing(CollectionPlan plan) {
    CollectionPlan.Parent parent = plan.parent();
    return parent != null
        && plan.columns().stream()
            .filter(column -> parent.columns().contains(column.target()))
            .allMatch(column -> column.source().startsWith("^"));
  }

  /**
   * Where rejects go, and how long a record may be.
   *
   * @param rejects takes records that are no rows
   * @param recordLimit bytes that a record may have
   */
  record ScanOptions(RejectSink rejects, int recordLimit) {}

  private RowReader open() {
    collection.checkUnchanged(file);
    rejects.from(collection.fileName(file));
    return collection.open(file, columns, arrays, mark, reading);
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    long rejectsBefore = rejects.count();
    RowReader current = reader;
    while (current != null) {
      boolean more = true;
      while (more
          && batch.rows() < BATCH_ROWS
          && batch.size() < BATCH_BYTES
          && rejects.count() - rejectsBefore < BATCH_REJECTS) {
        more = current.read(batch);
      }
      mark = current.mark();
      if (more) {
        return true;
      }
      current = nextFile(current);
    }
    return batch.rows() > 0;
  }

  private @Nullable RowReader nextFile(RowReader current) {
    current.close();
    reader = null;
    collection.checkUnchanged(file);
    file++;
    mark = new Mark(mark.ordinal(), 0, -1, 0);
    if (file < collection.files()) {
      reader = open();
    }
    return reader;
  }

  @Override
  public Position position() {
    return new Position(file + ";" + mark.token());
  }

  @Override
  public void close() {
    RowReader current = reader;
    reader = null;
    if (current != null) {
      current.close();
    }
  }
}
