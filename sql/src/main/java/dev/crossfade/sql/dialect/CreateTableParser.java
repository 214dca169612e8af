package dev.crossfade.sql.dialect;

import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CREATE TABLE behind the words IF NOT EXISTS. */
final class CreateTableParser {
  private static final String[] CONSTRAINT_WORDS = {
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "GENERATED",
    "AS"
  };

  private final TokenReader reader;
  private final TableDraft draft = new TableDraft();

  CreateTableParser(TokenReader reader) {
    this.reader = reader;
  }

  TableModel table() {
    String name = reader.expectQualifiedName();
    reader.expectSymbol("(");
    do {
      if (atTableConstraint()) {
        tableConstraint();
      } else {
        column();
      }
      while (atTableConstraint()) { // SQLite lets the commas between constraints be left out
        tableConstraint();
      }
    } while (reader.acceptSymbol(","));
    reader.expectSymbol(")");
    options();
    return draft.table(name);
  }

  private void options() {
    while (!reader.atEnd() && !reader.atSymbol(";")) {
      if (reader.acceptWords("WITHOUT", "ROWID")) {
        draft.withoutRowid = true;
      } else {
        reader.expectWords("STRICT");
        draft.strict = true;
      }
      reader.acceptSymbol(",");
    }
  }

  private boolean atTableConstraint() {
    return reader.atAnyWord("CONSTRAINT", "UNIQUE", "CHECK")
        || reader.atWords("PRIMARY", "KEY")
        || reader.atWords("FOREIGN", "KEY");
  }

  private void column() {
    String name = reader.expectName();
    String type = type();
    draft.columns.add(ColumnModel.of(name, type));
    String constraintName = null;
    while (reader.atAnyWord(CONSTRAINT_WORDS)) {
      if (reader.acceptWords("CONSTRAINT")) {
        constraintName = reader.expectName();
        continue;
      }
      columnConstraint(name, constraintName);
      constraintName = null;
    }
  }

  private String type() {
    int start = reader.peek().start();
    boolean any = false;
    while ((reader.peek().isName() || reader.peek().kind() == Token.Kind.STRING)
        && !reader.atAnyWord(CONSTRAINT_WORDS)) {
      reader.take();
      any = true;
    }
    if (any && reader.acceptSymbol("(")) {
      reader.takeUntilClosed();
    }
    return any ? reader.textSince(start) : "";
  }

  private void columnConstraint(String column, @Nullable String name) {
    if (reader.acceptWords("PRIMARY", "KEY")) {
      boolean descending = reader.acceptWords("DESC");
      if (!descending) {
        reader.acceptWords("ASC");
      }
      conflict("PRIMARY KEY");
      draft.autoincrement |= reader.acceptWords("AUTOINCREMENT");
      draft.primaryKey(name, List.of(column), !descending);
    } else if (reader.acceptWords("NOT", "NULL")) {
      conflict(column + " NOT NULL");
      draft.change(column, current -> current.withNotNull(true));
    } else if (reader.acceptWords("NULL")) {
      conflict(column + " NULL");
    } else if (reader.acceptWords("UNIQUE")) {
      conflict("UNIQUE (" + column + ")");
      draft.unique(name, List.of(IndexModel.Part.column(column)));
    } else if (reader.acceptWords("CHECK")) {
      draft.checks.add(new CheckModel(name, parenthesised()));
      conflict("CHECK");
    } else if (reader.acceptWords("DEFAULT")) {
      String expression = defaultExpression();
      draft.change(column, current -> current.withValue(new ColumnValue.Default(expression)));
    } else if (reader.acceptWords("COLLATE")) {
      draft.collate(column, reader.expectName());
    } else if (reader.acceptWords("REFERENCES")) {
      foreignKey(name, List.of(column));
    } else {
      generated(column);
    }
  }

  private void generated(String column) {
    if (reader.acceptWords("GENERATED")) {
      reader.expectWords("ALWAYS");
    }
    reader.expectWords("AS");
    String expression = parenthesised();
    boolean stored = reader.acceptWords("STORED");
    if (!stored) {
      reader.acceptWords("VIRTUAL");
    }
    ColumnValue value = new ColumnValue.Generated(expression, stored);
    draft.change(column, current -> current.withValue(value));
  }

  private String parenthesised() {
    reader.expectSymbol("(");
    return reader.textOf(reader.takeUntilClosed());
  }

  /** A default is one literal, signed or not, or an expression in parentheses. */
  private String defaultExpression() {
    if (reader.atSymbol("(")) {
      return parenthesised();
    }
    int start = reader.peek().start();
    if (reader.acceptSymbol("-") || reader.acceptSymbol("+")) {
      reader.take();
      return reader.textSince(start);
    }
    Token token = reader.take();
    boolean word =
        token.isWord("NULL")
            || token.isWord("TRUE")
            || token.isWord("FALSE")
            || AsciiCase.upper(token.value()).startsWith("CURRENT_");
    if (token.isName() && !word) { // SQLite takes any other name for a string
      return ExpressionPrinter.print(new Expression.StringLiteral(token.value()));
    }
    return reader.textSince(start);
  }

  private void tableConstraint() {
    String name = null;
    while (reader.acceptWords("CONSTRAINT")) {
      name = reader.expectName();
    }
    if (reader.acceptWords("PRIMARY", "KEY")) {
      List<IndexModel.Part> parts = keyParts();
      conflict("PRIMARY KEY");
      draft.primaryKey(name, names(parts), true);
    } else if (reader.acceptWords("UNIQUE")) {
      List<IndexModel.Part> parts = keyParts();
      conflict("UNIQUE (" + String.join(", ", names(parts)) + ")");
      draft.unique(name, parts);
    } else if (reader.acceptWords("CHECK")) {
      draft.checks.add(new CheckModel(name, parenthesised()));
      conflict("CHECK");
    } else if (reader.acceptWords("FOREIGN", "KEY")) {
      List<String> columns = reader.expectNames();
      reader.expectWords("REFERENCES");
      foreignKey(name, columns);
    } else if (name == null) {
      throw reader.fault("expected a constraint");
    }
  }

  /** The columns of a key; AUTOINCREMENT may stand within the parentheses of a primary key. */
  private List<IndexModel.Part> keyParts() {
    if (reader.peek(2).isWord("AUTOINCREMENT")) {
      reader.expectSymbol("(");
      String column = reader.expectName();
      reader.expectWords("AUTOINCREMENT");
      reader.expectSymbol(")");
      draft.autoincrement = true;
      return List.of(IndexModel.Part.column(column));
    }
    return SqliteDdl.parts(reader);
  }

  private static List<String> names(List<IndexModel.Part> parts) {
    return parts.stream().map(IndexModel.Part::text).toList();
  }

  private void conflict(String constraint) {
    if (reader.acceptWords("ON", "CONFLICT")) {
      String answer = AsciiCase.upper(reader.take().value());
      if (!answer.equals("ABORT")) {
        draft.conflicts.add(constraint + " ON CONFLICT " + answer);
      }
    }
  }

  private void foreignKey(@Nullable String name, List<String> columns) {
    String table = reader.expectName();
    List<String> parents = reader.atSymbol("(") ? reader.expectNames() : List.of();
    ForeignKeyModel.Rules rules = new ForeignKeyRulesParser(reader).rules();
    draft.foreignKeys.add(
        new ForeignKeyModel(
            name, columns, new ForeignKeyModel.Reference(table, parents), rules, true));
  }
}
