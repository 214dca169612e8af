package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Catalog;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a followed file: what the program changed in it since it was taken note of, and how
 * the triggers are brought up to it. A table of which changes may have been missed, or which had
 * rows before its triggers, is noted with the triggers in one transaction: its keys are to be
 * entered into the outbox before anything relies on the tables being equal.
 */
public final class FollowedSchema {
  private final LiveFile file;
  private final Function<SqliteDatabase, Installation> installation;
  private final Runnable renewed;

  /**
   * @param renewed called when what is known of the schema is out of date
   */
  FollowedSchema(
      LiveFile file, Function<SqliteDatabase, Installation> installation, Runnable renewed) {
    this.file = file;
    this.installation = installation;
    this.renewed = renewed;
  }

  /**
   * What changed.
   *
   * @param version of the schema in which it was looked at
   * @param changes empty when nothing did
   */
  public record News(long version, List<SchemaChange> changes) {}

  /**
   * What changed since it was taken note of.
   *
   * @throws CrossfadeException CF-6106 when side tables are gone, without which that is not known
   */
  public News news() {
    return file.snapshot(
        () -> {
          installation.apply(file.reader()).requireInstalled();
          return new News(version(file.reader()), SchemaCheck.changes(file.reader()));
        });
  }

  /** The number that SQLite changes with every change of the schema. */
  public long version() {
    return version(file.reader());
  }

  /**
   * Installs the triggers anew for the plan that the store was opened with, and takes the schema as
   * it is for right, in one durable transaction. The outbox and the control row stay.
   *
   * @param version that the schema must still have
   * @param toEnter targets of the tables whose keys are to be entered
   * @return false when the program has changed the schema again; nothing was done then
   * @throws CrossfadeException CF-6101 when a table cannot be followed
   */
  public boolean renew(long version, Collection<String> toEnter) {
    boolean done =
        file.write(
            () -> {
              Installation found = installation.apply(file.writer());
              found.requireInstalled();
              if (version(file.writer()) != version) {
                return false;
              }
              List<FollowedTable> followed = found.followed();
              found.renew(followed);
              for (FollowedTable table : followed) {
                if (toEnter.contains(table.plan().target())) {
                  file.writer()
                      .execute(
                          "INSERT OR IGNORE INTO crossfade_pending VALUES (?)", table.number());
                }
              }
              return true;
            });
    renewed.run();
    return done;
  }

  /**
   * Takes the schema as it is for right, triggers stay.
   *
   * @param version that the schema must still have
   * @return false when it has another one; nothing was done then
   */
  public boolean note(long version) {
    return file.write(
        () -> {
          if (version(file.writer()) != version) {
            return false;
          }
          SchemaCheck.takeNote(file.writer());
          return true;
        });
  }

  /** Targets of the tables whose keys are still to be entered, or were not all brought over. */
  public List<String> pending() {
    return file.snapshot(
        () -> {
          List<Integer> numbers =
              file.reader().query("SELECT t FROM crossfade_pending ORDER BY t", r -> r.getInt(1));
          return numbers.isEmpty()
              ? List.<String>of()
              : installation.apply(file.reader()).followed().stream()
                  .filter(table -> numbers.contains(table.number()))
                  .map(table -> table.plan().target())
                  .toList();
        });
  }

  /** The keys of these tables were entered and brought over. */
  public void entered(Collection<String> targets) {
    file.write(
        () -> {
          for (FollowedTable table : installation.apply(file.writer()).followed()) {
            if (targets.contains(table.plan().target())) {
              file.writer().execute("DELETE FROM crossfade_pending WHERE t = ?", table.number());
            }
          }
          return true;
        });
  }

  /** Why a table cannot be followed by a plan, or null when it can. */
  public @Nullable String refusal(CollectionPlan plan) {
    return file.snapshot(
        () -> {
          try {
            FollowedTable.of(
                    1,
                    plan,
                    new Catalog(file.reader()).find(plan.source()).orElse(null),
                    file.reader())
                .requireNoNulls(file.reader());
            return null;
          } catch (CrossfadeException e) {
            if (e.code() != ErrorCode.CF_6101) {
              throw e;
            }
            return e.detail();
          }
        });
  }

  private static long version(SqliteDatabase database) {
    return LiveFile.number(database, "PRAGMA schema_version");
  }
}
