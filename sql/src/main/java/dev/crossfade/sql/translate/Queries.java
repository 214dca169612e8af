package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import dev.crossfade.sql.dialect.ExpressionPrinter;
import java.util.List;

/** Queries within expressions. */
final class Queries {
  private final Writer writer;

  Queries(Writer writer) {
    this.writer = writer;
  }

  Piece in(Expression.InQuery in) {
    writer.scope.requireQuery("a query within an expression");
    Written query = write(in.query());
    Piece subject = writer.value(in.subject());
    if (query.columns().size() != 1 || !agree(subject, query.columns().get(0))) {
      throw new Refusal("looks for a value among values of another type", "Write it by hand.");
    }
    String word = in.negated() ? " NOT IN (" : " IN (";
    return Piece.open(subject.operand() + word + query.sql() + ")", Family.BOOLEAN);
  }

  private static boolean agree(Piece subject, TargetTable.Column column) {
    Family other = Family.of(column.target().conversion().type());
    return subject.family() == other
        || (subject.family().numeric() && other.numeric())
        || subject.family() == Family.UNKNOWN;
  }

  Piece subquery(Expression.Subquery query) {
    writer.scope.requireQuery("a query within an expression");
    Written written = write(query);
    if (query.exists()) {
      return Piece.atom("EXISTS (" + written.sql() + ")", Family.BOOLEAN);
    }
    if (written.columns().size() != 1) {
      throw new Refusal("takes several columns for a value", "Write it by hand.");
    }
    TargetColumn column = written.columns().get(0).target();
    return ExpressionTranslator.piece(
        new TargetColumn("(" + written.sql() + ")", column.conversion(), column.ignoresCase()));
  }

  private record Written(String sql, List<TargetTable.Column> columns) {}

  private Written write(Expression.Subquery query) {
    String printed = ExpressionPrinter.print(new Expression.Subquery(false, query.tokens()));
    String sqlite = printed.substring(1, printed.length() - 1);
    String whole = query.tokens().size() == 1 ? "SELECT * FROM " + sqlite : sqlite;
    QueryWriter inner = new QueryWriter(writer.scope.tables, writer.scope);
    String sql = inner.write(SelectParser.parse(whole));
    return new Written(sql, inner.columns());
  }
}
