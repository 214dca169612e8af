package dev.crossfade.files;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What tests need to read files and look at the rows. */
final class Reading {
  final List<List<Value>> rows = new ArrayList<>();
  final List<Position> positions = new ArrayList<>();
  final List<RejectedRecord> rejects = new ArrayList<>();

  static Path write(Path folder, String name, String content) {
    return write(folder, name, content.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path folder, String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static SourceShape inspect(Path path) {
    try (FilesSource source = FilesSource.open(path)) {
      return source.inspect(0, Events.NONE);
    }
  }

  static CollectionShape only(SourceShape shape) {
    if (shape.collections().size() != 1) {
      throw new AssertionError("expected one collection but found " + shape.collections());
    }
    return shape.collections().get(0);
  }

  static CollectionShape named(SourceShape shape, String name) {
    return shape.collections().stream()
        .filter(collection -> collection.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + shape.collections()));
  }

  static List<String> columns(CollectionShape shape) {
    return shape.columns().stream().map(ColumnShape::source).toList();
  }

  static CollectionPlan plan(String name, List<String> columns) {
    return new CollectionPlan(
        name,
        name,
        null,
        null,
        List.of(),
        columns.stream()
            .map(
                column ->
                    new ColumnPlan(
                        column,
                        column,
                        Conversion.of(Conversion.Kind.TEXT),
                        true,
                        ColumnPlan.Misfit.REJECT,
                        "",
                        List.of()))
            .toList(),
        null);
  }

  /** Scans a collection; keeps the position behind each batch. */
  static Reading scan(FilesSource source, String name, List<String> columns, Position after) {
    return scan(source, plan(name, columns), after);
  }

  /** Scans a collection as planned; keeps the position behind each batch. */
  static Reading scan(FilesSource source, CollectionPlan plan, Position after) {
    Reading reading = new Reading();
    RowBatch batch = new RowBatch(64);
    try (RowScan scan = source.scan(plan, after, reading.rejects::add)) {
      while (scan.next(batch)) {
        reading.take(batch);
        reading.positions.add(scan.position());
      }
    }
    return reading;
  }

  private void take(RowBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(values(batch, row));
    }
  }

  static List<Value> values(RowBatch batch, int row) {
    List<Value> values = new ArrayList<>();
    CellCursor cursor = batch.cursor(row);
    while (cursor.next()) {
      values.add(Value.of(cursor));
    }
    return values;
  }

  /** Inspects a path of one collection, and scans all of its columns. */
  static Reading all(Path path) {
    return all(path, FilesOptions.standard());
  }

  static Reading all(Path path, FilesOptions options) {
    try (FilesSource source = FilesSource.open(path, options)) {
      CollectionShape shape = source.inspect(0, Events.NONE).collections().get(0);
      return scan(source, shape.name(), columns(shape), Position.START);
    }
  }

  /** Inspects a path, and scans one collection with all of its columns. */
  static Reading all(Path path, String name) {
    try (FilesSource source = FilesSource.open(path)) {
      CollectionShape shape = named(source.inspect(0, Events.NONE), name);
      return scan(source, name, columns(shape), Position.START);
    }
  }

  /** The rows in a short notation: cells joined by a bar. */
  List<String> texts() {
    return rows.stream().map(Reading::text).toList();
  }

  static String text(List<Value> row) {
    return String.join("|", row.stream().map(Reading::text).toList());
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) {
      return "'" + text.value() + "'";
    }
    if (value instanceof Value.Int integer) {
      return Long.toString(integer.value());
    }
    if (value instanceof Value.Decimal decimal) {
      return decimal.normalised();
    }
    if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof Value.Json json) {
      return json.text();
    }
    if (value instanceof Value.Bytes bytes) {
      return (bytes.malformedText() ? "malformed " : "bytes ")
          + java.util.HexFormat.of().formatHex(bytes.value());
    }
    return value instanceof Value.Null ? "null" : value.toString();
  }

  /** The rejects: where and why. */
  List<String> complaints() {
    return rejects.stream().map(one -> one.locator() + " " + one.code().code()).toList();
  }
}
