package dev.crossfade.sqlite;

import dev.crossfade.sql.dialect.AsciiCase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One table as SQLite's catalogue has it.
 *
 * @param name exact name
 * @param kind what it is
 * @param withoutRowid whether it is a b-tree of its primary key
 * @param columns in order, generated ones included
 * @param key the columns of the primary key, in its order; empty without one
 * @param rowidColumn the column that stands for the rowid, or null
 */
public record Table(
    String name,
    Kind kind,
    boolean withoutRowid,
    List<Column> columns,
    List<KeyColumn> key,
    @Nullable String rowidColumn) {

  /** What a table is. */
  public enum Kind {
    ORDINARY,
    /** Serves a virtual table. */
    SHADOW,
    VIRTUAL
  }

  /**
   * A column.
   *
   * @param declaredType empty without one
   * @param notNull whether SQLite forbids null
   * @param defaultExpression as written, or null
   */
  public record Column(
      String name,
      String declaredType,
      boolean notNull,
      @Nullable String defaultExpression,
      boolean generated) {}

  /** A column of the primary key, and how the key's b-tree orders it. */
  public record KeyColumn(String name, String collation, boolean descending) {
    boolean binaryAscending() {
      return AsciiCase.same(collation, "BINARY") && !descending;
    }
  }

  /** The column of exactly that name. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** Names of the primary key's columns in its order. */
  public List<String> keyNames() {
    return key.stream().map(KeyColumn::name).toList();
  }

  /**
   * A name by which the rowid can be read, or null when columns hide all of them or there is no
   * rowid.
   */
  public @Nullable String rowidName() {
    if (withoutRowid) {
      return null;
    }
    if (rowidColumn != null) {
      return rowidColumn;
    }
    return List.of("rowid", "_rowid_", "oid").stream()
        .filter(name -> columns.stream().noneMatch(c -> AsciiCase.same(c.name(), name)))
        .findFirst()
        .orElse(null);
  }
}
