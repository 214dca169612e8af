package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import java.util.List;

/** Functions over several rows, which stand in queries only. */
final class Aggregates {
  private static final String ADVICE = "Write the view again by hand.";

  private final Writer writer;

  Aggregates(Writer writer) {
    this.writer = writer;
  }

  Piece call(Expression.Call call) {
    writer.scope.requireQuery(call.name() + "() over several rows");
    if (!call.suffix().isEmpty()) {
      throw new Refusal("uses a window or a filter", ADVICE);
    }
    if (call.star() || call.arguments().isEmpty()) {
      return Piece.atom(call.name() + "(*)", Family.INTEGER);
    }
    Piece first = writer.value(call.arguments().get(0));
    return switch (call.name()) {
      case "count" -> over("count", call, first.sql(), Family.INTEGER);
      case "min", "max" -> extreme(call, first);
      case "sum" -> sum(call, first);
      case "avg" ->
          over("avg", call, writer.forms.number(first).cast(Family.DOUBLE).sql(), Family.DOUBLE);
      case "total" -> {
        String sum = writer.forms.number(first).cast(Family.DOUBLE).sql();
        yield Piece.atom("coalesce(sum(" + distinct(call) + sum + "), 0)", Family.DOUBLE);
      }
      case "group_concat", "string_agg" -> concatenation(call, first);
      default -> throw new Refusal("uses " + call.name(), ADVICE);
    };
  }

  private static String distinct(Expression.Call call) {
    return call.distinct() ? "DISTINCT " : "";
  }

  private static Piece over(String function, Expression.Call call, String sql, Family family) {
    return Piece.atom(function + "(" + distinct(call) + sql + ")", family);
  }

  private Piece extreme(Expression.Call call, Piece first) {
    if (first.family() == Family.BOOLEAN || first.family() == Family.UUID) {
      first = writer.forms.source(first);
    }
    String collate = first.family() == Family.TEXT ? " COLLATE \"C\"" : "";
    return over(call.name(), call, first.operand() + collate, first.family()).from(first.origin());
  }

  private Piece sum(Expression.Call call, Piece first) {
    Piece number = writer.forms.number(first);
    return over(
        "sum", call, number.sql(), number.family().whole() ? Family.NUMERIC : number.family());
  }

  private Piece concatenation(Expression.Call call, Piece first) {
    List<Expression> arguments = call.arguments();
    String separator =
        arguments.size() > 1 ? writer.forms.text(writer.value(arguments.get(1))).sql() : "','";
    String text = writer.forms.text(first).sql();
    return over("string_agg", call, text + ", " + separator, Family.TEXT);
  }
}
