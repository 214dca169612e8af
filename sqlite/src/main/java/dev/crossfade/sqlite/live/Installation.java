package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Catalog;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is put into a file to follow it, and how it is taken out again. */
final class Installation {
  private static final String TRIGGERS =
      "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
          + " AND name LIKE 'crossfade\\_%' ESCAPE '\\' ORDER BY rowid";

  private final SqliteDatabase database;
  private final SqliteLiveStore.Options options;
  private final List<CollectionPlan> plans;

  /**
   * @param database within whose transaction the file is looked at
   */
  Installation(
      SqliteDatabase database, SqliteLiveStore.Options options, List<CollectionPlan> plans) {
    this.database = database;
    this.options = options;
    this.plans = plans;
  }

  /** Whether the file is followed already, by this migration. Refuses another one. */
  boolean isInstalled() {
    SideTables tables = new SideTables(database);
    if (!tables.anyPresent()) {
      return false;
    }
    tables.requireWhole();
    requireOwn();
    return true;
  }

  /** Refuses a file that is not followed by this migration. */
  void requireInstalled() {
    if (!isInstalled()) {
      throw new CrossfadeException(ErrorCode.CF_6102, "the side tables are not there");
    }
  }

  /** Refuses a file of another migration, or a newer program; damage is no matter. */
  void requireOurs() {
    SideTables tables = new SideTables(database);
    if (tables.anyPresent() && !tables.missing().contains("crossfade_control")) {
      tables.format();
      requireOwn();
    }
  }

  private void requireOwn() {
    record Owner(String migration, String destination, boolean open) {}
    List<Owner> owners =
        database.query(
            "SELECT migration, destination, open FROM crossfade_control",
            row -> new Owner(row.getString(1), row.getString(2), row.getBoolean(3)));
    if (owners.isEmpty()) {
      return;
    }
    Owner owner = owners.get(0);
    if (!owner.migration().equals(options.migration())) {
      throw new CrossfadeException(
          owner.open() ? ErrorCode.CF_6104 : ErrorCode.CF_6105,
          database.location() + ": migration " + owner.migration() + ", to " + owner.destination());
    }
  }

  /** The plan's tables in the file, with the numbers that they were installed under. */
  List<FollowedTable> followed() {
    Map<String, Integer> numbers = new HashMap<>();
    if (isInstalled()) {
      database.query(
          "SELECT name, columns, t FROM crossfade_followed",
          row -> numbers.put(row.getString(1) + "\n" + row.getString(2), row.getInt(3)));
    }
    int next = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    Catalog catalog = new Catalog(database);
    List<FollowedTable> followed = new ArrayList<>();
    for (CollectionPlan plan : plans) {
      FollowedTable table =
          FollowedTable.of(next, plan, catalog.find(plan.source()).orElse(null), database);
      Integer known = numbers.remove(table.table().name() + "\n" + table.keyText());
      followed.add(known == null ? table : table.numbered(known));
      next += known == null ? 1 : 0;
    }
    return followed;
  }

  /** The statements that install, in order. */
  List<String> statements(List<FollowedTable> followed) {
    List<String> all = new ArrayList<>(SideTables.statements(keyColumns(followed)).values());
    all.add(
        "INSERT INTO crossfade_control VALUES (%s, %s, 1, 0, 0, 0, 0, 1, NULL, NULL, 0, %d)"
            .formatted(
                SqliteNames.literal(options.migration()),
                SqliteNames.literal(options.destination()),
                SideTables.FORMAT));
    all.add("INSERT INTO crossfade_fence VALUES (1, 0)");
    for (FollowedTable table : followed) {
      all.add(note(table));
      all.addAll(TriggerSql.of(table, options.destination()));
    }
    all.add(SchemaCheck.TAKE_NOTE);
    return all;
  }

  private static int keyColumns(List<FollowedTable> followed) {
    return followed.stream().mapToInt(table -> table.key().size()).max().orElse(1);
  }

  /** The statement that takes note of a followed table. */
  static String note(FollowedTable table) {
    return note(table.number(), table.table().name(), table.keyText(), table.plan());
  }

  /** The same for a collection that is no table. */
  static String note(int number, String name, String key, CollectionPlan plan) {
    return "INSERT INTO crossfade_followed VALUES (%d, %s, %s, %s)"
        .formatted(
            number,
            SqliteNames.literal(name),
            SqliteNames.literal(key),
            SqliteNames.literal(planText(plan)));
  }

  /** What of a plan decides what passes bring. */
  private static String planText(CollectionPlan plan) {
    return plan.columns().stream()
        .map(
            column ->
                String.join(
                    " ",
                    column.source(),
                    column.target(),
                    column.conversion().kind().name(),
                    column.conversion().type()))
        .collect(Collectors.joining("\n", plan.target() + "\n", ""));
  }

  /**
   * Refuses a plan that is not the one that the triggers were made for: who has an older one would
   * leave out what it does not know of, and remove its entries all the same.
   *
   * @throws CrossfadeException CF-6333
   */
  void requirePlan() {
    Set<String> installed =
        new HashSet<>(database.query("SELECT plan FROM crossfade_followed", r -> r.getString(1)));
    Set<String> ours = plans.stream().map(Installation::planText).collect(Collectors.toSet());
    if (!installed.equals(ours)) {
      throw new CrossfadeException(ErrorCode.CF_6333, database.location().toString());
    }
  }

  /** Installs, within the caller's transaction. */
  void install(List<FollowedTable> followed) {
    for (FollowedTable table : followed) {
      table.requireNoNulls(database);
    }
    for (String statement : statements(followed)) {
      database.execute(statement);
    }
    for (FollowedTable table : followed) {
      requireWritable(table);
    }
  }

  /** Installs the triggers anew for the plan as it is now; the outbox stays as it is. */
  void renew(List<FollowedTable> followed) {
    makeAnew(followed);
    SchemaCheck.takeNote(database);
  }

  /**
   * Makes what somebody damaged again. What the program changed in its schema meanwhile still
   * counts as changed, unless nobody knows any more how it was.
   */
  void mend() {
    requireOurs();
    int keyColumns = plans.stream().mapToInt(plan -> plan.key().size()).max().orElse(1);
    boolean noted = !new SideTables(database).restore(keyColumns).contains("crossfade_schema");
    migrate();
    makeAnew(followed());
    if (noted) {
      SchemaCheck.takeNoteOfOurs(database);
    } else {
      SchemaCheck.takeNote(database);
    }
  }

  /** Brings side tables of an older program to the format of this one. */
  void migrate() {
    Map<String, String> texts =
        plans.stream()
            .collect(Collectors.toMap(CollectionPlan::source, Installation::planText, (a, b) -> a));
    new SideTables(database).migrate(name -> texts.getOrDefault(name, ""));
  }

  private void makeAnew(List<FollowedTable> followed) {
    dropTriggers();
    int columns =
        (int)
            LiveFile.number(
                database, "SELECT count(*) - 2 FROM pragma_table_info('crossfade_outbox')");
    for (int i = columns + 1; i <= keyColumns(followed); i++) {
      database.execute("ALTER TABLE crossfade_outbox ADD COLUMN k" + i);
    }
    database.execute("DELETE FROM crossfade_followed");
    for (FollowedTable table : followed) {
      requireWritable(table);
      database.execute(note(table));
      TriggerSql.of(table, options.destination()).forEach(database::execute);
    }
  }

  /** Removes everything of ours, damaged or not, within the caller's transaction. */
  void remove() {
    List<String> tables = new SideTables(database).present();
    if (tables.contains("crossfade_parked")) {
      ParkedTriggers.restore(database);
    }
    dropTriggers();
    for (String table : tables) {
      database.execute("DROP TABLE " + SqliteNames.quote(table));
    }
  }

  private void dropTriggers() {
    for (String trigger : database.query(TRIGGERS, row -> row.getString(1))) {
      database.execute("DROP TRIGGER " + SqliteNames.quote(trigger));
    }
  }

  // Collations and functions that only the program has would fail when a pass writes here.
  private void requireWritable(FollowedTable table) {
    String key = SqliteNames.quote(table.key().get(0));
    String column =
        table.table().columns().stream()
            .filter(one -> !one.generated())
            .findFirst()
            .map(one -> SqliteNames.quote(one.name()))
            .orElse(key);
    for (String sql :
        List.of(
            "DELETE FROM " + table.quoted(),
            "UPDATE " + table.quoted() + " SET " + column + " = NULL",
            "INSERT INTO " + table.quoted() + "(" + column + ") VALUES (NULL)",
            "SELECT 1 FROM " + table.quoted() + " ORDER BY " + key)) {
      try {
        database.prepare(sql).close();
      } catch (SQLException e) {
        throw new CrossfadeException(
            ErrorCode.CF_6101, "table " + table.table().name() + ": " + e.getMessage(), e);
      }
    }
  }
}
