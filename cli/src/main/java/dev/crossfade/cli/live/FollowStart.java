package dev.crossfade.cli.live;

import dev.crossfade.cli.data.OpenSource;
import dev.crossfade.cli.data.PlanFiles;
import dev.crossfade.cli.data.SelectionOptions;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Source;
import dev.crossfade.live.Beginning;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Migrations;
import dev.crossfade.live.Side;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.Backfill;
import dev.crossfade.move.MoveOptions;
import dev.crossfade.move.MoveRequest;
import dev.crossfade.move.MoveSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the migration of a file, or begins one: plans it, shows what is installed, and asks. */
final class FollowStart {
  private static final int SHOWN = 12;

  private final Session session;
  private final OpenLive live;
  private final Path file;
  private final String into;
  private final @Nullable String planFile;
  private final SelectionOptions selection;
  private final boolean yes;

  FollowStart(
      Session session,
      OpenLive live,
      Path file,
      String into,
      @Nullable String planFile,
      SelectionOptions selection,
      boolean yes) {
    this.session = session;
    this.live = live;
    this.file = file;
    this.into = into;
    this.planFile = planFile;
    this.selection = selection;
    this.yes = yes;
  }

  Migration findOrBegin() {
    if (!Files.exists(file)) {
      throw new CrossfadeException(ErrorCode.CF_2001, file.toString());
    }
    live.ledger().migrate();
    Optional<MigrationRecord> found = Migrations.of(live.ledger(), file.toString());
    if (found.isPresent()) {
      if (!found.get().schema().equals(into)) {
        throw new CrossfadeException(
            ErrorCode.CF_6301, file + " goes into schema " + found.get().schema());
      }
      if (planFile != null || !selection.tables().isEmpty() || !selection.exclude().isEmpty()) {
        session.note(
            "What is followed was chosen when it began; the choice given now is not used.");
      }
      return live.migration(found.get());
    }
    return begin();
  }

  private Migration begin() {
    Backfill.Draft draft = draft();
    Beginning.requireFollowable(draft.plan());
    draft.notes().forEach(note -> session.note(note.subject() + ": " + note.text()));
    MigrationRecord record = Beginning.record(file.toString(), into, draft.planText());
    show(draft.plan(), record);
    if (!yes && !new Question(session).agreed("Install this and follow?")) {
      throw new CrossfadeException(ErrorCode.CF_6306, file.toString());
    }
    live.ledger().save(record);
    live.ledger()
        .choose(record.id(), new LiveLedger.Choice(selection.tables(), selection.exclude()));
    Migration migration = live.migration(record);
    migration.event("begun", "into schema " + into, null);
    return migration;
  }

  private Backfill.Draft draft() {
    MoveSource named = OpenSource.open(session, file.toString());
    try (Source open = named.source()) {
      if (named.schema() == null) {
        throw new CrossfadeException(ErrorCode.CF_6304, file.toString());
      }
    }
    MoveSource source = LiveWiring.reading(file, () -> {});
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
              PlanFiles.read(session, planFile),
              made -> PlanYaml.write(made, null),
              new MoveRequest.Dialogue(
                  session.events(), session.cancellation(), question -> false)));
    }
  }

  private void show(Plan plan, MigrationRecord record) {
    Wiring.Scope scope = live.migration(record).scope();
    List<String> statements;
    try (Side first = live.wiring().first().apply(scope)) {
      statements = first.statements();
    }
    session.note(
        "Followed into schema "
            + into
            + ": "
            + String.join(", ", plan.moved().stream().map(CollectionPlan::source).toList()));
    session.note("Installed in " + file + " (" + statements.size() + " statements):");
    int shown = session.verbose() || !yes ? statements.size() : Math.min(SHOWN, statements.size());
    statements.subList(0, shown).forEach(statement -> session.note("  " + statement + ";"));
    if (shown < statements.size()) {
      session.note("  … and " + (statements.size() - shown) + " more (--verbose shows all)");
    }
  }
}
