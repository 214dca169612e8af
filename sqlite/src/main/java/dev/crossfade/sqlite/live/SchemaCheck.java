package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.SqliteDdl;
import dev.crossfade.sql.dialect.SqliteStatement;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the schema with what it was when it was installed into. A table that was built anew has
 * lost its triggers, a new unique index is one that they do not look at: what was written since is
 * not in the outbox.
 */
final class SchemaCheck {
  /** Takes note of the schema as it is, triggers of ours included. */
  static final String TAKE_NOTE =
      "INSERT INTO crossfade_schema SELECT type, name, tbl_name, sql FROM sqlite_schema"
          + " WHERE type IN ('table', 'index', 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

  private static final String NOW =
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('table', 'index',"
          + " 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  private static final String THEN = "SELECT type, name, tbl_name, sql FROM crossfade_schema";

  private final SqliteDatabase database;
  private final Set<String> followed = new HashSet<>();
  private final Map<String, Entry> then;
  private final Map<String, Entry> now;

  private record Entry(String type, String name, String table, @Nullable String sql) {
    boolean ours() {
      return name.startsWith(TriggerSql.PREFIX);
    }

    boolean unique() {
      return type.equals("index")
          && sql != null
          && AsciiCase.upper(sql.substring(0, Math.min(40, sql.length()))).contains("UNIQUE");
    }
  }

  private SchemaCheck(SqliteDatabase database) {
    this.database = database;
    database.query(
        "SELECT name FROM crossfade_followed",
        row -> followed.add(AsciiCase.lower(row.getString(1))));
    this.then = entries(THEN);
    this.now = entries(NOW);
  }

  private Map<String, Entry> entries(String query) {
    List<Entry> rows =
        database.query(
            query,
            row ->
                new Entry(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    return rows.stream()
        .collect(
            Collectors.toMap(
                entry -> entry.type() + " " + entry.name(),
                entry -> entry,
                (one, other) -> one,
                LinkedHashMap::new));
  }

  /** What changed that matters, within the caller's transaction; empty when nothing did. */
  static List<SchemaChange> changes(SqliteDatabase database) {
    return new SchemaCheck(database).find();
  }

  /**
   * Refuses a schema that is not as it was.
   *
   * @throws CrossfadeException CF-6109 when something was added and nothing missed, else CF-6106 or
   *     CF-6108
   */
  static void require(SqliteDatabase database) {
    List<SchemaChange> changes = changes(database);
    if (changes.isEmpty()) {
      return;
    }
    String list =
        changes.stream().map(SchemaChange::toString).distinct().collect(Collectors.joining("; "));
    boolean damaged = changes.stream().anyMatch(c -> c.kind() == SchemaChange.Kind.DAMAGED);
    boolean changed = changes.stream().anyMatch(c -> c.kind() == SchemaChange.Kind.CHANGED);
    ErrorCode code = changed ? ErrorCode.CF_6108 : damaged ? ErrorCode.CF_6106 : ErrorCode.CF_6109;
    throw new CrossfadeException(code, database.location() + ": " + list);
  }

  private List<SchemaChange> find() {
    List<SchemaChange> changes = new ArrayList<>();
    for (Entry old : then.values()) {
      Entry current = now.get(old.type() + " " + old.name());
      if (old.ours()) {
        if (current == null || !same(old, current)) {
          changes.add(ours(old, current));
        }
      } else if (isFollowed(old) && old.type().equals("table")) {
        table(old, current, changes);
      } else if (isFollowed(old) && old.unique() && !same(old, current)) {
        changes.add(change(SchemaChange.Kind.CHANGED, old, "was changed or dropped"));
      }
    }
    for (Entry entry : now.values()) {
      if (!then.containsKey(entry.type() + " " + entry.name())) {
        added(entry, changes);
      }
    }
    return changes;
  }

  private SchemaChange ours(Entry old, @Nullable Entry current) {
    String how = current == null ? "is missing" : "was changed";
    // A table that is dropped takes its triggers along, whatever is made in its place.
    return old.type().equals("trigger") && current == null
        ? new SchemaChange(
            SchemaChange.Kind.CHANGED,
            "table " + old.table(),
            "lost its trigger " + old.name() + ", as a table does that is built anew")
        : change(SchemaChange.Kind.DAMAGED, old, how);
  }

  private void table(Entry old, @Nullable Entry current, List<SchemaChange> changes) {
    if (current == null) {
      changes.add(change(SchemaChange.Kind.CHANGED, old, "was dropped or renamed"));
    } else if (!same(old, current)) {
      List<String> added = addedColumns(old, current);
      if (added.isEmpty()) {
        changes.add(change(SchemaChange.Kind.CHANGED, old, "was changed"));
      } else {
        String names = String.join(", ", added);
        changes.add(change(SchemaChange.Kind.ADDED, old, "has a new column: " + names));
      }
    }
  }

  private void added(Entry entry, List<SchemaChange> changes) {
    if (entry.ours()) {
      changes.add(change(SchemaChange.Kind.DAMAGED, entry, "is not ours"));
    } else if (entry.type().equals("table")) {
      changes.add(change(SchemaChange.Kind.ADDED, entry, "is new"));
    } else if (entry.unique() && isFollowed(entry)) {
      changes.add(change(SchemaChange.Kind.CHANGED, entry, "is new on table " + entry.table()));
    }
  }

  /** The columns that ALTER TABLE added at the end; empty when anything else changed too. */
  private static List<String> addedColumns(Entry old, Entry current) {
    TableModel before = parse(old.sql());
    TableModel after = parse(current.sql());
    if (before == null || after == null || after.columns().size() <= before.columns().size()) {
      return List.of();
    }
    int count = before.columns().size();
    TableModel cut = after.withColumns(after.columns().subList(0, count));
    return cut.equals(before)
        ? after.columns().subList(count, after.columns().size()).stream()
            .map(column -> column.name())
            .toList()
        : List.of();
  }

  private static @Nullable TableModel parse(@Nullable String sql) {
    try {
      return sql != null && SqliteDdl.parse(sql) instanceof SqliteStatement.CreateTable made
          ? made.table()
          : null;
    } catch (CrossfadeException e) {
      return null;
    }
  }

  private boolean isFollowed(Entry entry) {
    return followed.contains(AsciiCase.lower(entry.table()));
  }

  private static boolean same(Entry one, @Nullable Entry other) {
    return one.equals(other);
  }

  private static SchemaChange change(SchemaChange.Kind kind, Entry entry, String what) {
    return new SchemaChange(kind, entry.type() + " " + entry.name(), what);
  }
}
