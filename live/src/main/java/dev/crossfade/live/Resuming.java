package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import java.util.List;
import java.util.Objects;

/**
 * Lets a paused migration go on. If the program changed what needed a person, that is taken over
 * first: triggers are made again, every key of the tables concerned is brought over, and they are
 * compared.
 */
public final class Resuming {
  private final Migration migration;
  private final Console console;

  /**
   * @param migration paused, or not
   */
  public Resuming(Migration migration, Console console) {
    this.migration = migration;
    this.console = console;
  }

  /**
   * Goes on.
   *
   * @param retake tables, as the file names them, that are dropped in the target and made anew from
   *     the file as it is; one that the file has no more is followed no more
   * @throws CrossfadeException CF-6331 when more must be agreed to, CF-6302 when a table is not
   *     followed
   */
  public void run(List<String> retake) {
    requireFollowed(retake);
    if (migration.stage() == Stage.LEGACY_ONLY) {
      migration.resume();
      return;
    }
    try (Handover lease = Handover.take(migration, console.cancellation())) {
      Objects.requireNonNull(lease);
      if (!retake.isEmpty() || changed()) {
        new SchemaTakeOver(migration, true, retake).run();
      }
      try (Migration.Pair pair = migration.pair()) {
        new SchemaSettling(migration, console).run(pair);
      }
      migration.resume();
    }
  }

  private void requireFollowed(List<String> retake) {
    for (String table : retake) {
      if (migration.plan().moved().stream().map(CollectionPlan::source).noneMatch(table::equals)) {
        throw new CrossfadeException(ErrorCode.CF_6302, "no table " + table + " is followed");
      }
    }
  }

  private boolean changed() {
    try (Migration.Pair pair = migration.pair()) {
      return pair.first() instanceof ChangingSide side
          && side.news().changes().stream()
              .anyMatch(change -> change.kind() != ChangingSide.Kind.HARMLESS);
    }
  }
}
