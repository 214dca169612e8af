package dev.crossfade.postgres.readback;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.sql.dialect.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statement that reads a table, or a range of its keys. */
final class CopyStatement {
  private final CollectionPlan plan;
  private final String schema;
  private final List<KeyColumn> key;

  CopyStatement(CollectionPlan plan, String schema) {
    this.plan = plan;
    this.schema = schema;
    key = new ArrayList<>();
    if (plan.orderedByKey()) {
      for (int position : plan.keyPositions()) {
        key.add(KeyColumn.of(plan.columns().get(position)));
      }
    }
  }

  String range(KeyRange range) {
    return "COPY (" + query(range) + ") TO STDOUT (FORMAT BINARY)";
  }

  String query(KeyRange range) {
    String select =
        "SELECT "
            + plan.columns().stream()
                .map(ColumnPlan::target)
                .map(Identifiers::quote)
                .collect(Collectors.joining(", "))
            + " FROM "
            + Identifiers.quote(schema, plan.target());
    return select + where(range) + order();
  }

  private String where(KeyRange range) {
    List<String> conditions = new ArrayList<>();
    byte[] after = range.after();
    if (after != null) {
      conditions.add(KeyCondition.after(bounds(after)));
    }
    byte[] upTo = range.upTo();
    if (upTo != null) {
      conditions.add(KeyCondition.upTo(bounds(upTo)));
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private List<KeyBound> bounds(byte[] encodedKey) {
    if (key.isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_9001, "a range of keys of " + plan.target() + ", which is not ordered");
    }
    return KeyBound.of(key, encodedKey);
  }

  private String order() {
    if (key.isEmpty()) {
      return "";
    }
    return key.stream()
        .map(KeyColumn::expression)
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }
}
