package dev.crossfade.cli.live;

import dev.crossfade.cli.data.OpenSource;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.facade.live.Actor;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Migrations;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.Backfill;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.connect.TargetUrl;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live migrations of the chosen target. */
final class OpenLive implements AutoCloseable {
  private final Session session;
  private final ChosenTarget chosen;
  private final LiveWiring wiring;

  private OpenLive(Session session, ChosenTarget chosen) {
    this.session = session;
    this.chosen = chosen;
    wiring = new LiveWiring(chosen);
  }

  static OpenLive open(Session session, TargetOptions options) {
    ChosenTarget chosen = ChosenTarget.open(session, options);
    chosen.connector().requireWritable();
    return new OpenLive(session, chosen);
  }

  /** The target's URL; null when it is the embedded server. */
  @Nullable TargetUrl url() {
    return chosen.choice().isEmbedded() ? null : chosen.url();
  }

  LiveLedger ledger() {
    return wiring.wiring().ledger();
  }

  Wiring wiring() {
    return wiring.wiring();
  }

  Migration migration(MigrationRecord record) {
    return new Migration(wiring.wiring(), record, Actor.here());
  }

  /**
   * The migration that is meant.
   *
   * @param source as the user named it, or null for the only one
   */
  Migration migration(@Nullable String source) {
    if (!isPresent()) {
      throw new CrossfadeException(
          ErrorCode.CF_6302, source == null ? "nothing is followed" : "of " + source);
    }
    ledger().migrate();
    List<MigrationRecord> parts = source == null ? List.of() : parts(source);
    if (parts.size() == 1) {
      return migration(parts.get(0));
    }
    if (!parts.isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_6303,
          String.join(", ", parts.stream().map(MigrationRecord::source).toList()));
    }
    return migration(
        Migrations.require(
            ledger(), source == null ? null : OpenSource.path(session, source).toString()));
  }

  /**
   * The migration that is meant, whose file is followed: no part of an application's store.
   *
   * @throws CrossfadeException CF-7214 when it is one
   */
  Migration followed(@Nullable String source) {
    Migration migration = migration(source);
    if (LaneSource.of(migration).isPresent()) {
      throw new CrossfadeException(ErrorCode.CF_7214, migration.record().source());
    }
    return migration;
  }

  /**
   * The parts of an application's store that are moved, by the place of the store, by part, or by
   * table; none where a migration has the source itself.
   */
  private List<MigrationRecord> parts(String source) {
    List<MigrationRecord> active = active();
    String path = OpenSource.path(session, source).toString();
    if (active.stream().anyMatch(one -> one.source().equals(path))) {
      return List.of();
    }
    return active.stream()
        .filter(
            one ->
                LaneSource.read(one.source())
                    .filter(
                        lane ->
                            lane.place().equals(path)
                                || lane.place().equals(source)
                                || lane.toString().equals(source)
                                || lane.table().equals(source))
                    .isPresent())
        .toList();
  }

  /** Whether a migration, or a part of a store, is known by that name. */
  boolean isKnown(String source) {
    String path = OpenSource.path(session, source).toString();
    return active().stream().anyMatch(one -> one.source().equals(path)) || !parts(source).isEmpty();
  }

  /** The way to the applications that own stores. */
  Owner owner() {
    return new Owner(session, wiring.requests());
  }

  /**
   * The migrations that are meant: all, or one.
   *
   * @param source as the user named it, or null for all
   * @throws CrossfadeException CF-6302 when there is none
   */
  List<Migration> migrations(@Nullable String source) {
    if (source != null) {
      List<MigrationRecord> parts = parts(source);
      return parts.isEmpty()
          ? List.of(migration(source))
          : parts.stream().map(this::migration).toList();
    }
    List<Migration> all = active().stream().map(this::migration).toList();
    if (all.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6302, "nothing is followed");
    }
    return all;
  }

  /** Those that are not retired; looking makes nothing in the target. */
  List<MigrationRecord> active() {
    if (!isPresent()) {
      return List.of();
    }
    // One that an older version made is brought up to date; else this changes nothing.
    ledger().migrate();
    return Migrations.active(ledger());
  }

  /**
   * Refuses a target where rights are missing, before anything is made in it or in a file.
   *
   * @param source that is followed, or is to be
   * @param schema where the tables become visible
   * @throws CrossfadeException CF-3015 with all of them, and the statements that grant them
   */
  void requireRights(Path source, String schema) {
    Connector connector = chosen.connector();
    if (!isPresent()) {
      connector.requireRightsToFollow(schema);
      return;
    }
    connector.requireRightsToGoOn(schema, List.of());
    ledger().migrate();
    Migration begun =
        Migrations.of(ledger(), source.toString())
            .map(this::migration)
            .filter(one -> one.stage() != Stage.LEGACY_ONLY)
            .orElse(null);
    if (begun == null) {
      connector.requireRightsToFollow(schema);
    } else {
      connector.requireRightsToGoOn(
          begun.record().schema(),
          begun.plan().moved().stream().map(CollectionPlan::target).toList());
    }
  }

  /**
   * Refuses names in the target that are taken, before anything is installed.
   *
   * @throws CrossfadeException CF-6202 when another migration uses one, CF-6342 when a table stands
   *     there
   */
  void requireFree(Plan plan, String schema) {
    List<String> tables = plan.moved().stream().map(CollectionPlan::target).toList();
    for (MigrationRecord other : active()) {
      List<String> both =
          wiring().plan().apply(other.planText()).moved().stream()
              .map(CollectionPlan::target)
              .filter(table -> other.schema().equals(schema) && tables.contains(table))
              .toList();
      if (!both.isEmpty()) {
        throw new CrossfadeException(
            ErrorCode.CF_6202,
            schema + "." + String.join(", ", both) + " belongs to " + other.source());
      }
    }
    Backfill.requireFree(wiring().target(), plan, schema);
  }

  private boolean isPresent() {
    return wiring().target().target().relations("crossfade").contains("live_migrations");
  }

  @Override
  public void close() {
    wiring.close();
  }
}
