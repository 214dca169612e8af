package dev.crossfade.move;

import dev.crossfade.core.store.Source;
import dev.crossfade.sql.schema.SchemaModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source and what only some sources know of themselves.
 *
 * @param location as the user gave it
 * @param source the opened source
 * @param schema keys, constraints and indexes as the source declares them; null for files
 * @param sideFiles files that reading leaves beside the source; usually empty
 */
public record MoveSource(
    String location, Source source, @Nullable SchemaModel schema, List<String> sideFiles) {}
