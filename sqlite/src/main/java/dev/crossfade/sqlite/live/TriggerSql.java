package dev.crossfade.sqlite.live;

import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sqlite.SqliteNames;
import dev.crossfade.sqlite.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * The triggers of one followed table: the fence, and the record of every key that a write may
 * touch.
 *
 * <p>Keys are recorded before the write, since a trigger of the program can end the statement with
 * {@code RAISE(IGNORE)} before those after it run, and since REPLACE deletes rows that share a
 * unique value without firing a DELETE trigger. Only what is not known before is recorded after:
 * the number that SQLite gives a new row, a default that takes the place of NULL, a computed key. A
 * key recorded in vain costs a look and changes nothing.
 *
 * <p>A row number that SQLite is to choose is foretold before the write (the largest and one). The
 * trigger after it leaves out what the last entry says already. That entry is always of the same
 * statement, for the trigger before it has just written one; an entry of an earlier transaction
 * would not do, since a pass may have read it and remove it.
 */
final class TriggerSql {
  /** How names of triggers and side tables begin. */
  static final String PREFIX = "crossfade_";

  private static final String OPEN = "(SELECT open FROM crossfade_fence)";
  private static final String NO_PASS = "(SELECT pass FROM crossfade_fence) IS NOT 1";

  private final FollowedTable followed;
  private final String message;

  private TriggerSql(FollowedTable followed, String destination) {
    this.followed = followed;
    this.message =
        "crossfade: this file is closed for writing, its data is in "
            + destination
            + "; connect there (table "
            + followed.plan().target()
            + ")";
  }

  /**
   * The statements that make the triggers.
   *
   * @param destination for the message of the fence: where the data is while the file is closed
   */
  static List<String> of(FollowedTable followed, String destination) {
    TriggerSql triggers = new TriggerSql(followed, destination);
    List<String> all = new ArrayList<>();
    all.add(triggers.beforeInsert());
    all.add(triggers.beforeUpdate());
    all.add(triggers.beforeDelete());
    if (followed.isRowid()) {
      all.add(triggers.afterInsertOfRowid());
    } else if (followed.keyMayChangeLate()) {
      all.add(triggers.trigger("inserted", "AFTER INSERT", List.of(triggers.record("NEW"))));
      all.add(triggers.trigger("updated", "AFTER UPDATE", List.of(triggers.record("NEW"))));
    }
    return all;
  }

  private String trigger(String name, String event, List<String> body) {
    return "CREATE TRIGGER %s%d_%s %s ON %s WHEN %s BEGIN\n  %s;\nEND"
        .formatted(
            PREFIX,
            followed.number(),
            name,
            event,
            followed.quoted(),
            NO_PASS,
            String.join(";\n  ", body));
  }

  private String fence() {
    return "SELECT RAISE(ABORT, " + SqliteNames.literal(message) + ") WHERE " + OPEN + " IS NOT 1";
  }

  private String beforeInsert() {
    List<String> body = new ArrayList<>();
    body.add(fence());
    shadowed().forEach(conflict -> body.add(recordRows(conflict.where())));
    body.add(followed.isRowid() ? recordForetold() : record("NEW"));
    return trigger("insert", "BEFORE INSERT", body);
  }

  private String beforeUpdate() {
    List<String> body = new ArrayList<>();
    body.add(fence());
    for (Conflict conflict : shadowed()) {
      body.add(recordRows(conflict.where() + " AND (" + conflict.changed() + ")"));
    }
    String changed =
        followed.key().stream()
            .map(name -> differ(coming(name), old(name)))
            .collect(Collectors.joining(" OR "));
    body.add(into() + " SELECT " + values("NEW") + " WHERE " + changed);
    body.add(record("OLD"));
    return trigger("update", "BEFORE UPDATE", body);
  }

  private String beforeDelete() {
    return trigger("delete", "BEFORE DELETE", List.of(fence(), record("OLD")));
  }

  private String afterInsertOfRowid() {
    String last =
        "SELECT 1 FROM crossfade_outbox WHERE id = (SELECT max(id) FROM crossfade_outbox) AND t = "
            + followed.number()
            + " AND k1 IS "
            + coming(followed.key().get(0));
    String sql = into() + " SELECT " + values("NEW") + " WHERE NOT EXISTS (" + last + ")";
    return trigger("inserted", "AFTER INSERT", List.of(sql));
  }

  private String into() {
    StringJoiner columns = new StringJoiner(", ", "INSERT INTO crossfade_outbox(t, ", ")");
    for (int i = 1; i <= followed.key().size(); i++) {
      columns.add("k" + i);
    }
    return columns.toString();
  }

  private String values(String prefix) {
    return followed.number()
        + ", "
        + followed.key().stream()
            .map(name -> prefix + "." + SqliteNames.quote(name))
            .collect(Collectors.joining(", "));
  }

  private String record(String prefix) {
    return into() + " VALUES (" + values(prefix) + ")";
  }

  // In BEFORE INSERT a rowid that SQLite is to choose is -1.
  private String recordForetold() {
    String id = SqliteNames.quote(followed.key().get(0));
    String largest = "max(" + id + ")";
    return into()
        + " VALUES ("
        + followed.number()
        + ", CASE WHEN coalesce(NEW."
        + id
        + ", -1) = -1 THEN (SELECT coalesce("
        + largest
        + " + ("
        + largest
        + " < 9223372036854775807), 1) FROM "
        + followed.quoted()
        + ") ELSE NEW."
        + id
        + " END)";
  }

  private String recordRows(String where) {
    return into()
        + " SELECT "
        + values(followed.quoted())
        + " FROM "
        + followed.quoted()
        + " WHERE "
        + where;
  }

  /** Rows that REPLACE deletes, and for an update when that can be at all. */
  private record Conflict(String where, String changed) {}

  private List<Conflict> shadowed() {
    List<Conflict> conflicts = new ArrayList<>();
    for (UniqueIndex index : followed.uniques()) {
      if (!isExactKey(index)) {
        conflicts.add(conflict(index));
      }
    }
    String rowid = followed.table().rowidName();
    if (rowid != null && !followed.isRowid()) {
      String name = SqliteNames.quote(rowid);
      conflicts.add(
          new Conflict(
              followed.quoted() + "." + name + " = NEW." + name,
              differ(coming(rowid), old(rowid))));
    }
    return conflicts;
  }

  // Its conflicting row has the very key that is recorded anyway.
  private boolean isExactKey(UniqueIndex index) {
    return index.isKeyOf(followed.key())
        && index.parts().stream().allMatch(UniqueIndex.Part::binary)
        && followed.key().stream()
            .flatMap(name -> followed.table().column(name).stream())
            .noneMatch(column -> Affinity.keepsNumbersApart(column.declaredType()));
  }

  private Conflict conflict(UniqueIndex index) {
    List<String> equal = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (UniqueIndex.Part part : index.parts()) {
      String collate = " COLLATE " + SqliteNames.quote(part.collation());
      if (part.expression()) {
        equal.add("(" + part.text() + ")" + collate + " = " + ofNew(part.text()));
        changed.add("1");
      } else {
        String name = exact(part.text());
        equal.add(
            followed.quoted() + "." + SqliteNames.quote(name) + collate + " = " + coming(name));
        changed.add(differ(coming(name), old(name)));
      }
    }
    if (index.predicate() != null) {
      equal.add("(" + index.predicate() + ")");
      changed.add("1");
    }
    String any = changed.contains("1") ? "1" : String.join(" OR ", changed);
    return new Conflict(String.join(" AND ", equal), any);
  }

  /** The value of an expression of an index for the new row. */
  private String ofNew(String expression) {
    String columns =
        followed.table().columns().stream()
            .map(column -> coming(column.name()) + " AS " + SqliteNames.quote(column.name()))
            .collect(Collectors.joining(", "));
    return "(SELECT " + expression + " FROM (SELECT " + columns + ") AS " + followed.quoted() + ")";
  }

  /** The value that a column is going to have: REPLACE puts the default in the place of NULL. */
  private String coming(String name) {
    String value = "NEW." + SqliteNames.quote(name);
    return followed
        .table()
        .column(name)
        .filter(FollowedTable::replacesNull)
        .map(column -> "coalesce(" + value + ", (" + column.defaultExpression() + "))")
        .orElse(value);
  }

  private static String old(String name) {
    return "OLD." + SqliteNames.quote(name);
  }

  // 'a' and 'A' differ whatever the column's collation, and so do 1 and 1.0.
  private static String differ(String one, String other) {
    return one
        + " COLLATE BINARY IS NOT "
        + other
        + " OR typeof("
        + one
        + ") <> typeof("
        + other
        + ")";
  }

  private String exact(String name) {
    return followed.table().columns().stream()
        .map(Table.Column::name)
        .filter(column -> AsciiCase.same(column, name))
        .findFirst()
        .orElse(name);
  }
}
