package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file that a program of any kind goes on using, as a store of a live migration. Side
 * tables and triggers in the file do the work in the program's own transactions.
 *
 * <p>All transactions here are short. While a store is open, nothing else in this process may open
 * and close the file but through SQLite: that would drop the locks which SQLite holds on it.
 */
public final class SqliteLiveStore implements LiveStore {
  private final LiveFile file;
  private final FollowedTables tables;
  private final Taking taking;
  private final CommitWait commits;
  private final ChangedKeysOfFile changed;

  /**
   * How to follow a file.
   *
   * @param migration id of the migration; a file takes part in one
   * @param destination where the data goes, without a password: what a program is told that writes
   *     while the file is closed
   * @param busyTimeout how long to wait for a program that holds the file locked
   */
  public record Options(String migration, String destination, Duration busyTimeout) {
    /** Waits 5 seconds. */
    public Options(String migration, String destination) {
      this(migration, destination, Duration.ofSeconds(5));
    }
  }

  private SqliteLiveStore(
      Path path, List<CollectionPlan> plans, Options options, Supplier<Spool> spools) {
    this.file = new LiveFile(path, options.busyTimeout());
    this.tables = new FollowedTables(options, plans);
    this.taking = new Taking(file, tables, spools);
    this.commits = new CommitWait(file);
    this.changed = new ChangedKeysOfFile(file, tables, spools);
  }

  /**
   * Opens a file. Nothing is written to it, unless its side tables are of an older program: those
   * are brought to this one's format.
   *
   * @param path as the user gave it
   * @param plans the collections to follow, skipped ones left out
   * @param spools makes spools for rows on their way
   * @throws CrossfadeException when the file cannot be opened, another migration follows it, or its
   *     side tables are of a newer program
   */
  public static SqliteLiveStore open(
      Path path, List<CollectionPlan> plans, Options options, Supplier<Spool> spools) {
    SqliteLiveStore store = new SqliteLiveStore(path, plans, options, spools);
    try {
      store.requireOurs();
      return store;
    } catch (CrossfadeException e) {
      store.close();
      throw e;
    }
  }

  private void requireOurs() {
    boolean old =
        file.snapshot(
            () -> {
              tables.installation(file.reader()).requireOurs();
              SideTables side = new SideTables(file.reader());
              return side.anyPresent() && side.missing().isEmpty() && side.isOlder();
            });
    if (old) {
      file.write(
          () -> {
            tables.installation(file.writer()).migrate();
            return true;
          });
    }
  }

  /** Whether side tables and triggers of this migration are in the file. */
  public boolean isInstalled() {
    return file.snapshot(() -> tables.installation(file.reader()).isInstalled());
  }

  /**
   * Checks that the file and its directory can be written. A change is begun for that, and taken
   * back.
   *
   * @throws CrossfadeException CF-6103, CF-2018 when they cannot, CF-2015 when somebody holds it
   *     locked
   */
  public void requireWritable() {
    file.rehearse(() -> file.writer().execute("CREATE TABLE crossfade_rehearsal(a)"));
  }

  /**
   * The SQL that {@link #install} runs, in order, to be shown before.
   *
   * @throws CrossfadeException CF-6101 when a table cannot be followed
   */
  public List<String> installation() {
    return file.snapshot(
        () -> {
          Installation installation = tables.installation(file.reader());
          return installation.statements(installation.followed());
        });
  }

  /**
   * Installs side tables and triggers in one durable transaction; does nothing when they are there.
   * From then on the store is open and records what is written.
   */
  public void install() {
    file.write(
        () -> {
          Installation installation = tables.installation(file.writer());
          if (!installation.isInstalled()) {
            installation.install(installation.followed());
          }
          return true;
        });
  }

  /**
   * Goes on as another store did that held the same rows: takes its control row and passes over.
   *
   * @param state open
   */
  public void adopt(StoreState state, PreparedPasses passes) {
    file.write(
        () -> {
          tables.installation(file.writer()).requireInstalled();
          ControlRow.write(file.writer(), state);
          ControlRow.adopt(file.writer(), passes);
          return true;
        });
  }

  /**
   * Installs the triggers anew for the plan that the store was opened with, and makes side tables
   * again that somebody dropped: what they held is lost, so both stores must be compared
   * afterwards.
   *
   * @param confirmed the pass that the other store shows, which must be known here; or null
   * @throws CrossfadeException CF-6344 when the control row is among what is lost
   */
  public void reinstall(@Nullable String confirmed) {
    file.write(
        () -> {
          ControlRow.requireThere(file.writer());
          tables.installation(file.writer()).mend();
          ControlRow.recognize(file.writer(), confirmed);
          return true;
        });
    tables.forget();
  }

  /**
   * Removes side tables and triggers without a trace, damaged or not, and brings parked triggers
   * back.
   */
  public void remove() {
    file.write(
        () -> {
          Installation installation = tables.installation(file.writer());
          installation.requireOurs();
          if (new SideTables(file.writer()).anyPresent()) {
            installation.remove();
          }
          return true;
        });
  }

  /** The file's schema, and the triggers' state; good as long as this store is. */
  public FollowedSchema schema() {
    return new FollowedSchema(file, tables::installation, tables::forget);
  }

  @Override
  public void requireIntact() {
    state();
    file.snapshot(
        () -> {
          tables.check(file.reader());
          return true;
        });
  }

  @Override
  public String name() {
    return String.valueOf(file.path().getFileName());
  }

  @Override
  public StoreState state() {
    return ControlRow.state(file.reader());
  }

  @Override
  public Look look() {
    return ControlRow.look(file.reader());
  }

  @Override
  public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    return file.write(
        () -> {
          StoreState before = ControlRow.state(file.writer());
          Optional<StoreState> after = decision.apply(before);
          after.ifPresent(state -> change(before, state));
          return after;
        });
  }

  private void change(StoreState before, StoreState after) {
    if (Rules.switched(before, after)) {
      tables.check(file.writer());
    }
    ControlRow.write(file.writer(), after);
    if (before.open() && !after.open()) {
      ParkedTriggers.park(file.writer());
    } else if (!before.open() && after.open()) {
      ParkedTriggers.restore(file.writer());
    }
  }

  @Override
  public Changes take(TakeRequest request) {
    commits.taking();
    return taking.take(request);
  }

  @Override
  public boolean readsInKeyOrder(CollectionPlan plan) {
    return file.snapshot(() -> tables.of(file.reader(), plan).order(file.reader()) != null);
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    Applied applied = file.write(() -> applied(changes, seenVersion));
    file.checkpoint();
    return applied;
  }

  private Applied applied(Changes changes, long seenVersion) {

    tables.check(file.writer());
    if (!ControlRow.state(file.writer()).open()) {
      // What the program made since it was closed would do once more what passes bring.
      ParkedTriggers.park(file.writer());
    }
    PassWriter writer = new PassWriter(file.writer(), tables.all(file.writer()));
    Applied applied = writer.apply(changes, seenVersion);
    changed.recorded(writer.recorded());
    return applied;
  }

  @Override
  public void trim(Changes changes) {
    if (changes.entries().size() == 0) {
      return;
    }
    file.writeLazily(
        () -> {
          Outbox.remove(file.writer(), changes.entries());
          ControlRow.confirm(file.writer(), changes.passId());
          return true;
        });
    checkpointWhileOpen();
  }

  // Within a barrier writers wait for whatever takes time.
  private void checkpointWhileOpen() {
    if (state().open()) {
      file.checkpoint();
    }
  }

  @Override
  public void sync() {
    // A transaction that changes nothing would sync nothing.
    file.write(() -> file.writer().execute("UPDATE crossfade_control SET synced = synced + 1"));
    checkpointWhileOpen();
  }

  @Override
  public void touch(Map<CollectionPlan, List<byte[]>> keys) {
    file.write(
        () -> {
          tables.check(file.writer());
          if (!ControlRow.state(file.writer()).open()) {
            throw new CrossfadeException(ErrorCode.CF_6308, name() + " is closed");
          }
          keys.forEach(
              (plan, some) -> Outbox.add(file.writer(), tables.of(file.writer(), plan), some));
          return true;
        });
  }

  @Override
  public long backlog() {
    return file.snapshot(() -> Outbox.size(file.reader()));
  }

  @Override
  public long deadKeys() {
    return file.snapshot(
        () -> LiveFile.number(file.reader(), "SELECT count(*) FROM crossfade_dead"));
  }

  @Override
  public long acceptedDeadKeys() {
    return DeadKeys.accepted(file.reader());
  }

  @Override
  public List<DeadKey> listDeadKeys(int limit) {
    return file.snapshot(
        () -> {
          List<DeadKey> keys = new ArrayList<>();
          for (FollowedTable table : tables.all(file.reader())) {
            keys.addAll(DeadKeys.list(file.reader(), table, limit - keys.size()));
          }
          return keys;
        });
  }

  @Override
  public void acceptDeadKeys(Map<CollectionPlan, List<byte[]>> keys, boolean accepted) {
    file.write(
        () -> {
          keys.forEach(
              (plan, some) -> {
                FollowedTable table = tables.of(file.writer(), plan);
                for (byte[] key : some) {
                  if (!DeadKeys.accept(file.writer(), table, key, accepted)) {
                    throw new CrossfadeException(ErrorCode.CF_6324, "in " + plan.target());
                  }
                }
              });
          return true;
        });
  }

  @Override
  public List<byte[]> deadKeys(CollectionPlan plan, KeyRange range) {
    return file.snapshot(() -> DeadKeys.read(file.reader(), tables.of(file.reader(), plan), range));
  }

  /**
   * Waits until the outbox holds entries, those from before included.
   *
   * @return whether it does
   */
  @Override
  public boolean awaitCommit(Duration limit) {
    return commits.await(limit);
  }

  /**
   * Reads a range in the key's order in one snapshot, which lasts until the scan is closed: at most
   * one at a time.
   */
  @Override
  public @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version) {
    SqliteDatabase scanner = file.scanner();
    return RangeScan.open(scanner, tables.of(file.reader(), plan), range, version);
  }

  @Override
  public @Nullable RowScan read(Picked picked, long version) {
    return changed.read(picked, version);
  }

  @Override
  public void recordChanges() {
    changed.begin();
  }

  @Override
  public ChangedKeys recorded() {
    return changed.count();
  }

  @Override
  public List<ChangedKey> changedKeys(CollectionPlan plan) {
    return changed.list(plan);
  }

  @Override
  public void forget(CollectionPlan plan, List<ChangedKey> keys) {
    changed.forget(plan, keys);
  }

  @Override
  public @Nullable String lastPass() {
    return ControlRow.lastPass(file.reader());
  }

  @Override
  public PreparedPasses preparedPasses() {
    return file.snapshot(() -> ControlRow.preparedPasses(file.reader()));
  }

  @Override
  public void adopt(@Nullable String passId) {
    file.write(
        () -> {
          ControlRow.adopt(file.writer(), passId);
          return true;
        });
  }

  @Override
  public Map<String, Long> counters() {
    return file.snapshot(() -> Counters.read(file.reader(), tables.all(file.reader())));
  }

  @Override
  public void advanceCounters(Map<String, Long> counters) {
    file.write(
        () -> {
          Counters.advance(file.writer(), tables.all(file.writer()), counters);
          return true;
        });
  }

  @Override
  public void close() {
    try {
      commits.close();
    } finally {
      file.close();
    }
  }
}
