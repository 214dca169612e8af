package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import dev.crossfade.sql.dialect.Identifiers;
import java.util.ArrayList;
import java.util.List;

/** Functions and operators of JSON, on columns that became jsonb or json. */
final class JsonFunctions {
  private static final String ADVICE =
      "Let the column become jsonb in the plan, or write it again by hand.";

  private final Writer writer;

  JsonFunctions(Writer writer) {
    this.writer = writer;
  }

  Piece arrow(Expression.Binary binary) {
    String path = path(binary.right(), true);
    String json = json(binary.left());
    return binary.operator().equals("->")
        ? Piece.open(json + " #> " + path, Family.JSONB)
        : part(json, path);
  }

  Piece call(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    if (arguments.isEmpty()) {
      throw new Refusal("uses " + call.name(), ADVICE);
    }
    return switch (call.name()) {
      case "json_extract" -> extract(arguments);
      case "json_valid" -> valid(arguments);
      case "json_array_length" -> arrayLength(at(arguments));
      case "json_type" -> type(at(arguments));
      case "json", "jsonb" -> document(arguments.get(0));
      default -> throw new Refusal("uses " + call.name(), ADVICE);
    };
  }

  /** A part of a document as a number, NULL where it is none. */
  static Piece number(String json) {
    return Piece.atom(
        "CASE jsonb_typeof("
            + json
            + ") WHEN 'number' THEN ("
            + json
            + ")::numeric WHEN 'boolean' THEN ("
            + json
            + ")::boolean::integer END",
        Family.NUMERIC);
  }

  /** A part of a document beside a number: text, which SQLite puts behind all numbers, is last. */
  static Piece besideNumber(String json) {
    String number = number(json).sql();
    String sql = number.substring(0, number.length() - " END".length());
    return Piece.atom(
        sql
            + " WHEN 'string' THEN 'Infinity' WHEN 'array' THEN 'Infinity' WHEN 'object' THEN"
            + " 'Infinity' END",
        Family.NUMERIC);
  }

  private Piece extract(List<Expression> arguments) {
    if (arguments.size() != 2) {
      throw new Refusal("uses json_extract with several paths", ADVICE);
    }
    return part(json(arguments.get(0)), path(arguments.get(1), false));
  }

  private static Piece part(String json, String path) {
    return Piece.open(json + " #>> " + path, Family.TEXT)
        .from(new Piece.FromJson(json + " #> " + path));
  }

  private Piece valid(List<Expression> arguments) {
    Piece operand = writer.value(arguments.get(0));
    if (operand.family().json()) {
      writer.scope.note("json_valid holds for every value of a json or jsonb column.");
      return Piece.open(
          "CASE WHEN " + operand.operand() + " IS NOT NULL THEN TRUE END", Family.BOOLEAN);
    }
    if (writer.scope.serverVersion < 16) {
      throw new Refusal(
          "uses json_valid on text, which PostgreSQL can tell only from version 16 on", ADVICE);
    }
    return Piece.open(writer.forms.text(operand).operand() + " IS JSON", Family.BOOLEAN);
  }

  private static Piece arrayLength(String json) {
    return Piece.atom(
        "CASE WHEN jsonb_typeof("
            + json
            + ") = 'array' THEN jsonb_array_length("
            + json
            + ") WHEN "
            + json
            + " IS NOT NULL THEN 0 END",
        Family.SHORT);
  }

  private static Piece type(String json) {
    return Piece.atom(
        "CASE jsonb_typeof("
            + json
            + ") WHEN 'string' THEN 'text' WHEN 'boolean' THEN ("
            + json
            + ")::text WHEN 'number' THEN CASE WHEN ("
            + json
            + ")::text ~ '[.eE]' THEN 'real' ELSE 'integer' END ELSE jsonb_typeof("
            + json
            + ") END",
        Family.TEXT);
  }

  private Piece document(Expression argument) {
    if (argument instanceof Expression.StringLiteral) {
      Piece literal = JsonLiteral.piece(argument, Family.JSONB);
      if (literal != null) {
        return literal;
      }
    }
    return Piece.atom(json(argument), Family.JSONB);
  }

  private String at(List<Expression> arguments) {
    String json = json(arguments.get(0));
    return arguments.size() == 1 ? json : "(" + json + " #> " + path(arguments.get(1), false) + ")";
  }

  private String json(Expression expression) {
    Piece piece = writer.value(expression);
    if (piece.family() == Family.JSONB) {
      return piece.operand();
    }
    if (piece.family() == Family.JSON) {
      return piece.operand() + "::jsonb";
    }
    throw new Refusal("reads JSON out of a column that did not become jsonb", ADVICE);
  }

  /** A path as an array of PostgreSQL. */
  private static String path(Expression expression, boolean labels) {
    String whole = Literals.whole(expression);
    if (labels && whole != null) {
      return array(List.of(whole));
    }
    if (!(expression instanceof Expression.StringLiteral path)) {
      throw new Refusal("uses a JSON path that is no literal", ADVICE);
    }
    boolean rooted = path.value().startsWith("$");
    if (!rooted && !labels) {
      throw new Refusal("uses a JSON path that does not begin with $", ADVICE);
    }
    return array(rooted ? steps(path.value()) : List.of(path.value()));
  }

  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    int at = 1;
    while (at < path.length()) {
      int end;
      if (path.startsWith(".\"", at)) {
        end = path.indexOf('"', at + 2) + 1;
        steps.add(path.substring(at + 2, Math.max(end - 1, at + 2)));
      } else if (path.charAt(at) == '.') {
        end = endOfLabel(path, at + 1);
        steps.add(path.substring(at + 1, end));
      } else {
        end = path.indexOf(']', at) + 1;
        steps.add(position(path.substring(at, Math.max(end, at))));
      }
      if (end <= at) {
        throw new Refusal("uses a JSON path that cannot be read", ADVICE);
      }
      at = end;
    }
    return steps;
  }

  private static int endOfLabel(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) != '.' && path.charAt(at) != '[') {
      at++;
    }
    return at;
  }

  private static String position(String bracket) {
    if (bracket.matches("\\[[0-9]+\\]")) {
      return bracket.substring(1, bracket.length() - 1);
    }
    if (bracket.matches("\\[#-[0-9]+\\]")) {
      return bracket.substring(2, bracket.length() - 1);
    }
    throw new Refusal("uses a JSON path that cannot be read", ADVICE);
  }

  private static String array(List<String> steps) {
    List<String> quoted = steps.stream().map(JsonFunctions::element).toList();
    return Identifiers.literal("{" + String.join(",", quoted) + "}");
  }

  private static String element(String step) {
    return step.matches("-?[a-zA-Z0-9_]+") && !step.equalsIgnoreCase("null")
        ? step
        : "\"" + step.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
