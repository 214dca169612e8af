package dev.crossfade.move;

import dev.crossfade.core.store.Target;
import dev.crossfade.sql.schema.SchemaModel;
import java.util.function.Function;

/**
 * A target and how to read its catalogue.
 *
 * @param display the target's URL without password
 * @param target the target
 * @param catalog reads a schema of the living target by its name
 */
public record MoveTarget(String display, Target target, Function<String, SchemaModel> catalog) {}
