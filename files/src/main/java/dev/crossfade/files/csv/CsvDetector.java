package dev.crossfade.files.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the dialect of a CSV file from its first bytes: the delimiter under which most of the first
 * rows have the same number of cells, more cells winning a draw; and whether the first row holds
 * names: none of its cells looks like a value, and either a column below does throughout, or they
 * read as names and none comes again in its column.
 */
final class CsvDetector {
  private static final int ROWS = 200;
  private static final byte[] DELIMITERS = {',', ';', '\t', '|'};
  private static final Pattern VALUE =
      Pattern.compile(
          "[+-]?(\\d+([.,]\\d*)*|\\.\\d+)([eE][+-]?\\d+)?%?"
              + "|\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}([ T].*)?"
              + "|\\d{1,2}:\\d{2}(:\\d{2})?"
              + "|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
              + "|(?i:true|false|null|nan|yes|no)|\\\\N|[^@\\s]+@[^@\\s]+\\.[a-z]+|https?://.*");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ .\\-/()#%:?$]{0,62}");

  private CsvDetector() {}

  /**
   * Finds the dialect.
   *
   * @param head the first bytes, UTF-8
   * @param whole whether these are all
   * @param tabs whether the file's name speaks for tabs
   * @param said what the user says of it, which is not found out then
   */
  static CsvDialect detect(byte[] head, boolean whole, boolean tabs, CsvOptions said) {
    byte lineEnd = lineEnd(head);
    byte quote = quote(head);
    Byte given = said.givenDelimiter();
    CsvDialect best =
        given == null
            ? delimited(head, whole, tabs, new CsvDialect((byte) ',', quote, lineEnd, false))
            : new CsvDialect(given, quote, lineEnd, false);
    List<List<String>> rows = rows(head, whole, best);
    Boolean named = said.givenHeader();
    boolean header = named == null ? header(rows) : named && !rows.isEmpty();
    return new CsvDialect(best.delimiter(), quote, lineEnd, header);
  }

  private static CsvDialect delimited(
      byte[] head, boolean whole, boolean tabs, CsvDialect undecided) {
    byte quote = undecided.quote();
    byte lineEnd = undecided.lineEnd();
    CsvDialect best = new CsvDialect(tabs ? (byte) '\t' : (byte) ',', quote, lineEnd, false);
    double bestScore = 0;
    for (byte delimiter : DELIMITERS) {
      CsvDialect dialect = new CsvDialect(delimiter, quote, lineEnd, false);
      double score = score(rows(head, whole, dialect));
      if (tabs && delimiter == '\t') {
        score *= 1.5;
      }
      if (score > bestScore) {
        bestScore = score;
        best = dialect;
      }
    }
    return best;
  }

  private static byte lineEnd(byte[] head) {
    boolean carriageReturn = false;
    for (byte b : head) {
      if (b == '\n') {
        return '\n';
      }
      carriageReturn |= b == '\r';
    }
    return carriageReturn ? (byte) '\r' : (byte) '\n';
  }

  /** Apostrophes quote only where cells begin and end with them and double quotes are absent. */
  private static byte quote(byte[] head) {
    int opened = 0;
    int closed = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == '"') {
        return '"';
      }
      if (head[i] == '\'') {
        opened += i == 0 || isBorder(head[i - 1]) ? 1 : 0;
        closed += i + 1 == head.length || isBorder(head[i + 1]) ? 1 : 0;
      }
    }
    return opened > 1 && opened == closed ? (byte) '\'' : (byte) '"';
  }

  private static boolean isBorder(byte b) {
    return b == ',' || b == ';' || b == '\t' || b == '|' || b == '\n' || b == '\r';
  }

  private static double score(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    int width = mode(rows);
    if (width < 2) {
      return 0;
    }
    long same = rows.stream().filter(row -> row.size() == width).count();
    double share = (double) same / rows.size();
    return share * share * (1 + Math.min(width, 20) / 100.0);
  }

  private static int mode(List<List<String>> rows) {
    int best = 0;
    long bestCount = 0;
    for (List<String> row : rows) {
      long count = rows.stream().filter(other -> other.size() == row.size()).count();
      if (count > bestCount) {
        bestCount = count;
        best = row.size();
      }
    }
    return best;
  }

  /** The first rows as text; a last one that the bytes cut off is left out. */
  static List<List<String>> rows(byte[] head, boolean whole, CsvDialect dialect) {
    CsvSplitter splitter = new CsvSplitter(dialect);
    List<List<String>> rows = new ArrayList<>();
    int at = 0;
    while (at < head.length && rows.size() < ROWS) {
      int end = splitter.split(head, at, head.length, whole);
      if (end < 0) {
        int next = splitter.stopped();
        while (end != CsvSplitter.INCOMPLETE
            && next < head.length
            && head[next] != dialect.lineEnd()) {
          next++;
        }
        if (end != CsvSplitter.STRAY || next >= head.length) {
          break;
        }
        end = next + 1;
      } else if (splitter.cells() > 1 || splitter.start(0) < splitter.end(0)) {
        rows.add(texts(splitter, head));
      }
      at = end;
    }
    return rows;
  }

  private static List<String> texts(CsvSplitter splitter, byte[] head) {
    List<String> texts = new ArrayList<>();
    byte[] scratch = new byte[head.length];
    for (int cell = 0; cell < splitter.cells(); cell++) {
      int length = splitter.end(cell) - splitter.start(cell);
      if (splitter.doubled(cell)) {
        length = splitter.unquote(head, cell, scratch);
        texts.add(new String(scratch, 0, length, StandardCharsets.UTF_8));
      } else {
        texts.add(new String(head, splitter.start(cell), length, StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private static boolean header(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return false;
    }
    List<String> first = rows.get(0);
    long empty = first.stream().filter(String::isBlank).count();
    if (empty * 2 > first.size() || first.stream().anyMatch(CsvDetector::isValue)) {
      return false;
    }
    List<List<String>> below = rows.subList(1, rows.size());
    boolean names = first.stream().allMatch(name -> name.isBlank() || NAME.matcher(name).matches());
    if (below.isEmpty()) {
      return names && first.size() > 1;
    }
    for (int column = 0; column < first.size(); column++) {
      if (valuesThroughout(below, column)) {
        return true;
      }
    }
    Set<String> different = new TreeSet<>(first);
    return names && different.size() == first.size() && !comesAgain(first, below);
  }

  private static boolean valuesThroughout(List<List<String>> rows, int column) {
    boolean any = false;
    for (List<String> row : rows) {
      String text = column < row.size() ? row.get(column) : "";
      if (!text.isEmpty()) {
        if (!isValue(text)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private static boolean comesAgain(List<String> names, List<List<String>> rows) {
    for (List<String> row : rows) {
      for (int column = 0; column < Math.min(names.size(), row.size()); column++) {
        if (!row.get(column).isEmpty() && row.get(column).equals(names.get(column))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isValue(String text) {
    return text.length() < 200 && VALUE.matcher(text.strip()).matches();
  }
}
