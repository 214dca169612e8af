package dev.crossfade.sql.schema;

/**
 * Something of the database that cannot be carried to another.
 *
 * @param kind a word or two, such as {@code virtual table}
 * @param name exact name
 * @param reason why, in one sentence
 * @param advice what the user can do instead, in one or more sentences
 */
public record RefusedObject(String kind, String name, String reason, String advice) {}
