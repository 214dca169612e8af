package dev.crossfade.move;

import dev.crossfade.core.store.Source;
import dev.crossfade.sql.schema.SchemaModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source and what only some sources know of themselves.
 *
 * @param location as the user gave it
 * @param source the opened source
 * @param schema keys, constraints and indexes as the source declares them; null for files
 * @param sequences the last number that was drawn for a table's key, by table; may be empty
 * @param sideFiles files that reading leaves beside the source; usually empty
 */
public record MoveSource(
    String location,
    Source source,
    @Nullable SchemaModel schema,
    Map<String, Long> sequences,
    List<String> sideFiles) {}
