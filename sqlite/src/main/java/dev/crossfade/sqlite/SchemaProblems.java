package dev.crossfade.sqlite;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a user ought to know about a database as a whole. */
final class SchemaProblems {
  private final SqliteDatabase database;
  private final Catalog catalog;
  private final List<Problem> problems = new ArrayList<>();

  SchemaProblems(SqliteDatabase database, Catalog catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  List<Problem> find() {
    if (catalog.tables().isEmpty()) {
      add(ErrorCode.CF_2030, database.location().toString(), "There is nothing to move.");
    }
    List<Table> ordinary = catalog.tables(Table.Kind.ORDINARY);
    problems.addAll(TableProblems.sameButCase(ordinary.stream().map(Table::name).toList(), ""));
    virtualTables();
    triggers();
    sideFiles();
    return List.copyOf(problems);
  }

  private void virtualTables() {
    for (Table table : catalog.tables(Table.Kind.VIRTUAL)) {
      VirtualTable virtual = VirtualTable.read(database, table.name());
      String content = virtual.contentTable(catalog);
      String text =
          "The table is virtual (module "
              + virtual.module()
              + ") and not moved"
              + (content.isEmpty() ? "." : "; its content lies in table " + content + ".");
      add(ErrorCode.CF_2036, table.name(), text);
    }
    for (Table table : catalog.tables(Table.Kind.SHADOW)) {
      add(ErrorCode.CF_2037, table.name(), "The table serves a virtual table and is left out.");
    }
  }

  private void triggers() {
    database.query(
        "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid",
        row -> {
          if (catalog.isSide(row.getString(1))) {
            return false;
          }
          String text = "The trigger of table " + row.getString(2) + " is not moved.";
          add(ErrorCode.CF_2038, row.getString(1), text);
          return true;
        });
  }

  private void sideFiles() {
    List<Path> files = database.sideFiles().now();
    if (!files.isEmpty()) {
      String names =
          files.stream()
              .map(file -> file.getFileName().toString())
              .collect(Collectors.joining(", "));
      problems.add(
          new Problem(
              ErrorCode.CF_2041,
              database.location().toString(),
              "Beside the database stand: " + names + ".",
              files.size()));
    }
  }

  private void add(ErrorCode code, String subject, String text) {
    problems.add(new Problem(code, subject, text, 1));
  }
}
