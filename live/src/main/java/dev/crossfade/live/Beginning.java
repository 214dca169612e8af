package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What a migration begins with. */
public final class Beginning {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Beginning() {}

  /**
   * A record that is not written yet.
   *
   * @param source absolute path
   * @param schema where the tables become visible
   * @param planText the mapping as a plan file
   */
  public static MigrationRecord record(String source, String schema, String planText) {
    Instant now = FaultPoints.clock().instant();
    String id = ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, 6);
    return new MigrationRecord(
        id, source, schema, planText, Stage.LEGACY_ONLY.name(), null, null, now);
  }

  /**
   * Refuses tables whose changes cannot be told apart.
   *
   * @throws CrossfadeException CF-6305 with all of them
   */
  public static void requireFollowable(Plan plan) {
    List<String> refused = new ArrayList<>();
    for (CollectionPlan collection : plan.moved()) {
      String reason = reason(collection);
      if (!reason.isEmpty()) {
        refused.add(collection.source() + ": " + reason);
      }
    }
    if (!refused.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6305, String.join("\n", refused));
    }
    if (plan.moved().isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6305, "the plan moves no table");
    }
  }

  /** Why a table cannot be followed by its plan; empty when it can. */
  static String reason(CollectionPlan collection) {
    if (collection.key().isEmpty()) {
      return "it has no key";
    }
    if (collection.where() != null) {
      return "its plan has a condition, and rows that begin or cease to meet it could not be told";
    }
    for (int position : collection.keyPositions()) {
      if (position < 0) {
        return "a column of its key is not in the plan";
      }
      if (collection.columns().get(position).nullable()) {
        return "its key column " + collection.columns().get(position).source() + " may be NULL";
      }
    }
    return "";
  }
}
