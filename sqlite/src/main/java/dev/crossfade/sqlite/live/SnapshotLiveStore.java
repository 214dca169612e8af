package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.live.WatchedFiles;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.value.RowBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file, or files of other formats, as the open store of a live migration in which nothing
 * is installed: not a byte of it is written. At an interval a private copy of it is made, and
 * compared row by row with the digests of what the target has; what differs is a pass. Digests,
 * control row and passes lie in a file of ours ({@link Sidecar}).
 *
 * <p>The file is not made durable before a pass. It need not be: what a machine's power takes away
 * from it differs from the digests again, and the next pass takes it away from the target too.
 *
 * <p>A SQLite file has no fence then, so it cannot be closed, and takes no passes. Files can be
 * closed by a {@link FilesFence}, and take note of passes without being written.
 */
public final class SnapshotLiveStore extends UnwrittenStore {
  private final SnapshotOrigin origin;
  private final @Nullable FilesFence fence;
  private final List<CollectionPlan> plans;
  private final Options options;
  private final SnapshotLook look;
  private final LookTimes times;
  private final RowBatch batch = new RowBatch(320 << 10);
  private @Nullable Sidecar opened;
  private @Nullable SnapshotCopy copy;
  private long copyHolds = -1;
  private @Nullable String taken;
  private @Nullable Fingerprint takenFingerprint;

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
    this(new SqliteOrigin(file, plans, options.busyTimeout()), null, plans, options, spools);
  }

  /** The same of files that a program rewrites as it likes; they can be closed, after a fashion. */
  public SnapshotLiveStore(
      WatchedFiles files, List<CollectionPlan> plans, Options options, Supplier<Spool> spools) {
    this(new FilesOrigin(files, plans), files, plans, options, spools);
  }

  private SnapshotLiveStore(
      SnapshotOrigin origin,
      @Nullable WatchedFiles files,
      List<CollectionPlan> plans,
      Options options,
      Supplier<Spool> spools) {
    this.origin = origin;
    this.fence = files == null ? null : new FilesFence(files, this::sidecar);
    this.plans = plans;
    this.options = options;
    this.look = new SnapshotLook(origin, plans, options.percent(), spools);
    this.times = new LookTimes(this, options.every());
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

  SnapshotOrigin origin() {
    return origin;
  }

  @Nullable FilesFence fence() {
    return fence;
  }

  /** Where the digests lie, and copies. */
  Path directory() {
    return Objects.requireNonNull(options.sidecar().toAbsolutePath().getParent());
  }

  /** How and where its own files are kept. */
  public SnapshotFiles files() {
    return new SnapshotFiles(this, plans, options);
  }

  /** What people are to be told of files of a foreign program. */
  public FilesWatch watch() {
    return new FilesWatch(this);
  }

  SnapshotCopy makeCopy() {
    return Objects.requireNonNull(makeCopy(SnapshotOrigin.Wanted.SURELY));
  }

  @Nullable SnapshotCopy makeCopy(SnapshotOrigin.Wanted wanted) {
    SnapshotCopy made = origin.copy(directory(), wanted);
    if (made != null) {
      FaultPoints.hit("live.snapshot.copied");
    }
    return made;
  }

  /** Looks whether the digests are there. */
  @Override
  public void requireIntact() {
    state();
  }

  @Override
  public String name() {
    return String.valueOf(origin.path().getFileName());
  }

  @Override
  public StoreState state() {
    return sidecar().state();
  }

  /** Refuses to close a SQLite file; see CF-6503. */
  @Override
  public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    if (fence != null) {
      return fence.change(decision);
    }
    return sidecar()
        .write(
            () -> {
              Optional<StoreState> after = decision.apply(ControlRow.state(sidecar().writer()));
              if (after.isPresent()) {
                throw unwritten();
              }
              return after;
            });
  }

  @Override
  CrossfadeException unwritten() {
    return new CrossfadeException(fence == null ? ErrorCode.CF_6503 : ErrorCode.CF_6513, name());
  }

  @Override
  boolean takesPasses() {
    return fence != null;
  }

  /**
   * Looks at the file when it is time to, or when keys are dirty; in between nothing is dirty. With
   * a chunk or single keys it looks once, and again when somebody else made a pass since. While it
   * is closed it always looks.
   */
  @Override
  public Changes take(TakeRequest request) {
    if (fence != null) {
      // Files that a switch left read-only when it died do not change, and so are not looked at.
      fence.settle();
    }
    boolean reads = request.chunk() != null || request.picked() != null;
    boolean closed = fence != null && !state().open();
    if (!reads && !closed && !times.mustLook()) {
      return without(request, null);
    }
    if (reads && copy != null && copyHolds == sidecar().generation()) {
      return without(request, read(copy, request));
    }
    closeCopy();
    SnapshotCopy made = lookNow(reads || closed);
    if (made == null) {
      return without(request, null);
    }
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

  private @Nullable SnapshotCopy lookNow(boolean surely) {
    SnapshotCopy made =
        makeCopy(
            surely
                ? SnapshotOrigin.Wanted.SURELY
                : times.first() ? SnapshotOrigin.Wanted.SOON : SnapshotOrigin.Wanted.AT_ONCE);
    times.looked(made != null);
    if (fence != null) {
      new FilesNotes(sidecar()).trouble(origin.trouble());
    }
    return made;
  }

  private Changes take(TakeRequest request, SnapshotCopy made) {
    files().useBase();
    Fingerprint fingerprint = made.facts().fingerprint();
    SnapshotLook.Found found = look.compare(sidecar(), made);
    FaultPoints.hit("live.snapshot.compared");
    try {
      Spool rows = read(made, request);
      found = found.with(rows);
      if (found.changes().isEmpty()) {
        sidecar().write(() -> looked(fingerprint));
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

  /** Nothing that the target lacks was in a state of the file. */
  private boolean looked(@Nullable Fingerprint fingerprint) {
    sidecar().looked(fingerprint != null && fingerprint.settled() ? fingerprint.text() : null);
    if (fingerprint != null && fence != null) {
      new FilesNotes(sidecar()).seen(fingerprint.text());
    }
    return true;
  }

  private long prepare(String passId, SnapshotLook.Found found) {
    return sidecar()
        .write(
            () -> {
              requireNotHandedOver();
              return sidecar().prepare(passId, digests(found.changes()), found.changes());
            });
  }

  /** A closed SQLite file is one that triggers have taken over. */
  private void requireNotHandedOver() {
    if (fence == null && !ControlRow.state(sidecar().writer()).open()) {
      throw new CrossfadeException(ErrorCode.CF_6505, sidecar().path().toString());
    }
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
      return from.chunk(chunk, batch);
    }
    Picked picked = request.picked();
    return picked == null ? null : from.picked(picked, batch);
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    if (fence == null) {
      throw unwritten();
    }
    return fence.apply(changes, seenVersion);
  }

  @Override
  public void trim(Changes changes) {
    if (changes.entries().size() == 0) {
      return;
    }
    long number = changes.entries().get(0);
    Fingerprint fingerprint = changes.passId().equals(taken) ? takenFingerprint : null;
    copyHolds =
        sidecar()
            .write(
                () -> {
                  boolean alone = sidecar().generation() == number;
                  if (sidecar()
                      .confirm(
                          changes.passId(),
                          number,
                          digests(changes.collections()),
                          changes.collections())) {
                    looked(alone ? fingerprint : null);
                  }
                  long after = sidecar().nextGeneration();
                  return alone ? after : -1L;
                });
  }

  @Override
  public void touch(Map<CollectionPlan, List<byte[]>> keys) {
    sidecar()
        .write(
            () -> {
              requireNotHandedOver();
              requireOpen();
              keys.forEach((plan, some) -> sidecar().touch(sidecar().digests(plan), some));
              return true;
            });
  }

  private void requireOpen() {
    if (!ControlRow.state(sidecar().writer()).open()) {
      throw new CrossfadeException(ErrorCode.CF_6308, name() + " is closed");
    }
  }

  @Override
  public boolean readsInKeyOrder(CollectionPlan plan) {
    return sidecar().ordered(plan.source());
  }

  @Override
  public long backlog() {
    return times.backlog();
  }

  /** Waits until it is time to look, or the limit is over. */
  @Override
  public boolean awaitCommit(Duration limit) {
    return times.await(limit);
  }

  @Override
  public @Nullable String lastPass() {
    return fence == null ? null : ControlRow.lastPass(sidecar().reader());
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
