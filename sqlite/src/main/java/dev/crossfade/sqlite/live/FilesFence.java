package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore.Applied;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.live.WatchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What stands in for a fence around files of a foreign program: while they are closed they are
 * read-only, they and the folders of a followed folder. Who may write everywhere, or has a file
 * open already, is not held up by it; so the program has to be stopped, and the files are watched
 * afterwards.
 *
 * <p>The permissions to be given back are durable before the first one is taken away. They are
 * given back once the files are open again, by who opened them or by the next one who looks.
 */
final class FilesFence {
  private static final Set<PosixFilePermission> WRITE =
      EnumSet.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private final WatchedFiles files;
  private final Supplier<Sidecar> sidecar;

  FilesFence(WatchedFiles files, Supplier<Sidecar> sidecar) {
    this.files = files;
    this.sidecar = sidecar;
  }

  private Sidecar sidecar() {
    return sidecar.get();
  }

  /** Changes the control row, and the permissions with it. */
  Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    StoreState before = sidecar().state();
    boolean closes = before.open() && decision.apply(before).filter(row -> !row.open()).isPresent();
    if (closes) {
      sidecar().write(this::remember);
    }
    Optional<StoreState> after = sidecar().write(() -> decide(decision));
    if (after.isPresent() && after.get().open()) {
      restore();
    }
    return after;
  }

  private Optional<StoreState> decide(Function<StoreState, Optional<StoreState>> decision) {
    StoreState before = ControlRow.state(sidecar().writer());
    Optional<StoreState> after = decision.apply(before);
    if (after.isPresent()) {
      if (before.open() && !after.get().open()) {
        remember();
        FaultPoints.hit("live.files.remembered");
        protect();
        FaultPoints.hit("live.files.readonly");
      }
      ControlRow.write(sidecar().writer(), after.get());
    }
    return after;
  }

  /** Enters what is to be given back; what is entered already stays. */
  private boolean remember() {
    WatchedFiles.Look look = files.look();
    List<Path> all = new ArrayList<>(look.files());
    all.addAll(look.folders());
    for (Path one : all) {
      sidecar()
          .writer()
          .execute(
              "INSERT OR IGNORE INTO crossfade_readonly VALUES (?, ?)",
              one.toString(),
              PosixFilePermissions.toString(permissions(one)));
    }
    return true;
  }

  private void protect() {
    remembered()
        .forEach(
            (path, given) -> {
              Set<PosixFilePermission> left = EnumSet.noneOf(PosixFilePermission.class);
              left.addAll(PosixFilePermissions.fromString(given));
              left.removeAll(WRITE);
              set(Path.of(path), left);
            });
  }

  private Map<String, String> remembered() {
    return sidecar()
        .writer()
        .query(
            "SELECT path, permissions FROM crossfade_readonly",
            row -> Map.entry(row.getString(1), row.getString(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** How many files and folders are read-only by this. */
  long count() {
    return LiveFile.number(sidecar().reader(), "SELECT count(*) FROM crossfade_readonly");
  }

  /** Gives back what somebody who died left read-only, if the files are open. */
  void settle() {
    if (count() > 0 && sidecar().state().open()) {
      restore();
    }
  }

  private void restore() {
    sidecar()
        .write(
            () -> {
              if (ControlRow.state(sidecar().writer()).open()) {
                giveBack();
              }
              return true;
            });
  }

  /** Gives all permissions back, within a transaction. */
  void giveBack() {
    remembered()
        .forEach((path, given) -> set(Path.of(path), PosixFilePermissions.fromString(given)));
    sidecar().writer().execute("DELETE FROM crossfade_readonly");
  }

  private static Set<PosixFilePermission> permissions(Path path) {
    try {
      return Files.getPosixFilePermissions(path);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6514, path + ": " + e.getMessage(), e);
    }
  }

  /** A file that is gone has nothing to be changed. */
  private static void set(Path path, Set<PosixFilePermission> permissions) {
    try {
      if (!Files.getPosixFilePermissions(path).equals(permissions)) {
        Files.setPosixFilePermissions(path, permissions);
      }
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6514, path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes note of a pass that the files do not get: nothing is written to them. So the other store
   * need not keep it.
   */
  Applied apply(Changes changes, long seenVersion) {
    return sidecar()
        .write(
            () -> {
              Optional<StoreState> after =
                  Rules.apply(ControlRow.state(sidecar().writer()), changes.epoch(), seenVersion);
              if (after.isEmpty()) {
                return new Applied(null, 0);
              }
              ControlRow.write(sidecar().writer(), after.get());
              ControlRow.passApplied(sidecar().writer(), changes.passId());
              return new Applied(after.get(), 0);
            });
  }
}
