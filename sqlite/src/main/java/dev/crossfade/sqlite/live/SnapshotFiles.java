package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.value.RowBatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SnapshotLiveStore} keeps beside the file that it follows: the digests, and until
 * the first copy is made the state of the file that it is made of. How they come to be, are lost
 * and made again, and go.
 */
public final class SnapshotFiles {
  private static final int PIECE = 1000;

  private final SnapshotLiveStore store;
  private final List<CollectionPlan> plans;
  private final SnapshotLiveStore.Options options;

  SnapshotFiles(
      SnapshotLiveStore store, List<CollectionPlan> plans, SnapshotLiveStore.Options options) {
    this.store = store;
    this.plans = plans;
    this.options = options;
  }

  /**
   * Makes the file of digests and keeps a copy of the followed file for the first copy, where they
   * are missing.
   *
   * @param lastPass the pass that the target shows, or null: if the digests do not know it, they
   *     are made anew and all rows are dirty
   * @param fresh whether no row was copied yet
   */
  public void install(@Nullable String lastPass, boolean fresh) {
    boolean known = isInstalled() && store.sidecar().preparedPasses().knows(lastPass);
    if (!known) {
      rebuild(lastPass, fresh);
    }
    if (store.sidecar().base() == Sidecar.Base.NONE) {
      keepBase();
    }
  }

  /**
   * Checks that each collection can be read in its key's order, which comparing needs.
   *
   * @throws CrossfadeException CF-6101 when text in UTF-16 is in the way, CF-6512 when the keys of
   *     files do not tell records apart
   */
  public void requireComparable() {
    store.origin().requireComparable(store.directory());
  }

  private boolean isInstalled() {
    try {
      return store.sidecar().isFollowing();
    } catch (CrossfadeException e) {
      if (e.code() != ErrorCode.CF_6502) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Makes the digests anew: all rows are dirty, and the next pass compares the target as a whole.
   *
   * @param lastPass the pass that the target shows, or null
   * @param fresh whether no row was copied yet
   */
  public void rebuild(@Nullable String lastPass, boolean fresh) {
    store.closeSidecar();
    SnapshotOrigin origin = store.origin();
    try (Sidecar made =
        Sidecar.create(
            options.sidecar(),
            options.migration(),
            new Sidecar.Beginning(lastPass, fresh),
            origin.tables())) {
      made.write(
          () -> {
            origin.follow(made, store.directory());
            return true;
          });
    }
    FaultPoints.hit("live.snapshot.installed");
  }

  private Path base() {
    return options.sidecar().resolveSibling(options.sidecar().getFileName() + "-base");
  }

  private void keepBase() {
    try (SnapshotCopy copy = store.makeCopy()) {
      Files.copy(
          copy.file(),
          base(),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      try (FileChannel channel = FileChannel.open(base(), StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, base().toString(), e);
    }
    enter(Sidecar.Base.KEPT);
  }

  private void enter(Sidecar.Base base) {
    Sidecar sidecar = store.sidecar();
    sidecar.write(
        () -> {
          sidecar.base(base);
          return true;
        });
  }

  /** What the first copy is made of: one state of the file, as long as it takes. */
  public Source first() {
    return store.sidecar().base() == Sidecar.Base.KEPT && Files.exists(base())
        ? store.origin().kept(base())
        : store.origin().itself();
  }

  /** Takes the digests from the state that the first copy was made of, once it is made. */
  void useBase() {
    if (store.sidecar().base() != Sidecar.Base.KEPT) {
      return;
    }
    if (Files.exists(base())) {
      try (Source source = store.origin().kept(base())) {
        fill(source);
      }
    }
    enter(Sidecar.Base.DONE);
    try {
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        Files.deleteIfExists(Path.of(base() + suffix));
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, base().toString(), e);
    }
  }

  private void fill(Source source) {
    Sidecar sidecar = store.sidecar();
    sidecar.write(
        () -> {
          for (CollectionPlan plan : plans) {
            DigestTable digests = sidecar.digests(plan);
            try (RowScan rows =
                source.scan(plan, dev.crossfade.core.store.Position.START, reject -> {})) {
              digests.fill(sidecar.writer(), rows);
            }
            sidecar.notWhole(digests);
          }
          return true;
        });
  }

  /**
   * A person takes the file for right as it is: what the last look refused may be done by the next
   * one.
   */
  public void accept() {
    Sidecar sidecar = store.sidecar();
    sidecar.write(
        () -> {
          sidecar.accept(store.origin().threshold().few());
          return true;
        });
  }

  /** Removes all of ours; what is followed gets its permissions back, and is not touched else. */
  public void remove() {
    FilesFence fence = store.fence();
    if (fence != null && Files.exists(options.sidecar())) {
      Sidecar sidecar = store.sidecar();
      sidecar.write(
          () -> {
            fence.giveBack();
            return true;
          });
    }
    store.closeSidecar();
    Sidecar.remove(options.sidecar());
  }

  /**
   * What the last look cost.
   *
   * @param at when it was, or null when there was none
   * @param reading how long the file was read
   * @param comparing how long its copy was compared
   * @param bytes of the copy
   * @param rows compared
   */
  public record LastLook(
      @Nullable Instant at, Duration reading, Duration comparing, long bytes, long rows) {}

  /** The last look. */
  public LastLook lastLook() {
    return store
        .sidecar()
        .reader()
        .query(
            "SELECT looked_at, copy_micros, compare_micros, bytes, rows FROM crossfade_snapshot",
            row -> {
              long at = row.getLong(1);
              return new LastLook(
                  row.wasNull() ? null : Instant.ofEpochMilli(at),
                  Duration.ofNanos(row.getLong(2) * 1000),
                  Duration.ofNanos(row.getLong(3) * 1000),
                  row.getLong(4),
                  row.getLong(5));
            })
        .get(0);
  }

  /**
   * Triggers take over: from now on no pass is prepared here. May be repeated.
   *
   * @return the control row that the file goes on with, and the passes that it must know
   */
  public Handed handOver() {
    Sidecar sidecar = store.sidecar();
    StoreState open =
        sidecar.write(
            () -> {
              StoreState state = ControlRow.state(sidecar.writer());
              ControlRow.write(sidecar.writer(), opened(state, false));
              return opened(state, true);
            });
    return new Handed(open, sidecar.preparedPasses());
  }

  /**
   * What a file takes over.
   *
   * @param state open
   * @param passes prepared and confirmed
   */
  public record Handed(StoreState state, PreparedPasses passes) {}

  private static StoreState opened(StoreState state, boolean open) {
    return new StoreState(
        open, state.epoch(), state.promise(), state.ballot(), state.version(), state.complete());
  }

  /**
   * Compares once more.
   *
   * @return the keys that the target lacks
   * @throws CrossfadeException CF-6501 when too many rows are gone
   */
  public Missed missed() {
    try (SnapshotCopy copy = store.makeCopy()) {
      return new Missed(store.looking().compare(store.sidecar(), copy));
    }
  }

  /** Keys that the target lacks; to be closed. */
  public static final class Missed implements AutoCloseable {
    private final SnapshotLook.Found found;

    Missed(SnapshotLook.Found found) {
      this.found = found;
    }

    /** How many. */
    public long keys() {
      return found.changes().stream().mapToLong(change -> change.keys().rows()).sum();
    }

    /** Gives all, in pieces. */
    public void each(Consumer<Map<CollectionPlan, List<byte[]>>> sink) {
      for (CollectionChange change : found.changes()) {
        if (change.whole()) {
          throw new CrossfadeException(
              ErrorCode.CF_6502,
              "the digests of " + change.plan().source() + " are not made again");
        }
        SnapshotFiles.each(change, sink);
      }
    }

    @Override
    public void close() {
      found.close();
    }
  }

  private static void each(
      CollectionChange change, Consumer<Map<CollectionPlan, List<byte[]>>> sink) {
    RowBatch batch = new RowBatch(64 << 10);
    List<byte[]> piece = new ArrayList<>();
    try (RowScan scan = change.keys().scan()) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          piece.add(Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row)));
          if (piece.size() == PIECE) {
            sink.accept(Map.of(change.plan(), List.copyOf(piece)));
            piece.clear();
          }
        }
      }
    }
    if (!piece.isEmpty()) {
      sink.accept(Map.of(change.plan(), piece));
    }
  }
}
