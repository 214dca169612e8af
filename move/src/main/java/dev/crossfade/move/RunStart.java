package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.RunRecord.State;
import dev.crossfade.core.store.Target;
import dev.crossfade.sql.dialect.Identifiers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides what a run begins with: anew, where an earlier one stopped, or with one that is done. */
final class RunStart {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final MoveRequest request;
  private final Target target;
  private final Clock clock;

  RunStart(MoveRequest request, Target target, Clock clock) {
    this.request = request;
    this.target = target;
    this.clock = clock;
  }

  /**
   * What to begin with.
   *
   * @param run the run, as it stands in the ledger or as it will
   * @param how which of the three
   */
  record Begin(RunRecord run, How how) {}

  /** How a run begins. */
  enum How {
    NEW,
    RESUMED,
    FINISHED
  }

  /**
   * @param replaced what {@code --if-exists replace} would take away
   */
  Begin begin(Prepared prepared, Replacement replaced) {
    Optional<RunRecord> earlier =
        ledger().runs().stream()
            .filter(run -> run.schema().equals(schema()))
            .filter(run -> run.source().equals(request.source().location()))
            .filter(run -> !run.state().isVoid())
            .findFirst();
    if (earlier.isPresent() && isOpen(earlier.get())) {
      Optional<RunRecord> resumed = unfinished(earlier.get(), prepared);
      if (resumed.isPresent()) {
        return new Begin(resumed.get(), How.RESUMED);
      }
    } else if (earlier.isPresent() && isSame(earlier.get(), prepared) && mayReuse(prepared)) {
      return new Begin(earlier.get(), How.FINISHED);
    }
    refuseExisting(prepared, replaced);
    return new Begin(create(prepared), How.NEW);
  }

  private static boolean isOpen(RunRecord run) {
    return run.state() == State.LOADING || run.state() == State.LOADED;
  }

  private Optional<RunRecord> unfinished(RunRecord run, Prepared prepared) {
    switch (policies().unfinished()) {
      case REFUSE ->
          throw new CrossfadeException(
              ErrorCode.CF_5205, "run " + run.id() + " of " + run.source() + " did not end");
      case RESTART -> {
        abandon(run);
        return Optional.empty();
      }
      case RESUME -> {
        if (!isSame(run, prepared)) {
          throw new CrossfadeException(
              ErrorCode.CF_5206,
              "the source, the plan or the options are not those of run " + run.id());
        }
      }
    }
    return Optional.of(run);
  }

  /** Gives an unfinished run up: its staging schema and progress go, its record stays. */
  private void abandon(RunRecord run) {
    Staging.drop(target, run.stagingSchema());
    ledger().forgetProgress(run.id());
    ledger().save(Runs.withState(run, State.ABANDONED, clock.instant()));
  }

  private boolean isSame(RunRecord run, Prepared prepared) {
    return run.sourceDigest().equals(prepared.sourceDigest())
        && run.planText().equals(prepared.planText())
        && run.options().equals(request.options().resultText());
  }

  private boolean mayReuse(Prepared prepared) {
    return policies().ifExists() == MoveOptions.IfExists.FAIL
        && policies().unfinished() != MoveOptions.Unfinished.RESTART
        && existing(prepared).size() == prepared.plan().moved().size();
  }

  private void refuseExisting(Prepared prepared, Replacement replaced) {
    boolean mustExist = request.options().scope() == MoveOptions.Scope.DATA_ONLY;
    Set<String> existing = existing(prepared);
    if (mustExist) {
      if (existing.size() < prepared.plan().moved().size()) {
        throw new CrossfadeException(
            ErrorCode.CF_5208, "not every table of the plan is in schema " + schema());
      }
      existing.forEach(this::requireEmpty);
      return;
    }
    if (existing.isEmpty()) {
      return;
    }
    String named = schema() + "." + String.join(", " + schema() + ".", existing);
    if (policies().ifExists() == MoveOptions.IfExists.FAIL) {
      throw new CrossfadeException(ErrorCode.CF_5204, named);
    }
    replaced.check();
    if (!request
        .dialogue()
        .confirmation()
        .agrees(
            "Replace "
                + EvidenceText.counted(existing.size(), "table")
                + (existing.size() == 1 ? " that exists (" : " that exist (")
                + named
                + ")?")) {
      throw new CrossfadeException(ErrorCode.CF_5204, named);
    }
  }

  private void requireEmpty(String table) {
    target.query(
        "SELECT 1 FROM " + Identifiers.quote(schema(), table) + " LIMIT 1",
        List.of(),
        row -> {
          throw new CrossfadeException(
              ErrorCode.CF_5208, schema() + "." + table + " holds rows already");
        });
  }

  private Set<String> existing(Prepared prepared) {
    Set<String> existing = new HashSet<>(target.relations(schema()));
    Set<String> wanted = new java.util.TreeSet<>();
    for (CollectionPlan collection : prepared.plan().moved()) {
      if (existing.contains(collection.target())) {
        wanted.add(collection.target());
      }
    }
    return wanted;
  }

  private RunRecord create(Prepared prepared) {
    Instant now = clock.instant();
    String suffix = UUID.randomUUID().toString().substring(0, 6);
    String id = ID.format(now) + "-" + suffix;
    RunRecord run =
        new RunRecord(
            id,
            State.LOADING,
            request.source().location(),
            prepared.sourceDigest(),
            schema(),
            "crossfade_staging_" + id.toLowerCase(Locale.ROOT).replace('-', '_'),
            prepared.planText(),
            request.options().resultText(),
            now,
            null,
            null);
    ledger().save(run);
    return run;
  }

  private MoveOptions.Policies policies() {
    return request.options().policies();
  }

  private String schema() {
    return request.options().schema();
  }

  private Ledger ledger() {
    return target.ledger();
  }
}
