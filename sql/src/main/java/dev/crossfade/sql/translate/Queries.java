package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;

/** Queries within expressions. */
final class Queries {
  private static final String ADVICE = "Write it again by hand.";

  private final Writer writer;

  Queries(Writer writer) {
    this.writer = writer;
  }

  Piece in(Expression.InQuery in) {
    writer.scope.requireQuery("a query within an expression");
    throw new Refusal("asks a query within an expression", ADVICE + in.query().exists());
  }

  Piece subquery(Expression.Subquery query) {
    writer.scope.requireQuery("a query within an expression");
    throw new Refusal("asks a query within an expression", ADVICE + query.exists());
  }
}
