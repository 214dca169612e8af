package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls of functions: each name of SQLite to what means the same. */
final class Functions {
  private static final Set<String> TIME =
      Set.of("datetime", "date", "time", "strftime", "unixepoch", "julianday");
  private static final Set<String> AGGREGATES =
      Set.of("count", "sum", "avg", "total", "group_concat", "string_agg");
  private static final Set<String> RANKS =
      Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile");
  private static final Map<String, String> TRIMS =
      Map.of("trim", "btrim", "ltrim", "ltrim", "rtrim", "rtrim");

  private final Writer writer;

  Functions(Writer writer) {
    this.writer = writer;
  }

  Piece call(Expression.Call call) {
    String name = call.name();
    int count = call.arguments().size();
    boolean aggregate =
        AGGREGATES.contains(name) || (count == 1 && (name.equals("min") || name.equals("max")));
    if (aggregate || RANKS.contains(name) || !call.suffix().isEmpty()) {
      return new Aggregates(writer).call(call);
    }
    if (TIME.contains(name)) {
      return new TimeFunctions(writer).call(name, call.arguments());
    }
    if (name.startsWith("json")) {
      return new JsonFunctions(writer).call(call);
    }
    Piece piece = general(name, call.arguments());
    if (piece == null) {
      piece = new TextFunctions(writer).call(name, call.arguments());
    }
    if (piece == null) {
      piece = new NumberFunctions(writer).call(name, call.arguments());
    }
    if (piece == null) {
      throw new Refusal(
          "uses the function " + name + " with " + count + " arguments",
          "Write it again by hand, or create a function of that name.");
    }
    return piece;
  }

  private @org.jspecify.annotations.Nullable Piece general(
      String name, List<Expression> arguments) {
    int count = arguments.size();
    return switch (name) {
      case "coalesce", "ifnull" -> count < 2 ? null : same("coalesce", arguments);
      case "nullif" -> count == 2 ? nullif(arguments) : null;
      case "iif", "if" -> count == 2 || count == 3 ? choice(arguments) : null;
      case "likely", "unlikely" -> count == 1 ? writer.value(arguments.get(0)) : null;
      case "likelihood" -> count == 2 ? writer.value(arguments.get(0)) : null;
      case "min" -> count > 1 ? extreme("least", arguments) : null;
      case "max" -> count > 1 ? extreme("greatest", arguments) : null;
      case "typeof" -> count == 1 ? new TypeOf(writer).call(arguments.get(0)) : null;
      case "like", "glob" -> match(name, arguments);
      default -> null;
    };
  }

  private Piece same(String function, List<Expression> arguments) {
    List<Piece> unified = unified(arguments);
    return Piece.atom(function + "(" + joined(unified) + ")", writer.forms.common(unified))
        .from(keptOrigin(unified));
  }

  /** A function that gives one of its arguments keeps what is known of the column. */
  private static Piece.Origin keptOrigin(List<Piece> unified) {
    Piece first = unified.get(0);
    boolean kept =
        first.conversion() != null
            && unified.stream().allMatch(piece -> piece.family() == first.family());
    return kept ? first.origin() : new Piece.Computed();
  }

  private List<Piece> unified(List<Expression> arguments) {
    return writer.forms.unify(arguments.stream().map(writer::value).toList());
  }

  private static String joined(List<Piece> pieces) {
    return String.join(", ", pieces.stream().map(Piece::sql).toList());
  }

  private Piece nullif(List<Expression> arguments) {
    Piece result = writer.value(arguments.get(0));
    Piece equal = writer.value(new Expression.Binary("=", arguments.get(0), arguments.get(1)));
    return Piece.atom(
            "CASE WHEN " + equal.sql() + " THEN NULL ELSE " + result.sql() + " END",
            result.family())
        .from(result.conversion() == null ? new Piece.Computed() : result.origin());
  }

  private Piece choice(List<Expression> arguments) {
    Expression otherwise = arguments.size() == 3 ? arguments.get(2) : null;
    Expression.When when = new Expression.When(arguments.get(0), arguments.get(1));
    return writer.value(new Expression.Case(null, List.of(when), otherwise));
  }

  /** SQLite's min and max give NULL for any NULL; least and greatest leave NULL out. */
  private Piece extreme(String function, List<Expression> arguments) {
    List<Piece> unified = unified(arguments);
    Family family = writer.forms.common(unified);
    List<String> present =
        unified.stream()
            .filter(piece -> piece.literal() == null)
            .map(piece -> piece.operand() + " IS NOT NULL")
            .toList();
    String collate = family == Family.TEXT ? " COLLATE \"C\"" : "";
    String first = unified.get(0).operand() + collate;
    String rest = joined(unified.subList(1, unified.size()));
    String sql = function + "(" + first + ", " + rest + ")";
    return present.isEmpty()
        ? Piece.atom(sql, family)
        : Piece.atom(
            "CASE WHEN " + String.join(" AND ", present) + " THEN " + sql + " END", family);
  }

  private @org.jspecify.annotations.Nullable Piece match(String name, List<Expression> arguments) {
    if (arguments.size() < 2 || arguments.size() > 3) {
      return null;
    }
    Expression escape = arguments.size() == 3 ? arguments.get(2) : null;
    return writer.value(
        new Expression.Match(
            name.equals("like") ? "LIKE" : "GLOB",
            false,
            arguments.get(1),
            arguments.get(0),
            escape));
  }

  static @org.jspecify.annotations.Nullable String trim(String name) {
    return TRIMS.get(name);
  }
}
