package dev.crossfade.postgres.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.Identifiers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements by which a pass comes into one table. Its rows come in by a temporary table with
 * the plan's columns, its keys by another one with the key's. Both are emptied by every commit, so
 * that behind a pooler nobody meets rows of another transaction; their names hold a digest of what
 * they look like, so that one that is there already is the right one.
 */
final class TableSql {
  private static final int DIGEST_BYTES = 10;

  private final String table;
  private final List<ColumnPlan> columns;
  private final List<ColumnPlan> key;
  private final String rows;
  private final String keys;

  TableSql(String migration, String schema, CollectionPlan plan) {
    table = Identifiers.quote(schema, plan.target());
    columns = plan.columns();
    key = keyColumns(plan);
    String digest = digest(migration + "\0" + table + "\0" + definition(columns));
    rows = "pg_temp." + Identifiers.quote("crossfade_rows_" + digest);
    keys = "pg_temp." + Identifiers.quote("crossfade_keys_" + digest);
  }

  static List<ColumnPlan> keyColumns(CollectionPlan plan) {
    return Arrays.stream(plan.keyPositions()).mapToObj(plan.columns()::get).toList();
  }

  /** The table itself. */
  String table() {
    return table;
  }

  /** Where rows come in. */
  String rows() {
    return rows;
  }

  /** Where keys come in. */
  String keys() {
    return keys;
  }

  String createRows() {
    return create(rows, columns);
  }

  String createKeys() {
    return create(keys, key);
  }

  /** The keys of the rows that came in; {@code s} is where they lie. */
  String selectKeys() {
    return "SELECT " + names(key) + " FROM " + rows + " AS s";
  }

  /** The rows of the keys that came in. */
  String selectRowsOfKeys() {
    return "SELECT "
        + columns.stream().map(column -> "t." + name(column)).collect(Collectors.joining(", "))
        + " FROM "
        + keys
        + " AS s JOIN "
        + table
        + " AS t ON "
        + sameKey("t", "s");
  }

  /** Deletes the keys that came in. */
  String deleteKeys() {
    return delete(keys + " AS s");
  }

  /** Deletes the keys that are parameters, an array a column. */
  String deleteKeysOfArrays() {
    return delete(arrays(key));
  }

  /** Takes the keys away of which rows came in as well. */
  String forgetKeysOfRows() {
    return "DELETE FROM " + keys + " AS t USING " + rows + " AS s WHERE " + sameKey("t", "s");
  }

  /** Deletes every row whose key came in neither by a row nor as a key that is to stay. */
  String deleteOthers() {
    return "DELETE FROM "
        + table
        + " AS t WHERE NOT EXISTS (SELECT FROM "
        + rows
        + " AS s WHERE "
        + sameKey("t", "s")
        + ") AND NOT EXISTS (SELECT FROM "
        + keys
        + " AS s WHERE "
        + sameKey("t", "s")
        + ")";
  }

  /** Updates in place what differs in a single bit, and inserts what is new. */
  String upsert() {
    return upsert(rows + " AS s");
  }

  /** The same with rows that are parameters, an array a column. */
  String upsertOfArrays() {
    return upsert(arrays(columns));
  }

  private String upsert(String from) {
    return insert(from)
        + " ON CONFLICT ("
        + names(key)
        + ") DO UPDATE SET "
        + columns.stream()
            .map(column -> name(column) + " = excluded." + name(column))
            .collect(Collectors.joining(", "))
        + " WHERE ("
        + image("t")
        + ") OPERATOR(pg_catalog.*<>) ("
        + image("excluded")
        + ")";
  }

  /** Deletes the keys of the rows that came in. */
  String deleteRows() {
    return delete(rows + " AS s");
  }

  /** Inserts the rows that came in. */
  String insertRows() {
    return insert(rows + " AS s");
  }

  private String delete(String from) {
    return "DELETE FROM " + table + " AS t USING " + from + " WHERE " + sameKey("t", "s");
  }

  private static String arrays(List<ColumnPlan> columns) {
    return columns.stream()
        .map(column -> "?")
        .collect(Collectors.joining(", ", "unnest(", ") AS s (" + names(columns) + ")"));
  }

  private String insert(String from) {
    return "INSERT INTO "
        + table
        + " AS t ("
        + names(columns)
        + ") OVERRIDING SYSTEM VALUE SELECT "
        + names(columns)
        + " FROM "
        + from;
  }

  /** A row whose parts are compared by their stored bytes: also json has these, and -0.0. */
  private String image(String from) {
    return columns.stream()
        .map(column -> from + "." + name(column))
        .collect(Collectors.joining(", ", "ROW(", ")::record"));
  }

  private String sameKey(String left, String right) {
    return key.stream()
        .map(column -> left + "." + name(column) + " = " + right + "." + name(column))
        .collect(Collectors.joining(" AND "));
  }

  private static String create(String name, List<ColumnPlan> columns) {
    return "CREATE TABLE IF NOT EXISTS "
        + name
        + " ("
        + definition(columns)
        + ") ON COMMIT DELETE ROWS";
  }

  private static String definition(List<ColumnPlan> columns) {
    return columns.stream()
        .map(column -> name(column) + " " + column.conversion().type())
        .collect(Collectors.joining(", "));
  }

  private static String names(List<ColumnPlan> columns) {
    return Identifiers.quoteAll(columns.stream().map(ColumnPlan::target).toList());
  }

  private static String name(ColumnPlan column) {
    return Identifiers.quote(column.target());
  }

  /** A short digest of a text, for names. */
  static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
