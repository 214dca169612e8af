package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table or query in FROM, with the name that the rest of the query knows it by.
 *
 * @param alias the source's name for it
 * @param qualifier quoted, of the target
 * @param columns without qualifier
 */
record Relation(String alias, String qualifier, List<TargetTable.Column> columns) {

  boolean isNamed(String name) {
    return AsciiCase.same(alias, name);
  }

  @Nullable Piece find(String name) {
    for (TargetTable.Column column : columns) {
      if (AsciiCase.same(column.source(), name)) {
        return piece(column);
      }
    }
    return null;
  }

  Piece piece(TargetTable.Column column) {
    TargetColumn target = column.target();
    return ExpressionTranslator.piece(
        new TargetColumn(
            qualifier + "." + target.sql(), target.conversion(), target.ignoresCase()));
  }

  /** A column of a query's result, known by the type that its expression has. */
  static TargetTable.Column column(String name, Piece piece) {
    Conversion conversion = piece.conversion();
    Conversion known =
        conversion != null
            ? conversion
            : Conversion.of(
                switch (piece.family()) {
                  case BOOLEAN -> Kind.INTEGER_FLAG;
                  case SHORT, INTEGER -> Kind.INTEGER;
                  case NUMERIC -> Kind.NUMBER_DECIMAL;
                  case DOUBLE -> Kind.DOUBLE;
                  case BYTES -> Kind.BYTES;
                  case JSONB -> Kind.TEXT_JSONB;
                  case JSON -> Kind.TEXT_JSON;
                  case UUID -> Kind.TEXT_UUID;
                  case DATE -> Kind.TEXT_DATE;
                  case TIMESTAMPTZ -> Kind.EPOCH_SECONDS;
                  case TEXT, TIMESTAMP, UNKNOWN -> Kind.TEXT;
                });
    return new TargetTable.Column(
        name, new TargetColumn(Identifiers.quote(name), known, piece.ignoresCase()));
  }
}
