package dev.crossfade.sql.schema;

/**
 * A trigger.
 *
 * @param name exact name, unquoted
 * @param table the table or view that it watches
 * @param timing when and upon what it fires, in words of SQL, for example {@code AFTER UPDATE OF
 *     price}
 * @param sql the whole statement that made it, in the dialect of the database
 */
public record TriggerModel(String name, String table, String timing, String sql) {}
