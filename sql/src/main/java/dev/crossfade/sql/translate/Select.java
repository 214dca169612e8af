package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query of SQLite: one or more SELECTs joined by set operators, then order and limit. */
record Select(
    List<Named> common, List<Core> cores, List<String> operators, List<Order> order, Limit limit) {

  /** A common table expression. */
  record Named(String name, List<String> columns, Select query) {}

  /** One SELECT. */
  record Core(boolean distinct, List<Result> results, List<Source> from, Filters filters) {}

  /** WHERE, GROUP BY, HAVING. */
  record Filters(
      @Nullable Expression where, List<Expression> groupBy, @Nullable Expression having) {}

  /**
   * A column of the result.
   *
   * @param expression null for a star
   * @param name the alias, or the table of {@code table.*}; null without
   * @param text as written
   */
  record Result(@Nullable Expression expression, @Nullable String name, String text) {}

  /**
   * A table or query in FROM.
   *
   * @param join the words before it, empty for the first
   * @param table its name, null for a query
   * @param query null for a table
   * @param alias null without
   */
  record Source(
      String join,
      @Nullable String table,
      @Nullable Select query,
      @Nullable String alias,
      JoinCondition condition) {}

  /** ON or USING. */
  record JoinCondition(@Nullable Expression on, List<String> using) {}

  /** A term of ORDER BY; nulls is empty when nothing is said. */
  record Order(Expression expression, boolean descending, String nulls) {}

  /** LIMIT and OFFSET. */
  record Limit(@Nullable Expression count, @Nullable Expression offset) {}
}
