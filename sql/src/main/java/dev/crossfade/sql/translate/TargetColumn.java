package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sql.dialect.Identifiers;

/**
 * A column of the source as it is in the target.
 *
 * @param sql how to write the column in the target, quoted, qualified where that is needed
 * @param conversion what its values became
 * @param ignoresCase declared COLLATE NOCASE in the source
 */
public record TargetColumn(String sql, Conversion conversion, boolean ignoresCase) {

  /** A column without collation, by its exact name in the target. */
  public static TargetColumn of(String name, Conversion conversion) {
    return new TargetColumn(Identifiers.quote(name), conversion, false);
  }
}
