package dev.crossfade.core.live;

import java.util.EnumSet;
import java.util.Set;

/** Faults that are planted to see that the exploration finds them, and where it does. */
enum Bug {
  OUTBOX_WRITTEN_AFTER_THE_WRITE("follow"),
  APPLIER_RUNS_DURING_BACKFILL("follow"),
  APPLY_WITHOUT_COMPARE_AND_SET("follow"),
  VERSION_READ_AFTER_THE_SNAPSHOT("follow"),
  OUTBOX_TRIMMED_BY_KEY("follow"),
  SOURCE_NOT_SYNCED_BEFORE_APPLY("power"),
  FENCE_NOT_DURABLE("dark"),
  FENCE_CHECKED_OUTSIDE_THE_WRITE("switch"),
  OPENED_BEFORE_DRAINED("switch"),
  OPENED_WITHOUT_ITS_BALLOT("quarrel"),
  SOURCE_REOPENED_WITHOUT_ASKING("quarrel"),
  SOURCE_REOPENED_WHOEVER_CLOSED_IT("quarrel"),
  PASS_AGAINST_THE_EPOCHS("dark"),
  TRIMS_NOT_DURABLE_BEFORE_OPENING("dark"),
  TARGET_NOT_DURABLE_BEFORE_TRIM("dark"),

  // Beyond protocol_model.py: what only the code as built can get wrong.
  OPENED_TWICE_BY_ONE_BALLOT("twice"),
  OPENED_BEFORE_THE_BACKFILL("early"),
  CONFIRMED_BACKWARDS("follow"),
  ALARM_WITHOUT_ASKING_AGAIN("follow"),

  // The record of keys that changed since they were verified.
  NOT_RECORDED("verify"),
  RECORDED_AFTER_THE_PASS("verify"),
  RECORDED_TOO_LATE("verify"),
  TAKEN_OFF_WHATEVER_CAME_LATER("verify"),
  TAKEN_OFF_THOUGH_RECORDED_AGAIN("verify");

  final String scenario;

  Bug(String scenario) {
    this.scenario = scenario;
  }

  /** What to plant to see the harm: where two guards stand against it, both must fail. */
  Set<Bug> planted() {
    return switch (this) {
      case PASS_AGAINST_THE_EPOCHS -> EnumSet.of(this, TRIMS_NOT_DURABLE_BEFORE_OPENING);
      case TRIMS_NOT_DURABLE_BEFORE_OPENING -> EnumSet.of(this, PASS_AGAINST_THE_EPOCHS);
      case FENCE_NOT_DURABLE -> EnumSet.of(this, TRIMS_NOT_DURABLE_BEFORE_OPENING);
      case OPENED_BEFORE_THE_BACKFILL -> EnumSet.of(this, APPLIER_RUNS_DURING_BACKFILL);
      default -> EnumSet.of(this);
    };
  }
}
