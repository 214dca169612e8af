package dev.crossfade.core.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code move} in the control schema.
 *
 * @param id sortable by time and unique
 * @param state where it stands
 * @param source location as the user gave it
 * @param sourceDigest digest of the whole content, 32 hexadecimal digits
 * @param schema the schema that the tables are for
 * @param stagingSchema where they are loaded
 * @param planText the plan as a plan file
 * @param options the options that change the result, as text
 * @param startedAt when it began
 * @param finishedAt when it ended, or null
 * @param reportJson the report's JSON document, or null before the end
 */
public record RunRecord(
    String id,
    State state,
    String source,
    String sourceDigest,
    String schema,
    String stagingSchema,
    String planText,
    String options,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String reportJson) {

  /** Where a run stands. */
  public enum State {
    /** Copying into the staging schema; can be resumed. */
    LOADING,
    /** Everything is copied and constrained; not yet visible. */
    LOADED,
    /** Visible; not yet proven or not proven equal. */
    PUBLISHED,
    /** Visible and proven. */
    PROVEN,
    /** Ended without anything visible, since records did not fit. */
    FAILED,
    /** Given up by {@code --restart}. */
    ABANDONED;

    /** Whether the run left nothing behind: nothing visible, and nothing to go on with. */
    public boolean isVoid() {
      return this == FAILED || this == ABANDONED;
    }
  }
}
