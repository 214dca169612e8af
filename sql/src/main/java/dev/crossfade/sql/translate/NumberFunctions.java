package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of numbers, and chance. */
final class NumberFunctions {
  private final Writer writer;

  NumberFunctions(Writer writer) {
    this.writer = writer;
  }

  @Nullable Piece call(String name, List<Expression> arguments) {
    int count = arguments.size();
    return switch (name) {
      case "abs" -> count == 1 ? absolute(arguments.get(0)) : null;
      case "round" -> count == 1 || count == 2 ? round(arguments) : null;
      case "sign" ->
          count == 1
              ? Piece.atom("sign(" + number(arguments.get(0)).sql() + ")::integer", Family.SHORT)
              : null;
      case "ceil", "ceiling", "floor", "trunc" -> count == 1 ? whole(name, arguments.get(0)) : null;
      case "pow", "power" -> count == 2 ? power(arguments) : null;
      case "pi" -> count == 0 ? Piece.atom("pi()", Family.DOUBLE) : null;
      case "random" -> count == 0 ? random() : null;
      case "randomblob" -> count == 1 ? randomBytes(arguments.get(0)) : null;
      default -> null;
    };
  }

  private Piece number(Expression expression) {
    return writer.forms.number(writer.value(expression));
  }

  private Piece absolute(Expression argument) {
    Piece number = number(argument);
    return Piece.atom("abs(" + number.sql() + ")", number.family());
  }

  private Piece whole(String name, Expression argument) {
    Piece number = number(argument);
    return number.family().whole()
        ? number
        : Piece.atom(name + "(" + number.sql() + ")", number.family());
  }

  private Piece power(List<Expression> arguments) {
    return Piece.atom(
        "power("
            + number(arguments.get(0)).cast(Family.DOUBLE).sql()
            + ", "
            + number(arguments.get(1)).cast(Family.DOUBLE).sql()
            + ")",
        Family.DOUBLE);
  }

  /** SQLite rounds halves away from zero; so does PostgreSQL, for numeric only. */
  private Piece round(List<Expression> arguments) {
    Piece number = number(arguments.get(0));
    String digits = "0";
    if (arguments.size() == 2) {
      digits = number(arguments.get(1)).cast(Family.SHORT).sql();
    }
    String numeric =
        number.family() == Family.NUMERIC ? number.sql() : number.operand() + "::numeric";
    return Piece.atom("round(" + numeric + ", " + digits + ")::double precision", Family.DOUBLE);
  }

  private Piece random() {
    writer.scope.requireVolatileAllowed("random()");
    return Piece.atom("((random() - 0.5) * 18446744073709549568)::bigint", Family.INTEGER);
  }

  /** UUIDs are the one source of random bytes that every server has without an extension. */
  private Piece randomBytes(Expression argument) {
    writer.scope.requireVolatileAllowed("randomblob()");
    String whole = Literals.whole(argument);
    if (whole == null || !whole.matches("[1-9][0-9]?")) {
      throw new Refusal(
          "asks for an odd number of random bytes", "Use gen_random_bytes of pgcrypto.");
    }
    int bytes = Integer.parseInt(whole);
    writer.scope.note("Random bytes come from UUIDs: 122 of 128 bits are random.");
    String one = "uuid_send(gen_random_uuid())";
    StringBuilder all = new StringBuilder(one);
    for (int have = 16; have < bytes; have += 16) {
      all.append(" || ").append(one);
    }
    return bytes % 16 == 0
        ? new Piece(all.toString(), Family.BYTES, bytes == 16, new Piece.Computed())
        : Piece.atom("substr(" + all + ", 1, " + bytes + ")", Family.BYTES);
  }
}
