package dev.crossfade.sqlite;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.value.Tag;
import dev.crossfade.sql.dialect.Identifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a user ought to know about one table before moving it. */
final class TableProblems {
  private final String table;
  private final List<Problem> problems = new ArrayList<>();

  private TableProblems(String table) {
    this.table = table;
  }

  static List<Problem> of(Table table, List<ColumnShape> columns) {
    TableProblems found = new TableProblems(table.name());
    found.longName(table.name(), table.name());
    if (table.key().isEmpty()) {
      found.add(ErrorCode.CF_2039, table.name(), "The table has no primary key.", 1);
    }
    for (ColumnShape column : columns) {
      found.column(column);
    }
    found.problems.addAll(
        sameButCase(columns.stream().map(ColumnShape::source).toList(), table.name() + "."));
    return List.copyOf(found.problems);
  }

  /** Names that are the same once case is left out of account. */
  static List<Problem> sameButCase(List<String> names, String prefix) {
    Map<String, String> seen = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String name : names) {
      String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        problems.add(
            new Problem(
                ErrorCode.CF_2035,
                prefix + name,
                "The names " + other + " and " + name + " differ by case only.",
                1));
      }
    }
    return problems;
  }

  private void column(ColumnShape column) {
    String subject = table + "." + column.source();
    longName(column.source(), subject);
    if (column.generated()) {
      add(ErrorCode.CF_2042, subject, "The column is computed and not copied.", 1);
    }
    String defaultExpression = column.defaultExpression();
    if (defaultExpression != null && defaultExpression.startsWith("\"")) {
      add(ErrorCode.CF_2040, subject, "The default stands in double quotes.", 1);
    }
    values(subject, column.evidence());
  }

  private void values(String subject, Evidence evidence) {
    long numbers = evidence.kind("INTEGER") + evidence.kind("DOUBLE");
    long malformed = evidence.kind(Tag.MALFORMED.name());
    long text = evidence.kind("TEXT") + malformed;
    long bytes = evidence.kind("BYTES");
    long most = Math.max(numbers, Math.max(text, bytes));
    long others = numbers + text + bytes - most;
    if (others > 0) {
      String kinds =
          new TreeMap<>(evidence.kinds())
              .entrySet().stream()
                  .map(kind -> kind.getValue() + " " + kind.getKey())
                  .collect(Collectors.joining(", "));
      add(
          ErrorCode.CF_2031,
          subject,
          "The column holds values of several kinds: " + kinds + ".",
          others);
    }
    if (evidence.nulCharacters() > 0) {
      add(ErrorCode.CF_2032, subject, "Text holds U+0000.", evidence.nulCharacters());
    }
    if (malformed > 0) {
      add(ErrorCode.CF_2033, subject, "Text is not valid in the database's encoding.", malformed);
    }
  }

  private void longName(String name, String subject) {
    int bytes = Identifiers.bytes(name);
    if (bytes > Identifiers.MAXIMUM_BYTES) {
      add(ErrorCode.CF_2034, subject, "The name has " + bytes + " bytes.", 1);
    }
  }

  private void add(ErrorCode code, String subject, String text, long count) {
    problems.add(new Problem(code, subject, text, count));
  }
}
