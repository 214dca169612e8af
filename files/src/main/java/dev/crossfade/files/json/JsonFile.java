package dev.crossfade.files.json;

import dev.crossfade.files.edn.EdnLayout;
import dev.crossfade.files.edn.EdnStream;
import dev.crossfade.files.io.Feed;
import dev.crossfade.files.io.FileInput;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;
import dev.crossfade.files.io.RowReader;
import dev.crossfade.files.where.Condition;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON, JSONL or EDN file whose layout is known. */
public final class JsonFile {
  private final FileInput input;
  private final JsonLayout layout;
  private final String stem;

  /** Of an EDN file; else null. */
  private final @Nullable EdnLayout edn;

  private JsonFile(FileInput input, JsonLayout layout, String stem, @Nullable EdnLayout edn) {
    this.input = input;
    this.layout = layout;
    this.stem = stem;
    this.edn = edn;
  }

  /**
   * Looks at the start of a file.
   *
   * @param lines whether the file's name says that each line is a record
   * @param stem the file's name without extension
   */
  public static JsonFile of(FileInput input, boolean lines, String stem) {
    return new JsonFile(input, lines ? JsonLayout.LINES : JsonLayout.of(input), stem, null);
  }

  /** Looks at the start of an EDN file, whose values are read as JSON of their encoding. */
  public static JsonFile ofEdn(FileInput input, String stem) {
    EdnLayout edn = new EdnHead(input).layout();
    JsonLayout layout =
        switch (edn.container()) {
          case ELEMENTS -> JsonLayout.ARRAY;
          case ENTRIES -> JsonLayout.OBJECT;
          case VALUES -> JsonLayout.VALUES;
        };
    return new JsonFile(input, layout, stem, edn);
  }

  /** Whether this is EDN. */
  public boolean isEdn() {
    return edn != null;
  }

  private Set<String> names() {
    return edn == null ? JsonLayout.names(input) : new EdnHead(input).names();
  }

  /** How records lie in the file. */
  public JsonLayout layout() {
    return layout;
  }

  /** The file's name without extension. */
  public String stem() {
    return stem;
  }

  /** The file. */
  public FileInput input() {
    return input;
  }

  /** Whether documents have most of their names in common, by the first twenty. */
  public static boolean alike(List<JsonFile> documents) {
    List<Set<String>> names = documents.stream().limit(20).map(JsonFile::names).toList();
    return !names.contains(Set.<String>of()) && JsonLayout.alike(names);
  }

  /**
   * Opens the rows.
   *
   * @param columns source paths in the order of the row's cells
   * @param arrays names of the arrays whose elements are rows, from outside in; empty for records
   * @param where what rows must meet, or null
   * @param mark where to go on; with an offset below 0 from the start of the file
   * @param rejects takes records that are no rows
   * @param limit bytes that a record may have
   */
  public RowReader open(
      List<String> columns,
      List<String> arrays,
      @Nullable Condition where,
      Mark mark,
      Rejects rejects,
      int limit) {
    return reader(new CellMap(columns, arrays, where), mark, rejects, limit);
  }

  JsonReader reader(CellMap map, Mark mark, Rejects rejects, int limit) {
    return new JsonReader(records(mark, rejects, limit, null), map, stem, mark.element());
  }

  JsonRecords records(Mark mark, Rejects rejects, int limit, @Nullable MessageDigest digest) {
    boolean start = mark.offset() < 0;
    long offset = start ? input.textStart() : mark.offset();
    Feed feed = input.open(offset, limit, digest);
    Mark at = new Mark(mark.ordinal(), mark.line(), offset, mark.element());
    EdnLayout values = edn;
    if (values != null) {
      EdnStream stream = new EdnStream(feed, values, atStart(offset), mark.line());
      return new EdnRecords(feed, stream, rejects, at);
    }
    return switch (layout) {
      case LINES -> new LineRecords(feed, rejects, at);
      case ARRAY ->
          new ValueRecords(feed, rejects, at, ValueRecords.Container.ARRAY, atStart(offset));
      case OBJECT ->
          new ValueRecords(feed, rejects, at, ValueRecords.Container.OBJECT, atStart(offset));
      case VALUES ->
          new ValueRecords(feed, rejects, at, ValueRecords.Container.SEQUENCE, atStart(offset));
    };
  }

  private boolean atStart(long offset) {
    return offset == input.textStart();
  }
}
