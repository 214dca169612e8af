package dev.crossfade.files.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.segment.DurableFiles;
import dev.crossfade.core.segment.OwnerLock;
import dev.crossfade.core.segment.Segment;
import dev.crossfade.core.segment.SegmentOptions;
import dev.crossfade.core.value.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The files of a store that is open: where they lie, the lock on them, and the journal. */
final class StoreFiles implements Closeable {
  static final String PREFIX = "journal-";

  private final Path file;
  private final Path folder;
  private final FileStoreOptions options;
  private final OwnerLock lock;
  private final StateFiles state;
  private final ReadableSide readable;
  private @Nullable Segment journal;
  private long begun;

  private StoreFiles(
      Path file, Path folder, FileStoreOptions options, FileFormat format, OwnerLock lock) {
    this.file = file;
    this.folder = folder;
    this.options = options;
    this.lock = lock;
    state = new StateFiles(folder);
    readable =
        switch (format) {
          case JSON -> new WholeFile(file, folder, new JsonFormat());
          case EDN -> new WholeFile(file, folder, new EdnFormat());
          case JSON_FOLDER -> new DocumentFolder(file, folder);
        };
  }

  static StoreFiles open(Path given, FileStoreOptions options) {
    FileFormat format = format(given, options);
    try {
      // A link is followed, so that it still leads to the file when that was replaced.
      Path file = Files.exists(given) ? given.toRealPath() : given.toAbsolutePath().normalize();
      Path folder = sibling(file, ".crossfade");
      DurableFiles.createFolders(folder);
      OwnerLock lock = OwnerLock.acquire(folder.resolve("lock"));
      return new StoreFiles(file, folder, options, format, lock);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_7016, given + ": " + e.getMessage(), e);
    }
  }

  private static Path sibling(Path file, String ending) {
    return file.resolveSibling(Objects.requireNonNull(file.getFileName(), "the root") + ending);
  }

  private static FileFormat format(Path file, FileStoreOptions options) {
    FileFormat format = options.format();
    if (format != null) {
      return format;
    }
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".edn")) {
      return FileFormat.EDN;
    }
    if (name.endsWith(".json")) {
      return FileFormat.JSON;
    }
    if (Files.isDirectory(file)) {
      return FileFormat.JSON_FOLDER;
    }
    throw new CrossfadeException(
        ErrorCode.CF_2201, file + ": expected .edn, .json or a folder, or a format in the options");
  }

  Path file() {
    return file;
  }

  Path folder() {
    return folder;
  }

  /** Where to keep the file as it is before the store first replaces it. */
  Path freeBackup() {
    return free(sibling(file, ".backup"));
  }

  /** A place for the side that lost, named after the number of the last record. */
  Path aside(String what, long number) {
    return free(folder.resolve(what + "-" + number));
  }

  private static Path free(Path place) {
    Path free = place;
    for (int i = 2; Files.exists(free); i++) {
      free = sibling(place, "-" + i);
    }
    return free;
  }

  FileStoreOptions options() {
    return options;
  }

  StateFiles state() {
    return state;
  }

  ReadableSide readable() {
    return readable;
  }

  /** Writes all that a hold needs, durably, before the state names it. */
  void writeHold(StateFiles.Hold hold, Content content, boolean keepsEntries) throws IOException {
    state.writeKeys(hold.through(), content.entries());
    FaultPoints.hit("store.hold.keys");
    state.writeNotes(hold.through(), content.notes());
    FaultPoints.hit("store.hold.notes");
    if (keepsEntries && !hasEntries(hold)) {
      Path place = state.entries(content.digest());
      Path made = sibling(place, ".new");
      readable.keep(content, made);
      DurableFiles.rename(made, place);
      FaultPoints.hit("store.hold.entries");
    }
  }

  /** Whether the entries of a hold are kept for the time after somebody edited them. */
  boolean hasEntries(StateFiles.Hold hold) {
    Digest digest = hold.digest();
    return digest == null || Files.exists(state.entries(digest));
  }

  /**
   * The entries of a hold.
   *
   * @throws CrossfadeException CF-7015 when they are not as they were
   */
  Content entries(StateFiles.Hold hold) throws IOException {
    Digest digest = hold.digest();
    if (digest == null) {
      return Content.EMPTY;
    }
    Path place = state.entries(digest);
    try {
      Content content = readable.readKept(place);
      if (content.digest().equals(digest)) {
        return content;
      }
    } catch (NoSuchFileException | CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_7015, place + " is missing, or cannot be read", e);
    }
    throw new CrossfadeException(
        ErrorCode.CF_7015, place + ": expected the entries with its digest but was others");
  }

  Segment journal() {
    return Objects.requireNonNull(journal, "the journal is opened first");
  }

  /** Opens the journal; where it is new its first record gets this number. */
  Segment openJournal(long first) {
    Segment opened =
        Segment.open(
            folder,
            SegmentOptions.of("store")
                .withPrefix(PREFIX)
                .with(options.durability())
                .withRollBytes(options.journalBytes())
                .withFirst(first));
    journal = opened;
    return opened;
  }

  void closeJournal() {
    Segment open = journal;
    journal = null;
    begun = 0;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Notes that the journal has a new file, so that it is missed when it is gone. Called by one
   * thread at a time, after each write.
   */
  void noteJournal() {
    long begins = journal().begins();
    if (begins == begun) {
      return;
    }
    begun = begins;
    try {
      if (state.readBegun() != begins) {
        state.writeBegun(begins);
        FaultPoints.hit("store.journal.noted");
      }
    } catch (IOException e) {
      // The write that made it is in it, and is not to fail by this.
      tell("cannot note that the journal has a new file: " + e.getMessage());
    }
  }

  void tell(String text) {
    try {
      options.events().emit(new Event.Note(file + ": " + text));
    } catch (RuntimeException e) {
      // Who listens must not keep a store from its work.
      return;
    }
  }

  static CrossfadeException unwritten(Path path, IOException cause) {
    return new CrossfadeException(ErrorCode.CF_7016, path + ": " + cause.getMessage(), cause);
  }

  void closeBecauseOf(Throwable reason) {
    try {
      close();
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    Segment open = journal;
    try (OwnerLock owned = lock) {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw unwritten(folder, e);
    }
  }
}
