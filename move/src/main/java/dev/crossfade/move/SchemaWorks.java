package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;

/** Makes the statements of a run from the source's schema and the plan. */
final class SchemaWorks {
  private SchemaWorks() {}

  static SchemaWork of(MoveSource source, Plan plan, String schema) {
    throw new UnsupportedOperationException();
  }
}
