package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sql.dialect.AsciiCase;
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
  /** Takes note of the schema as it is, triggers of ours included; a first time. */
  static final String TAKE_NOTE =
      "INSERT INTO crossfade_schema SELECT type, name, tbl_name, sql FROM sqlite_schema"
          + " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

  private static final String OURS = " name LIKE 'crossfade\\_%' ESCAPE '\\'";

  private static final String NOW =
      "SELECT type, name, tbl_name, sql FROM sqlite_schema"
          + " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  private static final String THEN = "SELECT type, name, tbl_name, sql FROM crossfade_schema";

  private final Set<String> followed = new HashSet<>();
  private final Set<String> parked = new HashSet<>();
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

  private SchemaCheck(SqliteDatabase database, SqliteDatabase notes) {
    notes.query(
        "SELECT name FROM crossfade_followed",
        row -> followed.add(AsciiCase.lower(row.getString(1))));
    if (notes == database) {
      parked.addAll(ParkedTriggers.names(database));
    }
    this.then = entries(notes, THEN);
    this.now = entries(database, NOW);
  }

  private static Map<String, Entry> entries(SqliteDatabase database, String query) {
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

  /**
   * Takes note of the schema as it is, within the caller's transaction. What is parked stays noted:
   * it is there for the program, only not now.
   */
  static void takeNote(SqliteDatabase database) {
    database.execute(
        "DELETE FROM crossfade_schema WHERE type <> 'trigger'"
            + " OR name NOT IN (SELECT name FROM crossfade_parked)");
    database.execute(TAKE_NOTE);
  }

  /** Takes note of what is ours alone, as it is. */
  static void takeNoteOfOurs(SqliteDatabase database) {
    database.execute("DELETE FROM crossfade_schema WHERE" + OURS);
    database.execute(TAKE_NOTE + " AND" + OURS);
  }

  /** What changed, within the caller's transaction; empty when nothing did. */
  static List<SchemaChange> changes(SqliteDatabase database) {
    return new SchemaCheck(database, database).find();
  }

  /**
   * The same for a file in which nothing is installed: what was noted of it is elsewhere. What
   * looks like ours in the file is no matter.
   */
  static void require(SqliteDatabase database, SqliteDatabase notes) {
    require(
        database,
        new SchemaCheck(database, notes)
            .find().stream().filter(change -> change.kind() != SchemaChange.Kind.DAMAGED).toList());
  }

  /** Notes a file's schema elsewhere, within the transaction of there. */
  static void note(SqliteDatabase database, SqliteDatabase notes) {
    notes.execute("DELETE FROM crossfade_schema");
    for (Entry entry : entries(database, NOW).values()) {
      notes.execute(
          "INSERT INTO crossfade_schema(type, name, tbl_name, sql) VALUES (?, ?, ?, ?)",
          entry.type(),
          entry.name(),
          entry.table(),
          entry.sql());
    }
  }

  /**
   * Refuses a schema that is not as it was; what nobody needs to know of is passed over.
   *
   * @throws CrossfadeException CF-6109 when something was added and nothing missed, else CF-6106 or
   *     CF-6108
   */
  static void require(SqliteDatabase database) {
    require(database, changes(database));
  }

  private static void require(SqliteDatabase database, List<SchemaChange> all) {
    List<SchemaChange> changes =
        all.stream().filter(change -> change.kind() != SchemaChange.Kind.HARMLESS).toList();
    if (changes.isEmpty()) {
      return;
    }
    String list =
        changes.stream().map(SchemaChange::toString).distinct().collect(Collectors.joining("; "));
    boolean added =
        changes.stream()
            .allMatch(
                change ->
                    change.kind() == SchemaChange.Kind.COLUMN
                        || change.kind() == SchemaChange.Kind.TABLE);
    boolean damaged = changes.stream().allMatch(c -> c.kind() == SchemaChange.Kind.DAMAGED);
    ErrorCode code = added ? ErrorCode.CF_6109 : damaged ? ErrorCode.CF_6106 : ErrorCode.CF_6108;
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
      } else if (old.type().equals("table")) {
        if (isFollowed(old)) {
          changes.addAll(TableChange.of(old.name(), old.sql(), sql(current)));
        }
      } else if (!same(old, current) && !isParked(old, current)) {
        changes.add(replaced(old, current));
      }
    }
    for (Entry entry : now.values()) {
      if (!then.containsKey(entry.type() + " " + entry.name())) {
        changes.add(added(entry));
      }
    }
    return changes;
  }

  private static @Nullable String sql(@Nullable Entry entry) {
    return entry == null ? null : String.valueOf(entry.sql());
  }

  private static SchemaChange ours(Entry old, @Nullable Entry current) {
    String how = current == null ? "is missing" : "was changed";
    // A table that is dropped takes its triggers along, whatever is made in its place.
    return old.type().equals("trigger") && current == null
        ? new SchemaChange(
            SchemaChange.Kind.CHANGED,
            "table " + old.table(),
            "lost its trigger " + old.name() + ", as a table does that is built anew",
            old.table())
        : change(SchemaChange.Kind.DAMAGED, old, how);
  }

  /** An index, view or trigger of the program that was there and is another one now, or gone. */
  private SchemaChange replaced(Entry old, @Nullable Entry current) {
    String how = current == null ? "was dropped" : "was changed";
    if (!old.unique() || !isFollowed(old)) {
      return current != null && current.unique() && isFollowed(current)
          ? added(current)
          : change(SchemaChange.Kind.HARMLESS, old, how);
    }
    return change(
        SchemaChange.Kind.CHANGED,
        old,
        how + " on table " + old.table() + ", and PostgreSQL still has it");
  }

  private SchemaChange added(Entry entry) {
    if (entry.ours()) {
      return change(SchemaChange.Kind.DAMAGED, entry, "is not ours");
    }
    if (entry.type().equals("table")) {
      return change(SchemaChange.Kind.TABLE, entry, "is new");
    }
    String on = entry.type().equals("view") ? "" : " on table " + entry.table();
    boolean traps = entry.unique() && isFollowed(entry);
    return change(
        traps ? SchemaChange.Kind.UNIQUE : SchemaChange.Kind.HARMLESS, entry, "is new" + on);
  }

  private boolean isParked(Entry old, @Nullable Entry current) {
    return current == null && old.type().equals("trigger") && parked.contains(old.name());
  }

  private boolean isFollowed(Entry entry) {
    return followed.contains(AsciiCase.lower(entry.table()));
  }

  private static boolean same(Entry one, @Nullable Entry other) {
    return one.equals(other);
  }

  private static SchemaChange change(SchemaChange.Kind kind, Entry entry, String what) {
    return new SchemaChange(kind, entry.type() + " " + entry.name(), what, entry.table());
  }
}
