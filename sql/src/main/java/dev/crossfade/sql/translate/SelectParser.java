package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import dev.crossfade.sql.dialect.ExpressionParser;
import dev.crossfade.sql.dialect.Token;
import dev.crossfade.sql.dialect.TokenReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a query of SQLite. */
final class SelectParser {
  private static final String[] NO_ALIAS = {
    "FROM",
    "WHERE",
    "GROUP",
    "HAVING",
    "ORDER",
    "LIMIT",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "JOIN",
    "LEFT",
    "RIGHT",
    "FULL",
    "INNER",
    "CROSS",
    "NATURAL",
    "ON",
    "USING",
    "WINDOW",
    "INDEXED",
    "NOT"
  };

  private final TokenReader reader;
  private final ExpressionParser expressions;

  SelectParser(TokenReader reader) {
    this.reader = reader;
    this.expressions = new ExpressionParser(reader);
  }

  static Select parse(String sql) {
    TokenReader reader = TokenReader.of(sql);
    Select select = new SelectParser(reader).select();
    reader.acceptSymbol(";");
    if (!reader.atEnd()) {
      throw reader.fault("expected the end of the query");
    }
    return select;
  }

  private Select select() {
    List<Select.Named> common = new ArrayList<>();
    if (reader.acceptWords("WITH")) {
      reader.acceptWords("RECURSIVE");
      do {
        common.add(named());
      } while (reader.acceptSymbol(","));
    }
    List<Select.Core> cores = new ArrayList<>();
    List<String> operators = new ArrayList<>();
    cores.add(core());
    while (reader.atAnyWord("UNION", "EXCEPT", "INTERSECT")) {
      String operator = reader.take().value().toUpperCase(java.util.Locale.ROOT);
      operators.add(reader.acceptWords("ALL") ? operator + " ALL" : operator);
      cores.add(core());
    }
    return new Select(common, cores, operators, order(), limit());
  }

  private Select.Named named() {
    String name = reader.expectName();
    List<String> columns = reader.atSymbol("(") ? reader.expectNames() : List.of();
    reader.expectWords("AS");
    reader.acceptWords("NOT");
    reader.acceptWords("MATERIALIZED");
    reader.expectSymbol("(");
    Select query = select();
    reader.expectSymbol(")");
    return new Select.Named(name, columns, query);
  }

  private Select.Core core() {
    reader.expectWords("SELECT");
    boolean distinct = reader.acceptWords("DISTINCT");
    if (!distinct) {
      reader.acceptWords("ALL");
    }
    List<Select.Result> results = new ArrayList<>();
    do {
      results.add(result());
    } while (reader.acceptSymbol(","));
    List<Select.Source> from = reader.acceptWords("FROM") ? from() : List.of();
    Expression where = reader.acceptWords("WHERE") ? expressions.expression() : null;
    List<Expression> groupBy = new ArrayList<>();
    if (reader.acceptWords("GROUP", "BY")) {
      do {
        groupBy.add(expressions.expression());
      } while (reader.acceptSymbol(","));
    }
    Expression having = reader.acceptWords("HAVING") ? expressions.expression() : null;
    return new Select.Core(distinct, results, from, new Select.Filters(where, groupBy, having));
  }

  private Select.Result result() {
    if (reader.acceptSymbol("*")) {
      return new Select.Result(null, null, "*");
    }
    if (reader.peek().isName() && reader.peek(1).isSymbol(".") && reader.peek(2).isSymbol("*")) {
      String table = reader.take().value();
      reader.take();
      reader.take();
      return new Select.Result(null, table, table + ".*");
    }
    int start = reader.peek().start();
    Expression expression = expressions.expression();
    String text = reader.textSince(start);
    return new Select.Result(expression, alias(), text);
  }

  private @Nullable String alias() {
    if (reader.acceptWords("AS")) {
      return reader.expectName();
    }
    Token token = reader.peek();
    boolean name = token.isName() || token.kind() == Token.Kind.STRING;
    return name && !reader.atAnyWord(NO_ALIAS) ? reader.expectName() : null;
  }

  private List<Select.Source> from() {
    List<Select.Source> sources = new ArrayList<>();
    sources.add(source(""));
    String join = join();
    while (join != null) {
      sources.add(source(join));
      join = join();
    }
    return sources;
  }

  private @Nullable String join() {
    if (reader.acceptSymbol(",")) {
      return "CROSS JOIN";
    }
    boolean natural = reader.acceptWords("NATURAL");
    StringBuilder words = new StringBuilder(natural ? "NATURAL " : "");
    while (reader.atAnyWord("LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER")) {
      words.append(reader.take().value().toUpperCase(java.util.Locale.ROOT)).append(' ');
    }
    if (words.length() == 0 && !reader.atWords("JOIN")) {
      return null;
    }
    reader.expectWords("JOIN");
    return words + "JOIN";
  }

  private Select.Source source(String join) {
    String table = null;
    Select query = null;
    if (reader.acceptSymbol("(")) {
      query = select();
      reader.expectSymbol(")");
    } else {
      table = reader.expectQualifiedName();
    }
    String alias = alias();
    Expression on = reader.acceptWords("ON") ? expressions.expression() : null;
    List<String> using = reader.acceptWords("USING") ? reader.expectNames() : List.of();
    return new Select.Source(join, table, query, alias, new Select.JoinCondition(on, using));
  }

  private List<Select.Order> order() {
    List<Select.Order> order = new ArrayList<>();
    if (reader.acceptWords("ORDER", "BY")) {
      do {
        Expression expression = expressions.expression();
        boolean descending = reader.acceptWords("DESC");
        if (!descending) {
          reader.acceptWords("ASC");
        }
        String nulls = "";
        if (reader.acceptWords("NULLS")) {
          nulls = reader.acceptWords("FIRST") ? "FIRST" : "LAST";
          reader.acceptWords("LAST");
        }
        order.add(new Select.Order(expression, descending, nulls));
      } while (reader.acceptSymbol(","));
    }
    return order;
  }

  private Select.Limit limit() {
    if (!reader.acceptWords("LIMIT")) {
      return new Select.Limit(null, null);
    }
    Expression first = expressions.expression();
    if (reader.acceptSymbol(",")) {
      return new Select.Limit(expressions.expression(), first);
    }
    return new Select.Limit(first, reader.acceptWords("OFFSET") ? expressions.expression() : null);
  }
}
