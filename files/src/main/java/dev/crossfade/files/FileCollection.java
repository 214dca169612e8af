package dev.crossfade.files;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.files.csv.CsvFile;
import dev.crossfade.files.csv.CsvInspector;
import dev.crossfade.files.io.InspectOptions;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;
import dev.crossfade.files.io.RowReader;
import dev.crossfade.files.json.JsonExtension;
import dev.crossfade.files.json.JsonFile;
import dev.crossfade.files.json.JsonInspector;
import dev.crossfade.files.json.KeyNames;
import dev.crossfade.files.where.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file or files that hold one collection and what is nested in it. */
sealed interface FileCollection {
  /** Number of files. */
  int files();

  /** {@code csv}, {@code json}, {@code jsonl} or {@code edn}. */
  String format();

  /** Name of a file, for messages about one of several. */
  String fileName(int file);

  /** Reads it all and describes it and what is nested in it. */
  List<CollectionShape> inspect(String name, InspectOptions options);

  /**
   * Opens the rows of one file.
   *
   * @param arrays the arrays on the way to the rows; empty for records
   * @param mark where to go on; an offset below 0 is the start
   */
  RowReader open(int file, List<String> columns, List<String> arrays, Mark mark, Reading reading);

  /** Refuses a condition that asks for columns that records never have. */
  void check(Condition where);

  /** The shape of the records, or of what is nested in them, with more columns. */
  CollectionShape extend(
      CollectionShape shape, List<String> arrays, List<String> columns, InspectOptions options);

  /** Fails when a file changed since it was looked at. */
  void checkUnchanged(int file);

  /**
   * What readers need.
   *
   * @param rejects takes records that are none
   * @param recordLimit bytes that a record may have
   * @param where what rows must meet, or null
   */
  record Reading(Rejects rejects, int recordLimit, @Nullable Condition where) {}

  /** A CSV file. */
  record Csv(CsvFile file) implements FileCollection {
    @Override
    public int files() {
      return 1;
    }

    @Override
    public String format() {
      return "csv";
    }

    @Override
    public String fileName(int index) {
      return "";
    }

    @Override
    public List<CollectionShape> inspect(String name, InspectOptions options) {
      return List.of(CsvInspector.inspect(file, name, options, KeyNames::usual));
    }

    @Override
    public RowReader open(
        int index, List<String> columns, List<String> arrays, Mark mark, Reading reading) {
      if (!arrays.isEmpty()) {
        throw new CrossfadeException(ErrorCode.CF_2215, "a CSV file has no nested collections");
      }
      return file.open(
          new CsvFile.Wanted(columns, reading.where()),
          mark.offset() < 0 ? null : mark,
          reading.rejects(),
          reading.recordLimit(),
          null);
    }

    @Override
    public void check(Condition where) {
      file.check(where);
    }

    @Override
    public CollectionShape extend(
        CollectionShape shape, List<String> arrays, List<String> columns, InspectOptions options) {
      return shape;
    }

    @Override
    public void checkUnchanged(int index) {
      file.checkUnchanged();
    }
  }

  /** JSON or EDN files: one, or the documents of a folder. */
  record Json(List<JsonFile> documents) implements FileCollection {
    @Override
    public int files() {
      return documents.size();
    }

    @Override
    public String format() {
      if (documents.get(0).isEdn()) {
        return "edn";
      }
      return documents.get(0).layout() == dev.crossfade.files.json.JsonLayout.LINES
          ? "jsonl"
          : "json";
    }

    @Override
    public String fileName(int index) {
      return documents.size() == 1 ? "" : documents.get(index).stem();
    }

    @Override
    public List<CollectionShape> inspect(String name, InspectOptions options) {
      return new JsonInspector(documents, options).inspect(name);
    }

    @Override
    public RowReader open(
        int index, List<String> columns, List<String> arrays, Mark mark, Reading reading) {
      return documents
          .get(index)
          .open(columns, arrays, reading.where(), mark, reading.rejects(), reading.recordLimit());
    }

    @Override
    public void check(Condition where) {
      // Every field may be there in some record.
    }

    @Override
    public CollectionShape extend(
        CollectionShape shape, List<String> arrays, List<String> columns, InspectOptions options) {
      return new JsonExtension(documents, options).extend(shape, arrays, columns);
    }

    @Override
    public void checkUnchanged(int index) {
      documents.get(index).input().checkUnchanged();
    }
  }
}
