package dev.crossfade.sql.convert;

/**
 * What a conversion needs to know of the target.
 *
 * @param schema exact name of the schema in which the bodies of views look for their tables
 * @param serverVersion the server's major version, such as 14
 */
public record ConvertOptions(String schema, int serverVersion) {}
