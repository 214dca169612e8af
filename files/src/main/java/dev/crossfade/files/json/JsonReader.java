package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.RowReader;
import dev.crossfade.files.where.Condition;
import dev.crossfade.files.where.RowFilter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads records, or the elements of an array in them, into rows. */
final class JsonReader implements RowReader {
  private final JsonRecords records;
  private final CellMap map;
  private final JsonCells record;
  private final byte[] file;
  private final @Nullable ElementWalk walk;
  private final @Nullable RowFilter filter;
  private long elements;
  private boolean inRecord;

  /**
   * @param records stand before the first record wanted
   * @param file name of the file without extension
   * @param skip rows of the first record that were read before
   */
  JsonReader(JsonRecords records, CellMap map, String file, long skip) {
    this.records = records;
    this.map = map;
    this.record = map.cells(0);
    this.file = file.getBytes(StandardCharsets.UTF_8);
    Condition where = map.where();
    filter = where == null ? null : new RowFilter(where, false);
    walk = map.depth() > 1 ? new ElementWalk(map, this::accepts) : null;
    if (skip > 0) {
      skip(skip);
    }
  }

  private void skip(long count) {
    ElementWalk elementWalk = walk;
    if (elementWalk == null || !records.next() || !readRecord()) {
      return;
    }
    elementWalk.start();
    inRecord = true;
    while (elements < count && elementWalk.next()) {
      elements++;
    }
  }

  @Override
  public boolean read(RowBatch batch) {
    if (walk != null) {
      return readElement(batch, walk);
    }
    while (records.next()) {
      if (!readRecord()) {
        rejectRecord();
      } else if (accepts(0)) {
        put(batch);
        return true;
      }
    }
    return false;
  }

  /** Whether what was read on a level meets the condition, as far as it asks no inner level. */
  private boolean accepts(int level) {
    return filter == null || filter.accepts(map.depth() - 1 - level, this::putAsked);
  }

  private void putAsked(RowBatch batch, int field) {
    cell(batch, map.columns() + field);
  }

  private boolean readRecord() {
    return record.read(records.data(), records.from, records.to);
  }

  private boolean readElement(RowBatch batch, ElementWalk elementWalk) {
    while (true) {
      while (inRecord && elementWalk.next()) {
        elements++;
        if (elementWalk.valid()) {
          put(batch);
          return true;
        }
        rejectElement(elementWalk);
      }
      inRecord = false;
      elements = 0;
      if (!records.next()) {
        return false;
      }
      if (!readRecord()) {
        rejectRecord();
      } else if (accepts(0)) {
        elementWalk.start();
        inRecord = true;
      }
    }
  }

  private void rejectRecord() {
    reject(record, "", false);
  }

  private void rejectElement(ElementWalk elementWalk) {
    reject(elementWalk.faulty(), elementWalk.place(), elementWalk.innermost());
  }

  /**
   * What is wrong outside of the innermost array is wrong for the enclosing collection too; but for
   * a structure that only the paths of these rows ask for.
   */
  private void reject(JsonCells cells, String place, boolean own) {
    ErrorCode error = cells.error();
    ErrorCode code = error == null ? ErrorCode.CF_2202 : error;
    if (own || code == ErrorCode.CF_2218) {
      records.rejectRow(code, cells.detail() + place);
    } else {
      records.reject(code, cells.detail() + place);
    }
  }

  private void put(RowBatch batch) {
    batch.beginRow();
    int columns = map.columns();
    for (int i = 0; i < columns; i++) {
      cell(batch, i);
    }
  }

  private void cell(RowBatch batch, int column) {
    int code = map.code(column);
    if (code >= 0) {
      map.cells(map.level(column)).put(batch, code);
    } else {
      computed(batch, code, map.level(column));
    }
  }

  private void computed(RowBatch batch, int code, int level) {
    switch (code) {
      case CellMap.ORDINAL -> batch.putLong(records.ordinal);
      case CellMap.KEY -> {
        byte[] key = records.key();
        batch.putUtf8(key, 0, key.length);
      }
      case CellMap.FILE -> batch.put(Tag.TEXT, file, 0, file.length);
      default -> {
        if (walk == null) {
          batch.putNull();
        } else {
          batch.putLong(walk.position(level));
        }
      }
    }
  }

  /** Whether the column's field was absent in the last row. */
  boolean absent(int column) {
    int code = map.code(column);
    return code >= 0 && !map.cells(map.level(column)).present(code);
  }

  @Override
  public Mark mark() {
    if (!inRecord) {
      return records.after();
    }
    Mark before = records.before;
    return new Mark(before.ordinal(), before.line(), before.offset(), elements);
  }

  @Override
  public void close() {
    records.close();
  }
}
