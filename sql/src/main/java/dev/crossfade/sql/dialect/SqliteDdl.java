package dev.crossfade.sql.dialect;

import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.TriggerModel;
import dev.crossfade.sql.schema.ViewModel;
import java.util.ArrayList;
import java.util.List;

/** Reads the CREATE statements that SQLite keeps in {@code sqlite_master}. */
public final class SqliteDdl {
  private final TokenReader reader;
  private final String sql;

  private SqliteDdl(String sql) {
    this.sql = sql;
    this.reader = TokenReader.of(sql);
  }

  /**
   * Reads one statement.
   *
   * @param sql the column {@code sql} of {@code sqlite_master}
   * @throws dev.crossfade.core.error.CrossfadeException CF-4200 with the position
   */
  public static SqliteStatement parse(String sql) {
    return new SqliteDdl(sql).statement();
  }

  private SqliteStatement statement() {
    reader.expectWords("CREATE");
    if (!reader.acceptWords("TEMP")) {
      reader.acceptWords("TEMPORARY");
    }
    if (reader.acceptWords("TABLE")) {
      acceptIfNotExists();
      return new SqliteStatement.CreateTable(new CreateTableParser(reader).table());
    }
    if (reader.acceptWords("VIRTUAL", "TABLE")) {
      acceptIfNotExists();
      return virtualTable();
    }
    if (reader.acceptWords("VIEW")) {
      acceptIfNotExists();
      return view();
    }
    if (reader.acceptWords("TRIGGER")) {
      acceptIfNotExists();
      return trigger();
    }
    boolean unique = reader.acceptWords("UNIQUE");
    reader.expectWords("INDEX");
    acceptIfNotExists();
    return index(unique);
  }

  private void acceptIfNotExists() {
    reader.acceptWords("IF", "NOT", "EXISTS");
  }

  private SqliteStatement index(boolean unique) {
    String name = reader.expectQualifiedName();
    reader.expectWords("ON");
    String table = reader.expectName();
    List<IndexModel.Part> parts = parts(reader);
    String predicate = reader.acceptWords("WHERE") ? reader.rest() : null;
    return new SqliteStatement.CreateIndex(table, new IndexModel(name, unique, parts, predicate));
  }

  /** Reads the parts of an index or of a key, with the parentheses around them. */
  static List<IndexModel.Part> parts(TokenReader reader) {
    List<IndexModel.Part> parts = new ArrayList<>();
    reader.expectSymbol("(");
    do {
      parts.add(part(reader));
    } while (reader.acceptSymbol(","));
    reader.expectSymbol(")");
    return parts;
  }

  private static IndexModel.Part part(TokenReader reader) {
    int start = reader.peek().start();
    Expression expression = new ExpressionParser(reader).expression();
    String text = reader.textSince(start);
    String collation = null;
    if (expression instanceof Expression.Collate collate) {
      collation = collate.collation();
      expression = collate.operand();
      text = ExpressionPrinter.print(expression);
    }
    boolean descending = reader.acceptWords("DESC");
    if (!descending) {
      reader.acceptWords("ASC");
    }
    if (expression instanceof Expression.Column column && column.table() == null) {
      return new IndexModel.Part(column.name(), false, descending, collation);
    }
    if (expression instanceof Expression.StringLiteral name) {
      return new IndexModel.Part(name.value(), false, descending, collation);
    }
    return new IndexModel.Part(text, true, descending, collation);
  }

  private SqliteStatement view() {
    String name = reader.expectQualifiedName();
    List<String> columns = reader.atSymbol("(") ? reader.expectNames() : List.of();
    reader.expectWords("AS");
    return new SqliteStatement.CreateView(new ViewModel(name, columns, reader.rest()));
  }

  private SqliteStatement trigger() {
    String name = reader.expectQualifiedName();
    int start = reader.peek().start();
    boolean timed =
        reader.acceptWords("BEFORE")
            || reader.acceptWords("AFTER")
            || reader.acceptWords("INSTEAD", "OF");
    if (!reader.acceptWords("DELETE") && !reader.acceptWords("INSERT")) {
      reader.expectWords("UPDATE");
      if (reader.acceptWords("OF")) {
        do {
          reader.expectName();
        } while (reader.acceptSymbol(","));
      }
    }
    String timing = (timed ? "" : "BEFORE ") + reader.textSince(start);
    reader.expectWords("ON");
    String table = reader.expectQualifiedName();
    return new SqliteStatement.CreateTrigger(new TriggerModel(name, table, timing, sql));
  }

  private SqliteStatement virtualTable() {
    String name = reader.expectQualifiedName();
    reader.expectWords("USING");
    String module = AsciiCase.lower(reader.expectName());
    List<String> arguments = new ArrayList<>();
    if (reader.acceptSymbol("(")) {
      List<Token> argument = new ArrayList<>();
      int depth = 0;
      for (Token token : reader.takeUntilClosed()) {
        depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        if (depth == 0 && token.isSymbol(",")) {
          arguments.add(reader.textOf(argument));
          argument.clear();
        } else {
          argument.add(token);
        }
      }
      if (!argument.isEmpty()) {
        arguments.add(reader.textOf(argument));
      }
    }
    return new SqliteStatement.CreateVirtualTable(name, module, arguments);
  }
}
