package dev.crossfade.sql.schema;

/** Reads the schema of one living database; each engine has its own. */
public interface SchemaReader {

  /**
   * Reads the schema as it is now.
   *
   * @return tables, views, triggers, and what could not be read with the reason
   * @throws dev.crossfade.core.error.CrossfadeException when the catalogue cannot be read
   */
  SchemaModel read();
}
