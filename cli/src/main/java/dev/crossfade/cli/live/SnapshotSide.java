package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Durations;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Snapshots;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.live.Side;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.MoveSource;
import dev.crossfade.sqlite.SqliteSource;
import dev.crossfade.sqlite.live.SnapshotFiles;
import dev.crossfade.sqlite.live.SnapshotLiveStore;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The SQLite file that the program began with, followed without a trace in it. */
final class SnapshotSide implements Side {
  private final Wiring.Scope scope;
  private final Snapshots snapshots;
  private final Function<Wiring.Scope, @Nullable String> lastPass;
  private final Predicate<Wiring.Scope> begun;
  private final SnapshotLiveStore store;

  /**
   * @param lastPass the pass that the target shows
   * @param begun whether the first copy has begun
   */
  SnapshotSide(
      Wiring.Scope scope,
      Snapshots snapshots,
      Function<Wiring.Scope, @Nullable String> lastPass,
      Predicate<Wiring.Scope> begun) {
    this.scope = scope;
    this.snapshots = snapshots;
    this.lastPass = lastPass;
    this.begun = begun;
    store =
        new SnapshotLiveStore(
            Path.of(scope.source()),
            scope.plan().moved(),
            new SnapshotLiveStore.Options(
                scope.migration(),
                Path.of(snapshots.sidecar()),
                snapshots.every(),
                snapshots.percent()),
            RowSpool::new);
  }

  @Override
  public List<String> statements() {
    return List.of();
  }

  @Override
  public void requireInstallable() {
    store.files().requireComparable();
  }

  @Override
  public void install() {
    boolean copied = begun.test(scope);
    store.files().install(copied ? lastPass.apply(scope) : null, !copied);
  }

  /** Nothing of ours is in the file; lost digests are made again by {@link #resumed}. */
  @Override
  public void reinstall(@Nullable String shown) {}

  MoveSource reading() {
    SqliteSource source = store.files().first();
    return new MoveSource(scope.source(), source, source.schemaReader().read(), List.of());
  }

  @Override
  public void resumed(String paused, @Nullable String last) {
    if (is(paused, ErrorCode.CF_6502)) {
      store.files().rebuild(last, false);
    } else if (is(paused, ErrorCode.CF_6501) || is(paused, ErrorCode.CF_6504)) {
      store.files().accept();
    }
  }

  private static boolean is(String paused, ErrorCode code) {
    return paused.startsWith(code.code());
  }

  @Override
  public long handOver(Supplier<Side> other) {
    return SnapshotHandOver.run(store, other);
  }

  @Override
  public List<String> remarks() {
    SnapshotFiles.LastLook last = store.files().lastLook();
    String every = "every " + Durations.rough(snapshots.every().toMillis() / 1e3);
    return List.of(
        last.at() == null
            ? every + "; none was made yet"
            : every
                + "; the last one, of "
                + last.at().truncatedTo(ChronoUnit.SECONDS)
                + ", read the file for "
                + last.reading().toMillis()
                + " ms ("
                + last.bytes()
                + " bytes), then compared "
                + last.rows()
                + " rows in "
                + last.comparing().toMillis()
                + " ms");
  }

  @Override
  public LiveStore store() {
    return store;
  }

  @Override
  public void remove() {
    store.files().remove();
  }

  @Override
  public void close() {
    store.close();
  }
}
