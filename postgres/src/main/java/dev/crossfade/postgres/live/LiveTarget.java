package dev.crossfade.postgres.live;

import dev.crossfade.core.plan.CollectionPlan;
import java.util.List;

/**
 * Which tables a store of a live migration consists of.
 *
 * @param migration id of the migration
 * @param schema where its tables are now: the staging schema until they are published
 * @param collections those that are followed, each with a key
 */
public record LiveTarget(String migration, String schema, List<CollectionPlan> collections) {}
