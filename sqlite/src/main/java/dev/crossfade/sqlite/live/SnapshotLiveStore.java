package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveLedger.DeadKey;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file as the open store of a live migration in which nothing is installed: not a byte of
 * it is written. At an interval a private copy of it is made, and compared row by row with the
 * digests of what the target has; what differs is a pass. Digests, control row and passes lie in a
 * file of ours ({@link Sidecar}).
 *
 * <p>The file is not made durable before a pass. It need not be: what a machine's power takes away
 * from it differs from the digests again, and the next pass takes it away from the target too.
 *
 * <p>It has no fence, so it cannot be closed, and takes no passes.
 */
public final class SnapshotLiveStore implements LiveStore {
  private final Path file;
  private final List<CollectionPlan> plans;
  private final Options options;
  private final SnapshotLook look;
  private final RowBatch batch = new RowBatch(320 << 10);
  private @Nullable Sidecar opened;
  private @Nullable SnapshotCopy copy;
  private long copyHolds = -1;
  private long lookedAt;
  private boolean looked;
  private @Nullable String taken;
  private @Nullable String takenFingerprint;

  /**
   * How to follow a file.
   *
   * @param migration id of the migration
   * @param sidecar the file of digests; copies are made in its directory
   * @param every time from one look to the next
   * @param percent a pass that deletes more of the rows than this is refused
   * @param busyTimeout how long to wait for a program that holds the file locked
   */
  public record Options(
      String migration, Path sidecar, Duration every, int percent, Duration busyTimeout) {
    /** Waits 5 seconds. */
    public Options(String migration, Path sidecar, Duration every, int percent) {
      this(migration, sidecar, every, percent, Duration.ofSeconds(5));
    }
  }

  /**
   * Opens nothing yet.
   *
   * @param file as the user gave it
   * @param plans the collections to follow
   * @param spools makes spools for rows on their way
   */
  public SnapshotLiveStore(
      Path file, List<CollectionPlan> plans, Options options, Supplier<Spool> spools) {
    this.file = file;
    this.plans = plans;
    this.options = options;
    this.look = new SnapshotLook(file, plans, options.percent(), spools);
  }

  Sidecar sidecar() {
    Sidecar known = opened;
    if (known == null) {
      known = Sidecar.open(options.sidecar(), options.migration());
      opened = known;
    }
    return known;
  }

  SnapshotLook looking() {
    return look;
  }

  /** How and where its own files are kept. */
  public SnapshotFiles files() {
    return new SnapshotFiles(this, file, plans, options);
  }

  SnapshotCopy makeCopy() {
    Path directory = Objects.requireNonNull(options.sidecar().toAbsolutePath().getParent());
    SnapshotCopy made = SnapshotCopy.make(file, directory, millis(options.busyTimeout()));
    FaultPoints.hit("live.snapshot.copied");
    return made;
  }

  private static int millis(Duration busyTimeout) {
    return LiveFile.millis(busyTimeout);
  }

  /** Looks whether the digests are there. */
  @Override
  public void requireIntact() {
    state();
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public StoreState state() {
    return sidecar().state();
  }

  /** Refuses to close; see CF-6503. */
  @Override
  public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    return sidecar()
        .write(
            () -> {
              Optional<StoreState> after = decision.apply(ControlRow.state(sidecar().writer()));
              if (after.isPresent()) {
                throw noFence();
              }
              return after;
            });
  }

  private CrossfadeException noFence() {
    return new CrossfadeException(ErrorCode.CF_6503, name());
  }

  /**
   * Looks at the file when it is time to, or when keys are dirty; in between nothing is dirty. With
   * a chunk or single keys it looks once, and again when somebody else made a pass since.
   */
  @Override
  public Changes take(TakeRequest request) {
    boolean reads = request.chunk() != null || request.picked() != null;
    if (!reads && !mustLook()) {
      return without(request, null);
    }
    if (reads && copy != null && copyHolds == sidecar().generation()) {
      return without(request, read(copy, request));
    }
    closeCopy();
    SnapshotCopy made = makeCopy();
    try {
      Changes changes = take(request, made);
      if (reads) {
        copy = made;
        made = null;
      }
      return changes;
    } finally {
      if (made != null) {
        made.close();
      }
    }
  }

  private boolean mustLook() {
    if (sidecar().pending() > 0) {
      return true;
    }
    if (looked && System.nanoTime() - lookedAt < options.every().toNanos()) {
      return false;
    }
    if (isUnchanged()) {
      looked = true;
      lookedAt = System.nanoTime();
      return false;
    }
    return true;
  }

  private boolean isUnchanged() {
    return Fingerprint.of(file).text().equals(sidecar().known().fingerprint());
  }

  private Changes take(TakeRequest request, SnapshotCopy made) {
    looked = true;
    lookedAt = System.nanoTime();
    files().useBase();
    String fingerprint = made.fingerprint().settled() ? made.fingerprint().text() : null;
    SnapshotLook.Found found = look.compare(sidecar(), made);
    FaultPoints.hit("live.snapshot.compared");
    try {
      Spool rows = read(made, request);
      found = found.with(rows);
      if (found.changes().isEmpty()) {
        sidecar()
            .write(
                () -> {
                  sidecar().looked(fingerprint);
                  return true;
                });
        copyHolds = found.generation();
        return without(request, rows);
      }
      long number = prepare(request.passId(), found);
      FaultPoints.hit("live.snapshot.prepared");
      taken = request.passId();
      takenFingerprint = fingerprint;
      copyHolds = -1;
      return new Changes(
          request.passId(),
          found.epoch(),
          new EntryIds(new long[] {number}),
          found.changes(),
          rows);
    } catch (RuntimeException | Error e) {
      found.close();
      throw e;
    }
  }

  private long prepare(String passId, SnapshotLook.Found found) {
    return sidecar()
        .write(() -> sidecar().prepare(passId, digests(found.changes()), found.changes()));
  }

  private List<DigestTable> digests(List<Changes.CollectionChange> changes) {
    return changes.stream().map(change -> sidecar().digests(change.plan())).toList();
  }

  private Changes without(TakeRequest request, @Nullable Spool rows) {
    return new Changes(
        request.passId(), state().epoch(), new EntryIds(new long[0]), List.of(), rows);
  }

  /** The rows that are asked for beside the changes; null when none are. */
  private @Nullable Spool read(SnapshotCopy from, TakeRequest request) {
    Chunk chunk = request.chunk();
    if (chunk != null) {
      FollowedTable table = look.table(sidecar(), from, chunk.plan());
      return Take.chunk(from.database(), chunk, table, batch);
    }
    Picked picked = request.picked();
    if (picked == null) {
      return null;
    }
    FollowedTable table = look.table(sidecar(), from, picked.plan());
    return PickedRows.read(from.database(), table, picked.keys(), batch, RowSpool::new);
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    throw noFence();
  }

  @Override
  public void trim(Changes changes) {
    if (changes.entries().size() == 0) {
      return;
    }
    long number = changes.entries().get(0);
    String fingerprint = changes.passId().equals(taken) ? takenFingerprint : null;
    copyHolds =
        sidecar()
            .write(
                () -> {
                  boolean alone = sidecar().generation() == number;
                  long after =
                      sidecar()
                          .confirm(
                              changes.passId(),
                              number,
                              alone ? fingerprint : null,
                              digests(changes.collections()),
                              changes.collections());
                  return alone ? after : -1L;
                });
  }

  @Override
  public void touch(Map<CollectionPlan, List<byte[]>> keys) {
    sidecar()
        .write(
            () -> {
              sidecar().requireOpen();
              keys.forEach((plan, some) -> sidecar().touch(sidecar().digests(plan), some));
              return true;
            });
  }

  @Override
  public boolean readsInKeyOrder(CollectionPlan plan) {
    return sidecar().ordered(plan.source());
  }

  /** Nothing is written here; see the head of this class. */
  @Override
  public void sync() {}

  @Override
  public long backlog() {
    long pending = sidecar().pending();
    return pending > 0 || isUnchanged() ? pending : -1;
  }

  @Override
  public long deadKeys() {
    return 0;
  }

  @Override
  public List<byte[]> deadKeys(CollectionPlan plan, KeyRange range) {
    return List.of();
  }

  @Override
  public long acceptedDeadKeys() {
    return 0;
  }

  @Override
  public List<DeadKey> listDeadKeys(int limit) {
    return List.of();
  }

  @Override
  public void acceptDeadKeys(Map<CollectionPlan, List<byte[]>> keys, boolean accepted) {
    throw noFence();
  }

  /** Waits until it is time to look, or the limit is over. */
  @Override
  public boolean awaitCommit(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!Thread.currentThread().isInterrupted()) {
      long now = System.nanoTime();
      if (!looked || now - lookedAt >= options.every().toNanos()) {
        return true;
      }
      if (now - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(Math.min(end - now, options.every().toNanos() - (now - lookedAt)));
    }
    return false;
  }

  @Override
  public @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version) {
    throw noFence();
  }

  @Override
  public @Nullable RowScan read(Picked picked, long version) {
    throw noFence();
  }

  @Override
  public void recordChanges() {
    throw noFence();
  }

  /** Nothing ever comes here. */
  @Override
  public ChangedKeys recorded() {
    return ChangedKeys.NONE;
  }

  @Override
  public List<ChangedKey> changedKeys(CollectionPlan plan) {
    return List.of();
  }

  @Override
  public void forget(CollectionPlan plan, List<ChangedKey> keys) {}

  @Override
  public @Nullable String lastPass() {
    return null;
  }

  @Override
  public PreparedPasses preparedPasses() {
    return sidecar().preparedPasses();
  }

  @Override
  public void adopt(@Nullable String passId) {
    sidecar()
        .write(
            () -> {
              ControlRow.adopt(sidecar().writer(), passId);
              return true;
            });
  }

  @Override
  public Map<String, Long> counters() {
    throw noFence();
  }

  @Override
  public void advanceCounters(Map<String, Long> counters) {
    throw noFence();
  }

  private void closeCopy() {
    SnapshotCopy old = copy;
    copy = null;
    copyHolds = -1;
    if (old != null) {
      old.close();
    }
  }

  void closeSidecar() {
    Sidecar old = opened;
    opened = null;
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void close() {
    try {
      closeCopy();
    } finally {
      closeSidecar();
    }
  }
}
