package dev.crossfade.core.segment;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Numbered records in append-only files of lines, for the events of a log and for the journal of a
 * file store. Each line is a JSON object whose last member is the CRC of the bytes before it, so
 * that {@code grep} and {@code jq} work on it.
 *
 * <pre>
 * folder/PREFIX00000000000000000017.jsonl      the number of the first record that it can hold
 *
 * file   := header record*
 * header := {"segment":1,"owner":"TEXT","begins":17[,"before":{"file":"NAME","last":16,"bytes":9000}]TAIL
 * record := {"n":17[,MEMBERS]TAIL               contiguous; MEMBERS are the caller's
 * TAIL   := ,"crc":"9ae0daaf"}\n                CRC32C of the line's bytes before TAIL, in hex
 *
 * before := where the file before this one ended: its name, its last record, its length
 * </pre>
 *
 * <p>Guarantees. The order in the files is the order of the numbers, which are contiguous,
 * whichever threads append. A call that returns has written its record as {@link Durability} says.
 * One that throws has written nothing, and its number goes to the next one; only after CF-7102 the
 * record may be there or not. A file that is followed by another one is whole and on the disk, as
 * are the names of files and folder. Opening cuts a torn end, and only at the end: of the last
 * file, behind its last valid record. Bad places before it stay and are reported ({@link
 * #recovery}); readers get them as {@link SegmentDamage}. An interrupt neither ends a call nor
 * closes a file.
 *
 * <p>One bad place is an end too: a hole of NULs up to the end of a block, in the last file. A
 * machine that loses its power may have written later blocks before it; a force covers all that is
 * before it, so none reached what is behind the hole. Opening keeps that in {@code
 * NAME.jsonl.unforced}, cuts at the hole and reports it. Not with {@link Durability#EVENT}, where
 * what is behind was forced, and the hole is damage.
 *
 * <p>A file whose name was removed while it is open is noticed within a tenth of a second, at a
 * force and at a new file; appends fail until a new file can be made. What was written into it is
 * gone, and readers are told so.
 *
 * <p>A limit: opening trusts what it reads. After a force that failed (CF-7102) the system may
 * still show records that are not on the disk, until the machine loses its power. Whoever opens the
 * segment without restarting the machine builds on them, and finds a bad place there afterwards.
 *
 * <p>The owner sees to it that a segment is open once ({@link OwnerLock}). Safe for several
 * threads.
 */
public final class Segment implements Closeable {
  private final SegmentFolder files;
  private final SegmentOptions options;
  private final GroupForce forcing = new GroupForce();
  private final SegmentLine line = new SegmentLine();
  private final SegmentRecovery recovery;
  private SegmentFile file;
  private long next;
  private final AtomicReference<@Nullable Path> removed = new AtomicReference<>();
  private boolean lost;
  private boolean closed;
  private volatile long written;

  private Segment(SegmentFolder files, SegmentOptions options, SegmentOpening.Opened opened) {
    this.files = files;
    this.options = options;
    file = opened.file();
    next = opened.next();
    written = next - 1;
    recovery = opened.recovery();
  }

  /**
   * Opens a segment, or makes it with its folder.
   *
   * @throws CrossfadeException CF-7101 when it cannot be written, CF-7103 when it cannot be read,
   *     CF-7104 when a newer version wrote it
   */
  public static Segment open(Path folder, SegmentOptions options) {
    SegmentFolder files = new SegmentFolder(folder, options.prefix());
    try {
      return new Segment(files, options, SegmentOpening.open(files, options));
    } catch (IOException e) {
      throw unwritten(folder, e);
    }
  }

  /** What opening found. */
  public SegmentRecovery recovery() {
    return recovery;
  }

  /** The number that the next record gets. */
  public synchronized long next() {
    return next;
  }

  /** The number that the file begins with that is written now. */
  public synchronized long begins() {
    return file.begins();
  }

  /** Where the segment ends now; the file that follows it in another segment names it. */
  public synchronized SegmentEnd end() {
    return endOf(file);
  }

  private SegmentEnd endOf(SegmentFile of) {
    return new SegmentEnd(SegmentFolder.name(of.path()), next - 1, of.length());
  }

  /** Appends a record of these members; see {@link #append(byte[], int, int)}. */
  public long append(byte[] members) {
    return append(members, 0, members.length);
  }

  /**
   * Appends a record and returns when it is as durable as the options say.
   *
   * @param members of a JSON object in UTF-8, without braces and line ends, as in {@code "a":1};
   *     none of them is named {@code n} or {@code crc}
   * @return its number
   * @throws CrossfadeException CF-7101 when it cannot be written, CF-7102 when a force failed, now
   *     or before, CF-7105 when it is no such line, CF-7106 when the segment is closed
   */
  public long append(byte[] members, int offset, int count) {
    long number = write(members, offset, count);
    settle(number);
    return number;
  }

  /**
   * Appends a record and does not wait for a force that is shared ({@link Durability#GROUP});
   * {@link #settle} does. Otherwise as {@link #append(byte[], int, int)}.
   */
  public synchronized long write(byte[] members, int offset, int count) {
    checkOpen();
    forcing.check();
    long number = next;
    line.build(number, members, offset, count);
    try {
      prepareFile();
      file.write(line.bytes(), line.length());
    } catch (IOException e) {
      throw unwritten(file.path(), e);
    }
    next = number + 1;
    written = number;
    FaultPoints.hit("segment.written");
    if (options.durability() == Durability.EVENT) {
      forcing.forceAlone(this::forceFile);
    }
    return number;
  }

  /** Waits until a record that was written is as durable as the options say. */
  public void settle(long number) {
    if (options.durability() != Durability.PROCESS) {
      forcing.settle(number, this::forceFile);
    }
  }

  /**
   * Waits until everything that is written is on the disk, whatever the options say.
   *
   * @throws CrossfadeException CF-7102 when a force failed, now or before; and once when records
   *     that were not forced went with a file that was removed
   */
  public void sync() {
    forcing.settle(written, this::forceFile);
    Path gone = removed.getAndSet(null);
    if (gone != null) {
      throw new CrossfadeException(ErrorCode.CF_7102, gone + " was removed with its last records");
    }
  }

  /** Runs while nobody else forces, and so while no other file takes the place of this one. */
  private long forceFile() throws IOException {
    long reached = written;
    SegmentFile current = file;
    current.force();
    if (current.isGoneNow()) {
      throw new IOException(current.path() + " was removed");
    }
    return reached;
  }

  /** Sees to it that there is a file with room for the next record. */
  private void prepareFile() throws IOException {
    boolean forced = options.durability() != Durability.PROCESS;
    if (!lost && (forced ? file.isGoneNow() : file.isGone())) {
      boolean settled = forcing.isSettled(next - 1);
      if (forced && !settled) {
        // Somebody waits for a record that is gone; this force says so, to all.
        forcing.forceAlone(this::forceFile);
      }
      if (!settled && file.begins() < next) {
        // Nobody waits; but a later force, of a later file, must not say that all is well.
        removed.set(file.path());
      }
      lost = true;
    }
    if (lost) {
      startFile();
      lost = false;
    } else if (file.length() >= options.rollBytes() && file.begins() < next) {
      file.cut();
      forcing.forceAlone(this::forceFile);
      FaultPoints.hit("segment.sealed");
      startFile();
    }
  }

  private void startFile() throws IOException {
    SegmentFile old = file;
    SegmentFile made = SegmentOpening.create(files, options, next, endOf(old));
    // A force of the old one may be under way.
    forcing.exclusively(() -> file = made);
    old.close();
  }

  /**
   * Removes files all of whose records have lower numbers; never the one that is written.
   *
   * @return how many
   * @throws CrossfadeException CF-7101 when one cannot be removed
   */
  public synchronized int deleteBelow(long number) {
    checkOpen();
    List<Long> begins = new ArrayList<>(files.list());
    int removed = 0;
    try {
      for (int i = 0; i + 1 < begins.size() && begins.get(i + 1) <= number; i++) {
        if (begins.get(i) >= file.begins()) {
          break;
        }
        FaultPoints.hit("segment.delete");
        Files.deleteIfExists(files.file(begins.get(i)));
        removed++;
      }
      if (removed > 0) {
        DurableFiles.forceFolder(files.folder());
      }
      return removed;
    } catch (IOException e) {
      throw unwritten(files.folder(), e);
    }
  }

  /** Reads the records from a number on. */
  public SegmentReader read(long from) {
    return new SegmentReader(files.folder(), options.prefix(), from);
  }

  private void checkOpen() {
    if (closed) {
      throw new CrossfadeException(ErrorCode.CF_7106, file.path().toString());
    }
  }

  private static CrossfadeException unwritten(Path path, IOException cause) {
    return new CrossfadeException(ErrorCode.CF_7101, path + ": " + cause.getMessage(), cause);
  }

  /**
   * Closes the file without forcing it; {@link #sync} does. May be repeated.
   *
   * @throws CrossfadeException CF-7101 when what a failed write left cannot be cut
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    forcing.exclusively(this::closeFile);
  }

  private void closeFile() {
    try {
      file.close();
    } catch (IOException e) {
      throw unwritten(file.path(), e);
    }
  }
}
