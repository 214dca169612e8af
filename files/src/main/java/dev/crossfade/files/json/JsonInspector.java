package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.files.io.FileDigest;
import dev.crossfade.files.io.InspectOptions;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.RejectCount;
import dev.crossfade.files.io.Rejects;
import dev.crossfade.files.io.Tally;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a collection twice: for their structure, and for the evidence in the columns
 * that follow from it. Each nested table costs one more reading.
 */
public final class JsonInspector {
  private final List<JsonFile> files;
  private final InspectOptions options;
  private final List<CollectionShape> shapes = new ArrayList<>();
  private Digest content = Digest.EMPTY;

  /** Inspects files that are one collection. */
  public JsonInspector(List<JsonFile> files, InspectOptions options) {
    this.files = files;
    this.options = options;
  }

  /** The collection and its nested ones, parents first. */
  public List<CollectionShape> inspect(String name) {
    RejectCount rejected = new RejectCount();
    StructureScan structure = new StructureScan();
    MessageDigest digest = FileDigest.start();
    boolean all = structure(structure, new Rejects(name, rejected), digest);
    content = all ? FileDigest.end(digest, 0) : Digest.EMPTY;
    JsonTable table = TableDesign.of(structure.root(), name);
    if (structure.root().present == 0) {
      table.problems().add(new Problem(ErrorCode.CF_2226, name, "no records", 0));
    }
    root(table);
    return shapes;
  }

  private boolean structure(StructureScan structure, Rejects rejects, MessageDigest digest) {
    FieldNode nothing = new FieldNode();
    nothing.freeze();
    JsonCells cells = new JsonCells(nothing, 1, 0);
    long ordinal = 0;
    for (JsonFile file : files) {
      digest.update(file.stem().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      try (JsonRecords records =
          file.records(new Mark(ordinal, 0, -1, 0), rejects, options.recordLimit(), digest)) {
        while (records.next()) {
          if (options.enough(structure.root().present)) {
            return false;
          }
          if (cells.read(records.data(), records.from, records.to)) {
            structure.add(records.data(), records.from, records.to);
          } else {
            ErrorCode code = cells.error();
            records.reject(code == null ? ErrorCode.CF_2202 : code, cells.detail());
          }
        }
        ordinal = records.ordinal;
      }
    }
    return true;
  }

  private void root(JsonTable table) {
    List<String> columns = new ArrayList<>();
    List<String> candidates = new ArrayList<>();
    boolean keyed = files.get(0).layout() == JsonLayout.OBJECT;
    if (keyed) {
      columns.add("_key");
      candidates.add("_key");
    }
    if (files.size() > 1) {
      columns.add("_file");
      candidates.add("_file");
    }
    columns.addAll(table.columns());
    candidates.addAll(table.keyCandidates());
    // Names of records and files come first; then the usual order of names.
    List<String> key = table(table, columns, candidates, null);
    if (key.isEmpty() && !table.children().isEmpty()) {
      shapes.remove(shapes.size() - 1);
      columns.add(0, "_id");
      key = table(table, columns, List.of("_id"), null);
    }
    children(table, key);
  }

  private void children(JsonTable parent, List<String> parentKey) {
    for (JsonTable child : parent.children()) {
      List<String> link = new ArrayList<>();
      for (String column : parentKey) {
        link.add("^" + column);
      }
      List<String> columns = new ArrayList<>(link);
      columns.add("position");
      columns.addAll(child.columns());
      List<String> key = new ArrayList<>(link);
      key.add("position");
      CollectionShape.ParentLink parentLink =
          new CollectionShape.ParentLink(parent.name(), link, parentKey);
      read(child, columns, List.of(), parentLink, key);
      children(child, key);
    }
  }

  private List<String> table(
      JsonTable table,
      List<String> columns,
      List<String> candidates,
      CollectionShape.@Nullable ParentLink link) {
    return read(table, columns, candidates, link, List.of());
  }

  /** Reads the rows of a table, adds its shape and returns its key. */
  private List<String> read(
      JsonTable table,
      List<String> columns,
      List<String> candidates,
      CollectionShape.@Nullable ParentLink link,
      List<String> givenKey) {
    RejectCount rejected = new RejectCount();
    int[] places = candidates.stream().mapToInt(columns::indexOf).toArray();
    try (Tally tally = new Tally(columns.size(), places)) {
      rows(
          new Rows(table.name(), table.arrays(), columns),
          tally,
          link == null
              ? new Rejects(table.name(), rejected)
              : Rejects.ofNested(table.name(), rejected));
      List<String> key = new ArrayList<>(givenKey);
      for (int i = 0; i < places.length && key.isEmpty(); i++) {
        if (tally.isKey(places[i])) {
          key.add(candidates.get(i));
        }
      }
      List<Problem> problems = new ArrayList<>(table.problems());
      problems.addAll(rejected.problems(table.name()));
      List<ColumnShape> shape = columns(table.name(), columns, tally, problems);
      shapes.add(
          new CollectionShape(
              table.name(),
              shape,
              key,
              link,
              tally.rows(),
              rejected.total(),
              content.equals(Digest.EMPTY)
                  ? content
                  : new Digest(tally.rows(), content.high(), content.low()),
              problems));
      return key;
    }
  }

  private static List<ColumnShape> columns(
      String table, List<String> columns, Tally tally, List<Problem> problems) {
    List<ColumnShape> shapes = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Evidence evidence = tally.evidence(i);
      shapes.add(
          new ColumnShape(columns.get(i), declared(columns.get(i)), false, null, false, evidence));
      if (evidence.nulls() > 0 && evidence.absent() > 0) {
        problems.add(
            new Problem(
                ErrorCode.CF_2220,
                table + "." + columns.get(i),
                evidence.nulls() + " null, " + evidence.absent() + " absent",
                Math.min(evidence.nulls(), evidence.absent())));
      }
    }
    return shapes;
  }

  /** What EDN says of a value: {@code #inst} and {@code #uuid} are declarations. */
  private static String declared(String column) {
    return column.endsWith(".~inst") ? "timestamp" : column.endsWith(".~uuid") ? "uuid" : "";
  }

  /** Which rows to read, and what of them. */
  record Rows(String name, List<String> arrays, List<String> columns) {}

  void rows(Rows rows, Tally tally, Rejects rejects) {
    RowBatch batch = new RowBatch(1 << 12);
    CellMap map = new CellMap(rows.columns(), rows.arrays(), null);
    long ordinal = 0;
    for (JsonFile file : files) {
      try (JsonReader reader =
          file.reader(map, new Mark(ordinal, 0, -1, 0), rejects, options.recordLimit())) {
        batch.clear();
        while (!options.enough(tally.rows()) && reader.read(batch)) {
          tally.add(batch);
          for (int i = 0; i < rows.columns().size(); i++) {
            if (reader.absent(i)) {
              tally.markAbsent(i);
            }
          }
          options.progress(rows.name(), tally.rows());
          batch.clear();
        }
        ordinal = reader.mark().ordinal();
      }
    }
  }
}
