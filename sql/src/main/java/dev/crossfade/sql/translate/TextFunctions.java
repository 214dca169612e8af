package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of text and bytes. */
final class TextFunctions {
  private final Writer writer;

  TextFunctions(Writer writer) {
    this.writer = writer;
  }

  @Nullable Piece call(String name, List<Expression> arguments) {
    int count = arguments.size();
    return switch (name) {
      case "lower", "upper" -> count == 1 ? folded(name, arguments.get(0)) : null;
      case "length" -> count == 1 ? length(arguments.get(0)) : null;
      case "octet_length" -> count == 1 ? octets(arguments.get(0)) : null;
      case "trim", "ltrim", "rtrim" ->
          count == 1 || count == 2 ? text(Functions.trim(name), arguments) : null;
      case "replace" -> count == 3 ? text("replace", arguments) : null;
      case "substr", "substring" -> count == 2 || count == 3 ? substring(arguments) : null;
      case "instr" -> count == 2 ? position(arguments) : null;
      case "hex" -> count == 1 ? hex(arguments.get(0)) : null;
      case "unicode" ->
          count == 1
              ? Piece.atom("ascii(nullif(" + of(arguments.get(0)).sql() + ", ''))", Family.SHORT)
              : null;
      case "char" -> count == 1 ? character(arguments.get(0)) : null;
      case "concat" -> count == 0 ? null : concatenated(arguments);
      default -> null;
    };
  }

  private Piece of(Expression expression) {
    return writer.forms.text(writer.value(expression));
  }

  private Piece text(@Nullable String function, List<Expression> arguments) {
    List<String> texts = arguments.stream().map(argument -> of(argument).sql()).toList();
    return Piece.atom(function + "(" + String.join(", ", texts) + ")", Family.TEXT);
  }

  private Piece folded(String name, Expression argument) {
    boolean hexadecimal = argument instanceof Expression.Call call && call.name().equals("hex");
    if (!hexadecimal && !Literals.isLiteral(argument)) {
      writer.scope.note(name + "() also folds letters beyond ASCII.");
    }
    return text(name, List.of(argument));
  }

  private Piece length(Expression argument) {
    Piece piece = writer.forms.source(writer.value(argument));
    return piece.family() == Family.BYTES
        ? Piece.atom("octet_length(" + piece.sql() + ")", Family.SHORT)
        : Piece.atom("length(" + writer.forms.text(piece).sql() + ")", Family.SHORT);
  }

  private Piece octets(Expression argument) {
    Piece piece = writer.forms.source(writer.value(argument));
    String sql = piece.family() == Family.BYTES ? piece.sql() : writer.forms.text(piece).sql();
    return Piece.atom("octet_length(" + sql + ")", Family.SHORT);
  }

  private Piece position(List<Expression> arguments) {
    Piece whole = writer.forms.source(writer.value(arguments.get(0)));
    Piece part = writer.forms.source(writer.value(arguments.get(1)));
    if (whole.family() == Family.BYTES && part.family() == Family.BYTES) {
      return Piece.atom(
          "position(" + part.operand() + " IN " + whole.operand() + ")", Family.SHORT);
    }
    return Piece.atom(
        "strpos(" + writer.forms.text(whole).sql() + ", " + writer.forms.text(part).sql() + ")",
        Family.SHORT);
  }

  /** SQLite's hex gives an empty text for NULL. */
  private Piece hex(Expression argument) {
    Piece piece = writer.forms.source(writer.value(argument));
    String bytes = piece.sql();
    if (piece.family() != Family.BYTES) {
      writer.scope.requireVolatileAllowed("hex() of text");
      bytes = "convert_to(" + writer.forms.text(piece).sql() + ", 'UTF8')";
    }
    String hex = "upper(encode(" + bytes + ", 'hex'))";
    boolean present = argument instanceof Expression.Call call && call.name().equals("randomblob");
    return Piece.atom(present ? hex : "coalesce(" + hex + ", '')", Family.TEXT);
  }

  private Piece character(Expression argument) {
    Piece number = writer.forms.number(writer.value(argument));
    return Piece.atom("chr(" + number.cast(Family.SHORT).sql() + ")", Family.TEXT);
  }

  private Piece concatenated(List<Expression> arguments) {
    List<String> texts =
        arguments.stream().map(argument -> "coalesce(" + of(argument).sql() + ", '')").toList();
    return Piece.open(String.join(" || ", texts), Family.TEXT);
  }

  private Piece substring(List<Expression> arguments) {
    Piece piece = writer.forms.source(writer.value(arguments.get(0)));
    String text = piece.family() == Family.BYTES ? piece.sql() : writer.forms.text(piece).sql();
    Family family = piece.family() == Family.BYTES ? Family.BYTES : Family.TEXT;
    Expression start = arguments.get(1);
    String from = Literals.whole(start);
    if (from != null && from.startsWith("-")) {
      return fromEnd(text, from.substring(1), arguments, family);
    }
    StringBuilder sql = new StringBuilder("substr(").append(text).append(", ");
    sql.append(from == null ? shortNumber(start) : from);
    if (from == null) {
      writer.scope.note("substr() counts a negative start from the end in SQLite only.");
    }
    if (arguments.size() == 3) {
      sql.append(", ").append(length(arguments));
    }
    return Piece.atom(sql.append(')').toString(), family);
  }

  private String length(List<Expression> arguments) {
    String length = Literals.whole(arguments.get(2));
    if (length == null) {
      return "greatest(" + shortNumber(arguments.get(2)) + ", 0)";
    }
    if (length.startsWith("-")) {
      throw new Refusal("uses substr() with a negative length", "Write it again by hand.");
    }
    return length;
  }

  private static Piece fromEnd(
      String text, String count, List<Expression> arguments, Family family) {
    if (family == Family.BYTES) {
      throw new Refusal("takes bytes from the end", "Write it again by hand.");
    }
    String tail = "right(" + text + ", " + count + ")";
    if (arguments.size() == 2) {
      return Piece.atom(tail, family);
    }
    String length = Literals.whole(arguments.get(2));
    if (length == null
        || length.startsWith("-")
        || length.length() < count.length()
        || Long.parseLong(length) < Long.parseLong(count)) {
      throw new Refusal("takes a part before the end by substr()", "Write it again by hand.");
    }
    return Piece.atom(tail, family);
  }

  private String shortNumber(Expression expression) {
    Piece number = writer.forms.number(writer.value(expression));
    if (!number.family().whole()) {
      throw new Refusal("uses substr() with a number that need not be whole", "CAST it.");
    }
    return number.cast(Family.SHORT).sql();
  }
}
