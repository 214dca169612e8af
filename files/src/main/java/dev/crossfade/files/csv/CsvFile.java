package dev.crossfade.files.csv;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.files.io.Encoding;
import dev.crossfade.files.io.FileInput;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;
import dev.crossfade.files.io.RowReader;
import dev.crossfade.files.where.Condition;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CSV file whose dialect and columns are known. */
public final class CsvFile {
  private static final int HEAD = 1 << 18;

  private final FileInput input;
  private final CsvDialect dialect;
  private final List<String> columns;
  private final Mark start;
  private final List<Problem> problems;

  private CsvFile(
      FileInput input,
      CsvDialect dialect,
      List<String> columns,
      Mark start,
      List<Problem> problems) {
    this.input = input;
    this.dialect = dialect;
    this.columns = columns;
    this.start = start;
    this.problems = problems;
  }

  /**
   * Looks at the start of a file.
   *
   * @param name the collection's name, for problems
   * @param tabs whether the file's name speaks for tabs
   */
  public static CsvFile of(FileInput file, String name, boolean tabs) {
    return of(file, name, tabs, CsvOptions.DEFAULT);
  }

  /** The same with what the user says of the file, which is not found out then. */
  public static CsvFile of(FileInput file, String name, boolean tabs, CsvOptions said) {
    Encoding encoding = said.givenEncoding();
    FileInput input = encoding == null ? file.withGuessedEncoding() : file.withEncoding(encoding);
    byte[] head = input.head(HEAD);
    boolean whole = head.length < HEAD;
    CsvDialect dialect = CsvDetector.detect(head, whole, tabs, said);
    List<Problem> problems = new ArrayList<>();
    if (encoding == null && input.encoding() == Encoding.WINDOWS_1252) {
      problems.add(
          new Problem(
              ErrorCode.CF_2222, name, "read as " + input.encoding().label() + ", by guess", 0));
    }
    List<List<String>> rows = CsvDetector.rows(head, whole, dialect);
    List<String> first = rows.isEmpty() ? List.of() : rows.get(0);
    if (rows.isEmpty()) {
      problems.add(new Problem(ErrorCode.CF_2226, name, "no rows", 0));
    }
    List<String> columns = names(first, dialect.header(), name, problems);
    Mark start = new Mark(0, 0, input.textStart(), 0);
    if (dialect.header()) {
      start = behindHeader(head, dialect, start);
    }
    return new CsvFile(input, dialect, columns, start, problems);
  }

  private static Mark behindHeader(byte[] head, CsvDialect dialect, Mark start) {
    CsvSplitter splitter = new CsvSplitter(dialect);
    int at = 0;
    long line = 0;
    while (true) {
      int end = splitter.split(head, at, head.length, true);
      line += 1 + splitter.innerLines();
      at = end;
      if (splitter.cells() > 1 || splitter.start(0) < splitter.end(0)) {
        return new Mark(0, line, start.offset() + at, 0);
      }
    }
  }

  private static List<String> names(
      List<String> first, boolean header, String collection, List<Problem> problems) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    int renamed = 0;
    for (int i = 0; i < first.size(); i++) {
      String wish = header ? first.get(i) : "";
      String name = wish.isBlank() ? "col" + (i + 1) : wish;
      String unique = name;
      for (int n = 2; !taken.add(unique); n++) {
        unique = name + "_" + n;
      }
      renamed += unique.equals(wish) ? 0 : 1;
      names.add(unique);
    }
    if (header && renamed > 0) {
      problems.add(
          new Problem(
              ErrorCode.CF_2223, collection, "empty or repeated names in the header", renamed));
    } else if (renamed > 0) {
      problems.add(new Problem(ErrorCode.CF_2223, collection, "the file has no header", renamed));
    }
    return List.copyOf(names);
  }

  /** Names of the columns, in the file's order. */
  public List<String> columns() {
    return columns;
  }

  /** What a user ought to know. */
  public List<Problem> problems() {
    return problems;
  }

  /** Fails when the file is no longer the one that was looked at. */
  public void checkUnchanged() {
    input.checkUnchanged();
  }

  /** Number of cells under which the file makes most sense; 1 when it hardly is CSV. */
  public int width() {
    return columns.size();
  }

  /**
   * Which rows, and what of them.
   *
   * @param columns names of columns in the order of the row's cells
   * @param where what rows must meet, or null
   */
  public record Wanted(List<String> columns, @Nullable Condition where) {}

  /**
   * Opens the rows.
   *
   * @param wanted which rows, and what of them
   * @param mark where to go on, or null for the start
   * @param limit bytes that a record may have
   * @param digest takes the file's bytes, or null
   */
  public RowReader open(
      Wanted wanted,
      @Nullable Mark mark,
      Rejects rejects,
      int limit,
      @Nullable MessageDigest digest) {
    int[] cells = wanted.columns().stream().mapToInt(name -> cell(name, "")).toArray();
    CsvCells.Asked asked = wanted.where() == null ? null : asked(wanted.where());
    Mark at = mark == null ? start : mark;
    return new CsvReader(
        input.open(at.offset(), limit, digest),
        dialect,
        columns.size(),
        new CsvCells(cells, asked),
        rejects,
        at);
  }

  /** Refuses a condition on columns that are not there. */
  public void check(Condition where) {
    asked(where);
  }

  private CsvCells.Asked asked(Condition where) {
    int[] cells =
        where.fields().stream()
            .mapToInt(field -> cell(field.columnName(), " at character " + field.at()))
            .toArray();
    return new CsvCells.Asked(where, cells);
  }

  private int cell(String name, String place) {
    int cell = columns.indexOf(name);
    if (cell < 0) {
      throw new CrossfadeException(ErrorCode.CF_2217, input.path() + ": " + name + place);
    }
    return cell;
  }
}
