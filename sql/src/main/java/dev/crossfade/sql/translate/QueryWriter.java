package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.Expression;
import dev.crossfade.sql.dialect.Identifiers;
import dev.crossfade.sql.dialect.NameAllocator;
import dev.crossfade.sql.dialect.NamePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one query, and remembers the columns of its result. */
final class QueryWriter {
  private final TableResolver tables;
  private final Scope outer;
  private final Map<String, TargetTable> common = new LinkedHashMap<>();
  private List<TargetTable.Column> columns = List.of();

  QueryWriter(TableResolver tables, Scope outer) {
    this.tables = tables;
    this.outer = outer;
  }

  /** The columns of the result, once it is written. */
  List<TargetTable.Column> columns() {
    return columns;
  }

  String write(Select select) {
    StringBuilder sql = new StringBuilder();
    for (Select.Named named : select.common()) {
      sql.append(sql.length() == 0 ? "WITH RECURSIVE " : ", ").append(named(named));
    }
    sql.append(sql.length() == 0 ? "" : " ");
    List<TargetTable.Column> first = List.of();
    Core core = new Core();
    for (int i = 0; i < select.cores().size(); i++) {
      sql.append(i == 0 ? "" : " " + select.operators().get(i - 1) + " ");
      core = new Core();
      sql.append(core.write(select.cores().get(i)));
      first = i == 0 ? core.results : first;
    }
    columns = first;
    boolean plain = select.cores().size() == 1 && !select.cores().get(0).distinct();
    sql.append(order(select.order(), core, plain));
    return sql.append(limit(select.limit(), core)).toString();
  }

  private String named(Select.Named named) {
    QueryWriter inner = new QueryWriter(this::table, outer);
    if (!named.columns().isEmpty()) { // a recursive query names itself before it is known
      throw new Refusal("names the columns of a WITH query", "Write the view again by hand.");
    }
    String sql = inner.write(named.query());
    String name = Identifiers.quote(named.name());
    common.put(AsciiCase.lower(named.name()), new TargetTable(name, inner.columns()));
    return name + " AS (" + sql + ")";
  }

  private java.util.Optional<TargetTable> table(String name) {
    TargetTable found = common.get(AsciiCase.lower(name));
    return found == null ? tables.resolve(name) : java.util.Optional.of(found);
  }

  private static String order(List<Select.Order> terms, Core core, boolean plain) {
    List<String> parts = new ArrayList<>();
    for (Select.Order term : terms) {
      String nulls = term.nulls().isEmpty() ? (term.descending() ? "LAST" : "FIRST") : term.nulls();
      parts.add(
          core.orderTerm(term.expression(), plain)
              + (term.descending() ? " DESC" : "")
              + " NULLS "
              + nulls);
    }
    return parts.isEmpty() ? "" : " ORDER BY " + String.join(", ", parts);
  }

  private static String limit(Select.Limit limit, Core core) {
    Expression count = limit.count();
    Expression offset = limit.offset();
    StringBuilder sql = new StringBuilder();
    if (count != null && !String.valueOf(Literals.whole(count)).startsWith("-")) {
      sql.append(" LIMIT ").append(core.writer().value(count).operand());
    }
    if (offset != null) {
      sql.append(" OFFSET ").append(core.writer().value(offset).operand());
    }
    return sql.toString();
  }

  /** One SELECT, with the tables that its expressions may name. */
  private final class Core {
    private final List<Relation> relations = new ArrayList<>();
    private final Map<String, Piece> aliases = new LinkedHashMap<>();
    private final NameAllocator names = new NameAllocator(NamePolicy.KEEP);
    private List<TargetTable.Column> results = new ArrayList<>();

    Writer writer() {
      return new Writer(outer.within(this::find, QueryWriter.this::table));
    }

    private @Nullable Piece find(@Nullable String table, String name) {
      for (Relation relation : relations) {
        Piece found = table == null || relation.isNamed(table) ? relation.find(name) : null;
        if (found != null) {
          return found;
        }
      }
      Piece alias = table == null ? aliases.get(AsciiCase.lower(name)) : null;
      return alias == null ? outer.names.find(table, name) : alias;
    }

    String write(Select.Core core) {
      String from = from(core.from());
      List<String> shown = new ArrayList<>();
      core.results().forEach(result -> shown.addAll(result(result)));
      StringBuilder sql = new StringBuilder(core.distinct() ? "SELECT DISTINCT " : "SELECT ");
      sql.append(String.join(", ", shown)).append(from);
      Expression where = core.filters().where();
      if (where != null) {
        sql.append(" WHERE ").append(writer().condition(where).sql());
      }
      List<String> groups = new ArrayList<>();
      core.filters().groupBy().forEach(group -> groups.add(term(group).sql()));
      sql.append(groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups));
      Expression having = core.filters().having();
      if (having != null) {
        sql.append(" HAVING ").append(writer().condition(having).sql());
      }
      return sql.toString();
    }

    private List<String> result(Select.Result result) {
      List<String> shown = new ArrayList<>();
      Expression expression = result.expression();
      if (expression != null) {
        Piece piece = writer().value(expression);
        String name = result.name();
        shown.add(show(piece, name == null ? name(expression, result.text()) : name));
        return shown;
      }
      String table = result.name();
      for (Relation relation : relations) {
        if (table == null || relation.isNamed(table)) {
          relation
              .columns()
              .forEach(column -> shown.add(show(relation.piece(column), column.source())));
        }
      }
      return shown;
    }

    private static String name(Expression expression, String text) {
      return expression instanceof Expression.Column column ? column.name() : text;
    }

    private String show(Piece piece, String wanted) {
      String name = names.allocate(wanted);
      aliases.putIfAbsent(AsciiCase.lower(name), piece);
      results.add(Relation.column(name, piece));
      return piece.sql() + " AS " + Identifiers.quote(name);
    }

    /** A term of GROUP BY or ORDER BY: a number is the position of a result. */
    private Piece term(Expression expression) {
      return Literals.whole(expression) == null
          ? writer().value(expression)
          : Piece.atom(String.valueOf(Literals.whole(expression)), Family.SHORT);
    }

    String orderTerm(Expression expression, boolean plain) {
      if (expression instanceof Expression.Column column && column.table() == null) {
        boolean result =
            results.stream().anyMatch(known -> AsciiCase.same(known.source(), column.name()));
        Piece alias = aliases.get(AsciiCase.lower(column.name()));
        if (result && !(plain && alias != null && alias.family() == Family.TEXT)) {
          return Identifiers.quote(column.name());
        }
        if (result && alias != null) {
          return alias.operand() + " COLLATE \"C\"";
        }
      }
      Piece piece = term(expression);
      return piece.operand() + (plain && piece.family() == Family.TEXT ? " COLLATE \"C\"" : "");
    }

    private String from(List<Select.Source> sources) {
      StringBuilder sql = new StringBuilder(sources.isEmpty() ? "" : " FROM ");
      for (Select.Source source : sources) {
        Select.JoinCondition condition = source.condition();
        boolean open = condition.on() == null && condition.using().isEmpty();
        String join = open && source.join().equals("JOIN") ? "CROSS JOIN" : source.join();
        boolean crossed = source.join().equals("CROSS JOIN") && !open;
        sql.append(join.isEmpty() ? "" : " " + (crossed ? "JOIN" : join) + " ");
        sql.append(source(source));
        Expression on = condition.on();
        if (on != null) {
          sql.append(" ON ").append(writer().condition(on).sql());
        } else if (!condition.using().isEmpty()) {
          sql.append(" USING (").append(using(condition.using())).append(')');
        }
      }
      return sql.toString();
    }

    private String using(List<String> columns) {
      List<String> targets = new ArrayList<>();
      for (String name : columns) {
        for (TargetTable.Column column : relations.get(relations.size() - 1).columns()) {
          if (AsciiCase.same(column.source(), name)) {
            targets.add(column.target().sql());
          }
        }
      }
      return String.join(", ", targets);
    }

    private String source(Select.Source source) {
      String table = source.table();
      String alias = source.alias();
      Select query = source.query();
      if (query != null) {
        QueryWriter inner = new QueryWriter(QueryWriter.this::table, outer);
        String sql = inner.write(query);
        String name = alias == null ? "query_" + (relations.size() + 1) : alias;
        relations.add(new Relation(name, Identifiers.quote(name), inner.columns()));
        return "(" + sql + ") AS " + Identifiers.quote(name);
      }
      String written = String.valueOf(table);
      TargetTable target = QueryWriter.this.table(written).orElse(null);
      if (target == null) {
        throw new Refusal("reads " + written + ", which is not moved", "Move it too.");
      }
      String name = alias == null ? written : alias;
      relations.add(new Relation(name, Identifiers.quote(name), target.columns()));
      return target.sql() + " AS " + Identifiers.quote(name);
    }
  }
}
