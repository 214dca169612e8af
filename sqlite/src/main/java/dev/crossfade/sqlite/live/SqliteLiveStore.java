package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
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
  private static final int BATCH_BYTES = 320 * 1024;

  private final LiveFile file;
  private final Options options;
  private final List<CollectionPlan> plans;
  private final Supplier<Spool> spools;
  private final CommitWatch watch;
  private final RowBatch batch = new RowBatch(BATCH_BYTES);
  private @Nullable Map<Integer, FollowedTable> followed;
  private long checkedSchema = -1;
  private long seenData = -1;

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
    this.options = options;
    this.plans = plans;
    this.spools = spools;
    this.watch = new CommitWatch(path);
  }

  /**
   * Opens a file; nothing is written to it.
   *
   * @param path as the user gave it
   * @param plans the collections to follow, skipped ones left out
   * @param spools makes spools for rows on their way
   * @throws CrossfadeException when the file cannot be opened, or another migration follows it
   */
  public static SqliteLiveStore open(
      Path path, List<CollectionPlan> plans, Options options, Supplier<Spool> spools) {
    SqliteLiveStore store = new SqliteLiveStore(path, plans, options, spools);
    try {
      store.isInstalled();
      return store;
    } catch (CrossfadeException e) {
      store.close();
      throw e;
    }
  }

  /** Whether side tables and triggers of this migration are in the file. */
  public boolean isInstalled() {
    return file.snapshot(() -> installation(file.reader()).isInstalled());
  }

  /**
   * The SQL that {@link #install} runs, in order, to be shown before.
   *
   * @throws CrossfadeException CF-6101 when a table cannot be followed
   */
  public List<String> installation() {
    return file.snapshot(
        () -> {
          Installation installation = installation(file.reader());
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
          Installation installation = installation(file.writer());
          if (!installation.isInstalled()) {
            installation.install(installation.followed());
          }
          return true;
        });
  }

  /**
   * Installs the triggers anew for the plan that the store was opened with, and takes the schema as
   * it is for right. The outbox and the control row stay. What was written while triggers were
   * missing is not in the outbox.
   */
  public void renew() {
    file.write(
        () -> {
          Installation installation = installation(file.writer());
          requireInstalled(installation);
          installation.renew(installation.followed());
          return true;
        });
    followed = null;
    checkedSchema = -1;
  }

  /** Removes side tables and triggers without a trace, and brings parked triggers back. */
  public void remove() {
    file.write(
        () -> {
          Installation installation = installation(file.writer());
          if (installation.isInstalled()) {
            installation.remove();
          }
          return true;
        });
  }

  /** What changed in the schema since the installation; empty when nothing that matters did. */
  public List<SchemaChange> schemaChanges() {
    return file.snapshot(() -> SchemaCheck.changes(file.reader()));
  }

  private Installation installation(SqliteDatabase database) {
    return new Installation(database, options, plans);
  }

  private static void requireInstalled(Installation installation) {
    if (!installation.isInstalled()) {
      throw new CrossfadeException(ErrorCode.CF_6102, "the side tables are not there");
    }
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
    ControlRow.write(file.writer(), after);
    if (before.open() && !after.open()) {
      ParkedTriggers.park(file.writer());
    } else if (!before.open() && after.open()) {
      ParkedTriggers.restore(file.writer());
    }
  }

  @Override
  public Changes take(TakeRequest request) {
    seenData = dataVersion();
    boolean chunk = request.chunk() != null;
    if (!file.wal()) {
      if (!chunk && !hasChanges()) {
        return nothing(request.passId());
      }
      // A snapshot held by a reader would keep our own commit waiting.
      return file.write(() -> prepared(read(file.writer(), request)));
    }
    Changes changes = file.snapshot(() -> read(file.reader(), request));
    if (changes.entries().size() == 0) {
      return changes;
    }
    try {
      return file.write(() -> prepared(changes));
    } catch (RuntimeException | Error e) {
      changes.close();
      throw e;
    }
  }

  private boolean hasChanges() {
    return file.snapshot(
        () -> {
          checkSchema(file.reader());
          return !Outbox.isEmpty(file.reader());
        });
  }

  private Changes nothing(String passId) {
    return new Changes(passId, state().epoch(), new EntryIds(new long[0]), List.of(), null);
  }

  private Changes prepared(Changes changes) {
    if (changes.entries().size() == 0) {
      return changes;
    }
    try {
      ControlRow.prepare(file.writer(), changes.passId());
      return changes;
    } catch (RuntimeException | Error e) {
      changes.close();
      throw e;
    }
  }

  private Changes read(SqliteDatabase database, TakeRequest request) {
    checkSchema(database);
    Map<Integer, FollowedTable> tables = followed(database);
    Chunk chunk = request.chunk();
    FollowedTable chunkTable = chunk == null ? null : table(tables, chunk.plan());
    return new Take(database, tables, spools, batch).read(request, chunkTable);
  }

  private void checkSchema(SqliteDatabase database) {
    long version = LiveFile.number(database, "PRAGMA schema_version");
    if (version == checkedSchema) {
      return;
    }
    requireInstalled(installation(database));
    SchemaCheck.require(database);
    followed = null;
    checkedSchema = version;
  }

  private Map<Integer, FollowedTable> followed(SqliteDatabase database) {
    Map<Integer, FollowedTable> known = followed;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (FollowedTable table : installation(database).followed()) {
        known.put(table.number(), table);
      }
      followed = known;
    }
    return known;
  }

  private static FollowedTable table(Map<Integer, FollowedTable> tables, CollectionPlan plan) {
    return tables.values().stream()
        .filter(table -> table.plan().target().equals(plan.target()))
        .findFirst()
        .orElseThrow(() -> FollowedTable.refused(plan, "it is not followed"));
  }

  @Override
  public boolean readsInKeyOrder(CollectionPlan plan) {
    return file.snapshot(() -> table(followed(file.reader()), plan).order(file.reader()) != null);
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    return file.write(
        () -> {
          checkSchema(file.writer());
          PassWriter writer = new PassWriter(file.writer(), followed(file.writer()).values());
          return writer.apply(changes, seenVersion);
        });
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
  }

  @Override
  public void sync() {
    // A transaction that changes nothing would sync nothing.
    file.write(() -> file.writer().execute("UPDATE crossfade_control SET synced = synced + 1"));
  }

  @Override
  public void touch(Map<CollectionPlan, List<byte[]>> keys) {
    file.write(
        () -> {
          checkSchema(file.writer());
          if (!ControlRow.state(file.writer()).open()) {
            throw new CrossfadeException(ErrorCode.CF_6308, name() + " is closed");
          }
          Map<Integer, FollowedTable> tables = followed(file.writer());
          keys.forEach((plan, some) -> Outbox.add(file.writer(), table(tables, plan), some));
          return true;
        });
  }

  @Override
  public long backlog() {
    return Outbox.size(file.reader());
  }

  @Override
  public long deadKeys() {
    return LiveFile.number(file.reader(), "SELECT count(*) FROM crossfade_dead");
  }

  @Override
  public List<byte[]> deadKeys(CollectionPlan plan, KeyRange range) {
    return file.snapshot(
        () -> DeadKeys.read(file.reader(), table(followed(file.reader()), plan), range));
  }

  /**
   * Waits until the outbox holds entries, those from before included.
   *
   * @return whether it does
   */
  @Override
  public boolean awaitCommit(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      long data = dataVersion();
      if (data != seenData || data < 0) {
        Optional<Boolean> holds = outboxHolds();
        if (holds.orElse(false)) {
          watch.active();
          return true;
        }
        seenData = holds.isPresent() ? data : -1;
      }
      long left = end - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      watch.await(left);
    }
  }

  private Optional<Boolean> outboxHolds() {
    try {
      return Optional.of(!Outbox.isEmpty(file.reader()));
    } catch (CrossfadeException e) {
      requireBusy(e);
      return Optional.empty();
    }
  }

  private long dataVersion() {
    try {
      return LiveFile.number(file.reader(), "PRAGMA data_version");
    } catch (CrossfadeException e) {
      requireBusy(e);
      return -1;
    }
  }

  // A program that commits in rollback-journal mode keeps readers out for a moment.
  private static void requireBusy(CrossfadeException e) {
    if (e.code() != ErrorCode.CF_2015) {
      throw e;
    }
  }

  /**
   * Reads a range in the key's order in one snapshot, which lasts until the scan is closed: at most
   * one at a time.
   */
  @Override
  public @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version) {
    SqliteDatabase scanner = file.scanner();
    FollowedTable table = table(followed(file.reader()), plan);
    return RangeScan.open(scanner, table, range, version);
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
  public Map<String, Long> counters() {
    return file.snapshot(() -> Counters.read(file.reader(), followed(file.reader()).values()));
  }

  @Override
  public void advanceCounters(Map<String, Long> counters) {
    file.write(
        () -> {
          Counters.advance(file.writer(), followed(file.writer()).values(), counters);
          return true;
        });
  }

  @Override
  public void close() {
    try {
      watch.close();
    } finally {
      file.close();
    }
  }
}
