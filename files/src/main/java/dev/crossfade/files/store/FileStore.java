package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store in a file that people can read: EDN, JSON, or a folder of JSON documents. All of it is in
 * memory. A write appends one record to a journal and returns; the file is rewritten behind, from
 * one state, and replaced as a whole, so that it is at every moment a past state of the store.
 *
 * <pre>
 * memory.edn                      what people read, and may edit while the store is closed
 * memory.edn.backup               as it was before this store first replaced it
 * memory.edn.crossfade/
 *   lock                          one process at a time (see OwnerLock)
 *   state, begun, keys-17, notes-17, entries-0f…   what the file holds (see StateFiles)
 *   backed-up                     empty: there was a backup, or nothing to back up
 *   journal-00000000000000000018.jsonl   writes behind that (see Segment, JournalRecord)
 *   edited-18, journal-kept-18/   the side that lost when both had changed
 * </pre>
 *
 * <p>Opening compares the file with what is noted of it. Edited by hand while the store was closed,
 * it is taken over: what differs is recorded as writes. Edited while the journal holds writes that
 * it lacks, it is refused, until somebody decides ({@link Resolution}). A process or machine that
 * dies at any step leaves a store that opens with every write that was acknowledged in the measure
 * of its {@link dev.crossfade.core.segment.Durability}.
 *
 * <p>Side entries ({@link StoreKeys#SIDE}) are in the journal, in memory and among the notes of the
 * state; the readable file has none, and one that was given some is refused (CF-7017). {@link
 * #count} counts them. In a store that has any, opening tells what was edited by hand: for each key
 * {@link #EDITED} and the key is set to a vector of the value before, which is empty where there
 * was none, in the transaction that takes the edit over; one that is there already stays. The first
 * one that is written brings the readable file up to date before.
 *
 * <p>Errors beyond those of {@link Store}: CF-7011 to CF-7017 of files, CF-71xx of the journal,
 * CF-7107 where somebody else has it open.
 */
public final class FileStore implements Store {
  /** What the keys of side entries begin with that tell of edits by hand. */
  public static final String EDITED = StoreKeys.SIDE + "edited/";

  private final StoreFiles files;
  private final Publisher publisher;
  private final Rewriter rewriter;
  private final ReentrantLock writing = new ReentrantLock();
  private Publisher.State latest;
  private volatile boolean closed;

  private FileStore(StoreFiles files, Publisher.State start, boolean behind) {
    this.files = files;
    latest = start;
    publisher = new Publisher(start);
    rewriter = new Rewriter(files, publisher, behind);
  }

  /** Opens a store with {@link FileStoreOptions#defaults}. */
  public static FileStore open(Path file) {
    return open(file, FileStoreOptions.defaults());
  }

  /**
   * Opens a store, or makes one where there is nothing.
   *
   * @param file the readable file or folder; beside it must be room for a folder of the store
   * @throws CrossfadeException CF-7011 to CF-7015 when files are not as they should be, CF-7107
   *     when it is open elsewhere, CF-71xx when the journal cannot be read or written
   */
  public static FileStore open(Path file, FileStoreOptions options) {
    StoreFiles files = StoreFiles.open(file, options);
    try {
      StoreOpening.Opened opened = new StoreOpening(files).open();
      return new FileStore(files, opened.state(), opened.behind());
    } catch (Throwable e) {
      files.closeBecauseOf(e);
      throw e;
    }
  }

  private Content published() {
    checkOpen();
    return publisher.now().content();
  }

  private void checkOpen() {
    if (closed) {
      throw new CrossfadeException(ErrorCode.CF_7001, files.file().toString());
    }
  }

  @Override
  public @Nullable Document get(String key) {
    Held held = published().get(StoreKeys.check(key));
    return held == null ? null : held.value();
  }

  @Override
  public long count() {
    return published().size();
  }

  @Override
  public StoreSnapshot snapshot() {
    return new ContentSnapshot(published());
  }

  @Override
  public void put(String key, Document value) {
    Held held = held(key, value);
    write(
        content -> {
          Map<String, @Nullable Held> changes = new TreeMap<>();
          changes.put(key, held);
          return new Work<>(true, changes);
        });
  }

  private Held held(String key, Document value) {
    StoreKeys.check(key);
    if (!StoreKeys.isSide(key)) {
      files.readable().check(value);
    }
    try {
      return Held.of(key, value);
    } catch (CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_7003, e.detail(), e);
    }
  }

  @Override
  public boolean delete(String key) {
    return inTransaction(work -> work.delete(key));
  }

  @Override
  public @Nullable Document update(String key, UnaryOperator<@Nullable Document> change) {
    return this.<@Nullable Document>inTransaction(
        work -> {
          Document after = change.apply(work.get(key));
          if (after == null) {
            work.delete(key);
          } else {
            work.put(key, after);
          }
          return after;
        });
  }

  @Override
  public <T extends @Nullable Object> T inTransaction(Function<StoreTransaction, T> work) {
    return write(
        content -> {
          Transaction transaction = new Transaction(content, this::held);
          try {
            T result = work.apply(transaction);
            return new Work<>(result, transaction.changes());
          } finally {
            transaction.end();
          }
        });
  }

  private record Work<T extends @Nullable Object>(T result, Map<String, @Nullable Held> changes) {}

  private <T extends @Nullable Object> T write(Function<Content, Work<T>> task) {
    if (writing.isHeldByCurrentThread()) {
      throw new CrossfadeException(ErrorCode.CF_7004, "a write by the store in a transaction");
    }
    Written<T> written = attempt(task);
    while (written == null) {
      rewriter.keepEntries();
      written = attempt(task);
    }
    // Nobody sees a write before it is as durable as it has to be.
    Publisher.State state = written.state();
    files.journal().settle(state.number());
    if (publisher.publish(state)) {
      FaultPoints.hit("store.published");
      rewriter.changed();
    }
    return written.result();
  }

  private record Written<T extends @Nullable Object>(T result, Publisher.State state) {}

  /** Null when these would be the first notes, and nothing was written. */
  private <T extends @Nullable Object> @Nullable Written<T> attempt(
      Function<Content, Work<T>> task) {
    writing.lock();
    try {
      checkOpen();
      Work<T> work = task.apply(latest.content());
      if (!rewriter.keepsEntries() && hasNotes(work.changes())) {
        return null;
      }
      return new Written<>(work.result(), record(work.changes()));
    } finally {
      writing.unlock();
    }
  }

  private static boolean hasNotes(Map<String, @Nullable Held> changes) {
    for (Map.Entry<String, @Nullable Held> change : changes.entrySet()) {
      if (change.getValue() != null && StoreKeys.isSide(change.getKey())) {
        return true;
      }
    }
    return false;
  }

  private Publisher.State record(Map<String, @Nullable Held> changes) {
    Content content = latest.content();
    changes.entrySet().removeIf(change -> content.has(change.getKey(), change.getValue()));
    if (!changes.isEmpty()) {
      byte[] members = JournalRecord.members(changes, null);
      FaultPoints.hit("store.journal");
      // Made before: memory goes with the journal, whatever is thrown once it is written.
      long number = files.journal().next();
      Publisher.State after = new Publisher.State(content.with(changes), number);
      try {
        files.journal().write(members, 0, members.length);
      } finally {
        if (files.journal().next() > number) {
          latest = after;
        }
      }
      files.noteJournal();
      FaultPoints.hit("store.journaled");
    }
    return latest;
  }

  @Override
  public void sync() {
    checkOpen();
    files.journal().sync();
  }

  /**
   * Brings the readable file up to date now, durably; nothing is done where it is.
   *
   * @throws CrossfadeException CF-7016 when it cannot be written; the journal has it all
   */
  public void rewrite() {
    checkOpen();
    rewriter.rewriteNow();
  }

  /**
   * Brings the readable file up to date, and lets go of everything.
   *
   * @throws CrossfadeException CF-7016 when the file cannot be written: the journal has it all, and
   *     the store is closed nevertheless
   */
  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      writing.unlock();
    }
    try {
      // What was recorded is published before the last rewriting, if its writer still waits.
      files.journal().settle(latest.number());
      publisher.publish(latest);
    } finally {
      try {
        rewriter.close();
      } finally {
        files.close();
      }
    }
  }

  /** Lets go of everything as a process that dies does; for tests. */
  void abandon() {
    closed = true;
    rewriter.stop();
    files.close();
  }
}
