package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Durations;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.Snapshots;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.store.Source;
import dev.crossfade.files.FollowedFiles;
import dev.crossfade.live.Side;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.KeyText;
import dev.crossfade.move.MoveSource;
import dev.crossfade.sqlite.SqliteSource;
import dev.crossfade.sqlite.live.FilesWatch;
import dev.crossfade.sqlite.live.SnapshotFiles;
import dev.crossfade.sqlite.live.SnapshotLiveStore;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The SQLite file that the program began with, followed without a trace in it; or its files of
 * other formats, which cannot be followed otherwise.
 */
final class SnapshotSide implements Side {
  /** How the names of sidecars begin; which of the two says what is followed. */
  static final String FILES = "files-";

  static final String SQLITE = "follow-";

  private final Wiring.Scope scope;
  private final Snapshots snapshots;
  private final Function<Wiring.Scope, @Nullable String> lastPass;
  private final Predicate<Wiring.Scope> begun;
  private final boolean files;
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
    files = isOfFiles(snapshots);
    store = open(scope, snapshots);
  }

  /** Whether files of other formats are followed, and not a SQLite file. */
  static boolean isOfFiles(@Nullable Snapshots snapshots) {
    return snapshots != null
        && String.valueOf(Path.of(snapshots.sidecar()).getFileName()).startsWith(FILES);
  }

  private static SnapshotLiveStore open(Wiring.Scope scope, Snapshots snapshots) {
    Path path = Path.of(scope.source());
    SnapshotLiveStore.Options options =
        new SnapshotLiveStore.Options(
            scope.migration(),
            Path.of(snapshots.sidecar()),
            snapshots.every(),
            snapshots.percent());
    return isOfFiles(snapshots)
        ? new SnapshotLiveStore(
            FollowedFiles.of(path, scope.plan()), scope.plan().moved(), options, RowSpool::new)
        : new SnapshotLiveStore(path, scope.plan().moved(), options, RowSpool::new);
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
    Source source = store.files().first();
    return new MoveSource(
        scope.source(),
        source,
        source instanceof SqliteSource sqlite ? sqlite.schemaReader().read() : null,
        List.of());
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
  public void requireSwitchable(Direction direction) {
    if (!files) {
      throw new CrossfadeException(ErrorCode.CF_6503, scope.source());
    }
    if (direction == Direction.BACK) {
      throw new CrossfadeException(ErrorCode.CF_6513, scope.source());
    }
  }

  /** What is kept for the first copy is gone, and digests would count for the second one. */
  @Override
  public void requireRepeatable() {
    // Digests of the void copy would hide a row that changed and changed back around the new one.
    throw new CrossfadeException(
        ErrorCode.CF_6323,
        "LEGACY_ONLY: what is followed by snapshots is copied anew by crossfade retire, then"
            + " crossfade follow");
  }

  @Override
  public List<String> warnings() {
    return List.of(
        "Stop the program that writes " + scope.source() + " first: nothing can hold it up.",
        "The files are made read-only, read once more, and watched afterwards; a change is an alarm.",
        "There is no way back once PostgreSQL is open: what is written there does not come into the"
            + " files. Until then crossfade switch cancel gives the switch up.");
  }

  @Override
  public List<Happening> happenings(boolean closed) {
    if (!files) {
      return List.of();
    }
    FilesWatch watch = store.watch();
    List<FilesWatch.Happening> found = closed ? watch.changed(KeyText::key) : watch.trouble();
    return found.stream().map(one -> new Happening(one.kind(), one.text())).toList();
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(List.of(lastLook()));
    if (files) {
      remarks.addAll(store.watch().remarks());
    }
    return remarks;
  }

  private String lastLook() {
    SnapshotFiles.LastLook last = store.files().lastLook();
    String every = "every " + Durations.rough(snapshots.every().toMillis() / 1e3);
    return last.at() == null
        ? every + "; none was made yet"
        : every
            + "; the last one, of "
            + last.at().truncatedTo(ChronoUnit.SECONDS)
            + ", read "
            + (files ? "the files" : "the file")
            + " for "
            + last.reading().toMillis()
            + " ms ("
            + last.bytes()
            + " bytes), then compared "
            + last.rows()
            + " rows in "
            + last.comparing().toMillis()
            + " ms";
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
