package dev.crossfade.cli.live;

import dev.crossfade.cli.data.OpenSource;
import dev.crossfade.cli.data.PlanFiles;
import dev.crossfade.cli.data.SelectionOptions;
import dev.crossfade.cli.data.SourceOptions;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.LiveLedger.Snapshots;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Source;
import dev.crossfade.live.Beginning;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Migrations;
import dev.crossfade.live.Side;
import dev.crossfade.live.TakingOver;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.Backfill;
import dev.crossfade.move.MoveOptions;
import dev.crossfade.move.MoveRequest;
import dev.crossfade.move.MoveSource;
import dev.crossfade.postgres.embedded.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the migration of a file, or begins one: plans it, shows what is installed, and asks. */
final class FollowStart {
  private static final int SHOWN = 12;

  private final Session session;
  private final OpenLive live;
  private final String into;
  private final @Nullable String planFile;
  private final SelectionOptions selection;
  private final SnapshotOptions snapshots;
  private final boolean yes;

  FollowStart(
      Session session,
      OpenLive live,
      String into,
      @Nullable String planFile,
      SelectionOptions selection,
      SnapshotOptions snapshots,
      boolean yes) {
    this.session = session;
    this.live = live;
    this.into = into;
    this.planFile = planFile;
    this.selection = selection;
    this.snapshots = snapshots;
    this.yes = yes;
  }

  /**
   * A file that is followed, or can be.
   *
   * @param record as the ledger has it, or as it will be written
   * @param isNew whether it is not written yet
   * @param plan the mapping
   */
  record Found(MigrationRecord record, boolean isNew, Plan plan) {}

  /** Looks for the migration of a file, or plans it; nothing is changed but the control schema. */
  Found find(Path file) {
    if (!Files.exists(file)) {
      throw new CrossfadeException(ErrorCode.CF_2001, file.toString());
    }
    live.requireRights(file, into);
    live.ledger().migrate();
    Optional<MigrationRecord> found = Migrations.of(live.ledger(), file.toString());
    boolean files =
        found
            .map(one -> SnapshotSide.isOfFiles(one.snapshots()))
            .orElse(!OpenSource.isSqlite(file));
    snapshots.check(files);
    if (found.isPresent()) {
      if (!found.get().schema().equals(into)) {
        throw new CrossfadeException(
            ErrorCode.CF_6301, file + " goes into schema " + found.get().schema());
      }
      if (planFile != null || !selection.tables().isEmpty() || !selection.exclude().isEmpty()) {
        session.note(
            "What is followed was chosen when it began; the choice given now is not used.");
      }
      return new Found(found.get(), false, live.migration(found.get()).plan());
    }
    Backfill.Draft draft = draft(file);
    Beginning.requireFollowable(draft.plan());
    live.requireFree(draft.plan(), into);
    draft.notes().forEach(note -> session.note(note.subject() + ": " + note.text()));
    MigrationRecord record = Beginning.record(file.toString(), into, draft.planText());
    if (snapshots.noTriggers || files) {
      record = record.with(snapshots.begin(sidecar(record, files), files));
    }
    return new Found(record, true, draft.plan());
  }

  /**
   * Refuses files that would fill the same table.
   *
   * @throws CrossfadeException CF-6326 with all of them
   */
  static void requireApart(List<Found> files) {
    Map<String, String> owners = new HashMap<>();
    List<String> shared = new ArrayList<>();
    for (Found file : files) {
      for (CollectionPlan collection : file.plan().moved()) {
        String table = file.record().schema() + "." + collection.target();
        String other = owners.putIfAbsent(table, file.record().source());
        if (other != null) {
          shared.add(table + ": " + other + " and " + file.record().source());
        }
      }
    }
    if (!shared.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6326, String.join("\n", shared));
    }
  }

  /** Asks, and writes those that are new. */
  List<Migration> begin(List<Found> files) {
    List<String> fresh =
        files.stream().filter(Found::isNew).map(file -> file.record().source()).toList();
    if (!fresh.isEmpty()
        && !yes
        && files.stream().anyMatch(file -> file.record().snapshots() == null)
        && !new Question(session).agreed("Install this and follow?")) {
      throw new CrossfadeException(ErrorCode.CF_6306, String.join(", ", fresh));
    }
    List<Migration> migrations = new ArrayList<>();
    for (Found file : files) {
      Migration migration = live.migration(file.record());
      if (file.isNew()) {
        live.ledger().save(file.record());
        live.ledger()
            .choose(
                file.record().id(), new LiveLedger.Choice(selection.tables(), selection.exclude()));
        migration.event("begun", "into schema " + into, null);
      } else {
        goOn(migration);
      }
      migrations.add(migration);
    }
    return migrations;
  }

  private void goOn(Migration migration) {
    Snapshots known = migration.record().snapshots();
    if (known == null && snapshots.noTriggers) {
      throw new CrossfadeException(
          ErrorCode.CF_6301,
          migration.record().source() + " is followed by triggers, which stay until it is retired");
    }
    boolean stays = snapshots.noTriggers || SnapshotSide.isOfFiles(known);
    if (known != null && stays && !snapshots.change(known).equals(known)) {
      migration.follow(snapshots.change(known));
    }
    if (known != null && !stays) {
      takeOver(migration);
    }
  }

  private void takeOver(Migration migration) {
    showTriggers(migration.plan(), migration.record().with(null));
    if (!yes && !new Question(session).agreed("Install this, and let triggers take over?")) {
      throw new CrossfadeException(ErrorCode.CF_6306, migration.record().source());
    }
    long keys = new TakingOver(migration, session.cancellation()).run();
    session.note("Triggers follow the file now; " + keys + " keys were written meanwhile.");
  }

  private MoveSource copied(Path file) {
    return OpenSource.open(session, file.toString(), SourceOptions.ofCopy());
  }

  private Backfill.Draft draft(Path file) {
    MoveSource source =
        !OpenSource.isSqlite(file) || snapshots.noTriggers
            ? copied(file)
            : LiveWiring.reading(file, () -> {});
    try (Source open = source.source()) {
      return Backfill.draft(
          new MoveRequest(
              source,
              new MoveOptions(
                  into,
                  MoveOptions.Policies.DEFAULT,
                  MoveOptions.Scope.ALL,
                  selection.tables(),
                  selection.exclude(),
                  new MoveOptions.Effort(1, 100_000)),
              PlanFiles.read(session, planFile, file.toString()),
              made -> PlanYaml.write(made, null),
              new MoveRequest.Dialogue(
                  session.events(), session.cancellation(), question -> false)));
    }
  }

  private Path sidecar(MigrationRecord record, boolean files) {
    Path home = session.surroundings().directory().toAbsolutePath().resolve(".crossfade");
    try {
      OwnerOnly.createDirectories(home);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, home.toString(), e);
    }
    return home.normalize()
        .resolve(
            (files ? SnapshotSide.FILES : SnapshotSide.SQLITE)
                + Path.of(record.source()).getFileName()
                + "-"
                + record.id());
  }

  /** Shows what is to be installed in a file, if it is not yet. */
  void show(Found found) {
    if (!found.isNew()) {
      return;
    }
    Plan plan = found.plan();
    MigrationRecord record = found.record();
    Snapshots compared = record.snapshots();
    if (compared != null) {
      session.note(
          "Followed into schema "
              + into
              + ": "
              + String.join(", ", plan.moved().stream().map(CollectionPlan::source).toList()));
      session.note(
          "Nothing is installed in "
              + record.source()
              + "; digests of its rows are kept in "
              + compared.sidecar());
      try (Side first = live.wiring().first().apply(live.migration(record).scope())) {
        first.requireInstallable();
      }
      return;
    }
    showTriggers(plan, record);
  }

  private void showTriggers(Plan plan, MigrationRecord record) {
    Wiring.Scope scope = live.migration(record).scope();
    List<String> statements;
    try (Side first = live.wiring().first().apply(scope)) {
      first.requireInstallable();
      statements = first.statements();
    }
    session.note(
        "Followed into schema "
            + into
            + ": "
            + String.join(", ", plan.moved().stream().map(CollectionPlan::source).toList()));
    session.note("Installed in " + record.source() + " (" + statements.size() + " statements):");
    int shown = session.verbose() || !yes ? statements.size() : Math.min(SHOWN, statements.size());
    statements.subList(0, shown).forEach(statement -> session.note("  " + statement + ";"));
    if (shown < statements.size()) {
      session.note("  … and " + (statements.size() - shown) + " more (--verbose shows all)");
    }
  }
}
