package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.keys.KeyPattern;
import dev.crossfade.core.keys.KeyPatterns;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The patterns by which keys were moved, in the first store: other patterns would bring keys to
 * other tables, where nobody finds what was written before.
 *
 * <pre>
 * crossfade:patterns/STORE   [[PATTERN TABLE COLUMN*]*], in the order of the settings, a vector each;
 *                            COLUMN is a text of name, type and path; the last one has no pattern
 * </pre>
 */
final class FirstPatterns {
  private static final String PREFIX = StoreKeys.SIDE + "patterns/";
  private static final String CONTROL = StoreKeys.SIDE + "control/";

  private FirstPatterns() {}

  /** Notes the patterns, before the first of them is moved. */
  static void note(StoreSettings settings, Store first) {
    Document known = first.get(PREFIX + settings.name());
    Document now = document(settings);
    if (!now.equals(known)) {
      first.put(PREFIX + settings.name(), now);
    }
  }

  /**
   * Checks that every key belongs where it was moved to.
   *
   * @throws CrossfadeException CF-7204 with the patterns that differ
   */
  static void require(StoreSettings settings, Store first) {
    Document now = document(settings);
    if (!(first.get(PREFIX + settings.name()) instanceof Document.VectorOf noted)
        || noted.equals(now)) {
      return;
    }
    Set<String> moved = moved(first);
    if (moved.isEmpty()) {
      return;
    }
    List<Line> before = lines(noted);
    List<Line> after = lines((Document.VectorOf) now);
    requireTables(before, after, moved);
    requireKeys(new Mapping(before), new Mapping(after), moved, first);
    first.put(PREFIX + settings.name(), now);
  }

  /** The groups that have a control row. */
  private static Set<String> moved(Store first) {
    try (Stream<StoreEntry> rows = first.scan(CONTROL)) {
      Set<String> groups = new HashSet<>();
      rows.forEach(row -> groups.add(row.key().substring(CONTROL.length())));
      return groups;
    }
  }

  private static void requireTables(List<Line> before, List<Line> after, Set<String> moved) {
    for (Line line : before) {
      boolean stays =
          after.stream()
              .anyMatch(
                  one -> one.table().equals(line.table()) && one.columns().equals(line.columns()));
      if (moved.contains(line.table()) && !stays) {
        throw new CrossfadeException(
            ErrorCode.CF_7204, line + ": its table or columns are not what they were");
      }
    }
  }

  private static void requireKeys(Mapping before, Mapping after, Set<String> moved, Store first) {
    try (Stream<StoreEntry> entries = first.scan("")) {
      entries.forEach(
          entry -> {
            if (!StoreKeys.isSide(entry.key())) {
              Line from = before.of(entry.key());
              Line to = after.of(entry.key());
              boolean concerns = moved.contains(from.table()) || moved.contains(to.table());
              if (concerns && !from.table().equals(to.table())) {
                throw new CrossfadeException(
                    ErrorCode.CF_7204, "a key of " + from + " would come to " + to);
              }
            }
          });
    }
  }

  /** A pattern with its table. */
  private record Line(String pattern, String table, List<Document> columns) {
    @Override
    public String toString() {
      return pattern.isEmpty() ? "the keys without a pattern" : pattern;
    }
  }

  /** Finds the pattern of a key; the last line has none. */
  private static final class Mapping {
    private final List<Line> lines;
    private final KeyPatterns patterns;

    Mapping(List<Line> lines) {
      this.lines = lines;
      patterns =
          KeyPatterns.of(
              lines.subList(0, lines.size() - 1).stream()
                  .map(line -> KeyPattern.of(line.pattern()))
                  .toList());
    }

    Line of(String key) {
      int place = patterns.indexOf(key);
      return lines.get(place < 0 ? lines.size() - 1 : place);
    }
  }

  private static Document document(StoreSettings settings) {
    List<Document> lines = new ArrayList<>();
    for (PatternSettings one : settings.patterns()) {
      String table = one.table() == null ? "" : one.table();
      lines.add(line(one.pattern().text(), table, one.columns()));
    }
    lines.add(line("", settings.otherTable(), List.of()));
    return new Document.VectorOf(lines);
  }

  private static Document line(String pattern, String table, List<Attribute> columns) {
    List<Document> line = new ArrayList<>();
    line.add(new Document.Text(pattern));
    line.add(new Document.Text(table));
    for (Attribute column : columns) {
      line.add(
          new Document.Text(
              column.column()
                  + " "
                  + column.type()
                  + " "
                  + DocumentJson.encode(new Document.VectorOf(column.path()))));
    }
    return new Document.VectorOf(line);
  }

  private static List<Line> lines(Document.VectorOf vector) {
    List<Line> lines = new ArrayList<>();
    for (Document element : vector.elements()) {
      if (element instanceof Document.VectorOf line
          && line.elements().size() >= 2
          && line.elements().get(0) instanceof Document.Text pattern
          && line.elements().get(1) instanceof Document.Text table) {
        lines.add(
            new Line(
                pattern.value(),
                table.value(),
                line.elements().subList(2, line.elements().size())));
      }
    }
    return lines;
  }
}
