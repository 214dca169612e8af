package dev.crossfade.sqlite;

import dev.crossfade.sql.schema.ForeignKeyModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The foreign keys of all tables as SQLite's PRAGMA tells them: without names and timing. */
final class PragmaForeignKeys {
  private static final String QUERY = Resources.sql("foreign-keys");

  private final Map<String, Map<Integer, List<Part>>> parts = new HashMap<>();

  private record Part(String table, String from, @Nullable String to, Actions actions) {}

  private record Actions(String update, String delete) {}

  PragmaForeignKeys(SqliteDatabase database) {
    database.query(
        QUERY,
        row ->
            parts
                .computeIfAbsent(row.getString("table_name"), name -> new LinkedHashMap<>())
                .computeIfAbsent(row.getInt("id"), id -> new ArrayList<>())
                .add(
                    new Part(
                        row.getString("table"),
                        row.getString("from"),
                        row.getString("to"),
                        new Actions(row.getString("on_update"), row.getString("on_delete")))));
  }

  /** Those that leave a table, in the order in which they were declared. */
  List<ForeignKeyModel> of(Table table) {
    return parts.getOrDefault(table.name(), Map.of()).values().stream()
        .map(PragmaForeignKeys::foreignKey)
        .toList();
  }

  private static ForeignKeyModel foreignKey(List<Part> parts) {
    Part first = parts.get(0);
    List<String> to = parts.stream().map(Part::to).flatMap(Stream::ofNullable).toList();
    return new ForeignKeyModel(
        null,
        parts.stream().map(Part::from).toList(),
        new ForeignKeyModel.Reference(first.table(), to),
        new ForeignKeyModel.Rules(
            action(first.actions().update()),
            action(first.actions().delete()),
            ForeignKeyModel.Timing.NOT_DEFERRABLE),
        true);
  }

  private static ForeignKeyModel.Action action(String words) {
    return Stream.of(ForeignKeyModel.Action.values())
        .filter(action -> action.sql().equals(words))
        .findFirst()
        .orElse(ForeignKeyModel.Action.NO_ACTION);
  }
}
