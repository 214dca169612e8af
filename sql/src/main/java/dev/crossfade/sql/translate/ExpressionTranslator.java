package dev.crossfade.sql.translate;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sql.dialect.Expression;
import dev.crossfade.sql.dialect.ExpressionParser;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Writes expressions of SQLite again for PostgreSQL. What is written means the same on every row,
 * or the difference is noted; what cannot be written so is refused.
 */
public final class ExpressionTranslator {
  /** The oldest server that is served. */
  public static final int OLDEST_SERVER = 14;

  private final ColumnResolver columns;
  private final int serverVersion;

  /**
   * @param columns finds the columns that expressions name
   * @param serverVersion the target's major version, {@link #OLDEST_SERVER} when unknown
   */
  public ExpressionTranslator(ColumnResolver columns, int serverVersion) {
    this.columns = columns;
    this.serverVersion = serverVersion;
  }

  /**
   * Translates a condition: a check, or the predicate of a partial index.
   *
   * @param sqlite the expression in SQLite's SQL
   * @param purpose where it will stand
   */
  public Translation condition(String sqlite, Purpose purpose) {
    return translate(sqlite, purpose, (writer, expression) -> writer.condition(expression).sql());
  }

  /**
   * Translates the part of an index.
   *
   * @param sqlite the expression in SQLite's SQL
   * @return an expression in parentheses where PostgreSQL wants them
   */
  public Translation indexPart(String sqlite) {
    return translate(
        sqlite, Purpose.INDEX, (writer, expression) -> "(" + writer.value(expression).sql() + ")");
  }

  /**
   * Translates the default or the generating expression of a column.
   *
   * @param sqlite the expression in SQLite's SQL
   * @param conversion what the column's values became; the result has this type
   * @param purpose where it will stand
   */
  public Translation value(String sqlite, Conversion conversion, Purpose purpose) {
    return translate(sqlite, purpose, (writer, expression) -> writer.as(expression, conversion));
  }

  private Translation translate(
      String sqlite, Purpose purpose, BiFunction<Writer, Expression, String> write) {
    Scope scope = new Scope(this::find, name -> java.util.Optional.empty(), purpose, serverVersion);
    try {
      Expression expression = ExpressionParser.parse(sqlite);
      String sql = write.apply(new Writer(scope), expression);
      return new Translation.Translated(sql, List.copyOf(scope.notes));
    } catch (Refusal refusal) {
      return refusal.translation();
    } catch (CrossfadeException notUnderstood) {
      return new Translation.Refused(
          "cannot be understood: " + notUnderstood.detail(), "Write it again by hand.");
    }
  }

  private @org.jspecify.annotations.Nullable Piece find(
      @org.jspecify.annotations.Nullable String table, String name) {
    return columns.resolve(table, name).map(ExpressionTranslator::piece).orElse(null);
  }

  static Piece piece(TargetColumn column) {
    return Piece.atom(column.sql(), Family.of(column.conversion().type()))
        .from(new Piece.FromColumn(column.conversion(), column.ignoresCase()));
  }
}
