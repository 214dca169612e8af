package dev.crossfade.postgres.readback;

import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.sql.dialect.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * A column of a key.
 *
 * @param expression the column as it is ordered and compared
 * @param kind what its values became
 * @param domain the values that it can have, in order; null for text and bytes
 */
record KeyColumn(String expression, Kind kind, @Nullable KeyDomain domain) {

  static KeyColumn of(ColumnPlan column) {
    Kind kind = column.conversion().kind();
    String name = Identifiers.quote(column.target());
    return switch (kind) {
      case TEXT -> new KeyColumn(name + " COLLATE \"C\"", kind, null);
      case BYTES, TEXT_BYTES -> new KeyColumn(name, kind, null);
      default -> new KeyColumn(name, kind, KeyDomain.of(column.conversion()));
    };
  }
}
