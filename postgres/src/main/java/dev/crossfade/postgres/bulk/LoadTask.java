package dev.crossfade.postgres.bulk;

import dev.crossfade.core.plan.CollectionPlan;

/**
 * What a loader loads.
 *
 * @param plan the collection
 * @param schema where its table is
 * @param runId the run that checkpoints and dead letters belong to
 */
public record LoadTask(CollectionPlan plan, String schema, String runId) {}
