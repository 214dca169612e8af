package dev.crossfade.sql.convert;

import dev.crossfade.sql.schema.SchemaModel;
import java.util.List;

/**
 * The schema that the target shall have.
 *
 * @param schema in PostgreSQL's dialect; every constraint and index has a name
 * @param notes what was renamed, changed or refused
 */
public record TargetSchema(SchemaModel schema, List<Note> notes) {
  /** Copies the list. */
  public TargetSchema {
    notes = List.copyOf(notes);
  }
}
