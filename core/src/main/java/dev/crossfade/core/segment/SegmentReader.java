package dev.crossfade.core.segment;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment from a number on, also while another thread or process appends to it: only whole
 * records are given, in the order of their numbers, each once. Records that are gone or damaged are
 * given as one {@link SegmentDamage} in their place, never passed over in silence. What stands at
 * the very end and is no valid record is not given: its writer may be writing it, or cuts it when
 * it opens the segment. Takes no lock. Not safe for several threads.
 */
public final class SegmentReader implements Closeable {
  private final SegmentFolder files;
  private long wanted;
  private @Nullable SegmentFileReader file;
  private long begins;

  /**
   * @param folder where the segment lies; it need not be there yet
   * @param prefix what its files' names begin with
   * @param from number of the first record wanted, from 1
   */
  public SegmentReader(Path folder, String prefix, long from) {
    files = new SegmentFolder(folder, prefix);
    wanted = from;
  }

  /** The number of the next record. */
  public long next() {
    return wanted;
  }

  /** The header of the file that is read now; null before the first record, or when damaged. */
  public @Nullable SegmentHeader header() {
    SegmentFileReader open = file;
    return open == null ? null : open.header();
  }

  /**
   * The next record or damage; null when there is none for now.
   *
   * @throws CrossfadeException CF-7103 when a file cannot be read, CF-7104 when a newer version
   *     wrote it
   */
  public @Nullable SegmentItem poll() {
    try {
      while (true) {
        SegmentFileReader open = file;
        SegmentItem item = open == null ? null : read(open);
        if (item != null) {
          return item;
        }
        long later = later();
        if (open != null && open.isReplaced() && open(begins)) {
          // Its writer died before the file had a header, or could not make it, and made another.
          continue;
        }
        if (later == 0) {
          return null;
        }
        // A file is complete when there is a later one, but maybe it was not when it was read.
        item = open == null ? gone(later) : readOn(open, later);
        if (item != null) {
          return item;
        }
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_7103, files.folder() + ": " + e.getMessage(), e);
    }
  }

  private @Nullable SegmentItem read(SegmentFileReader open) throws IOException {
    while (true) {
      SegmentItem item = open.next();
      if (item instanceof SegmentRecord record) {
        if (record.number() >= wanted) {
          wanted = record.number() + 1;
          return record;
        }
      } else if (item instanceof SegmentDamage damage) {
        if (damage.last() >= wanted || damage.first() >= wanted) {
          wanted = Math.max(wanted, damage.last() + 1);
          return damage;
        }
      } else {
        return null;
      }
    }
  }

  /** What the file to go on with begins with; 0 where there is none. */
  private long later() {
    long holder = 0;
    for (long number : files.list()) {
      if (file != null && number > begins) {
        return number;
      }
      if (file == null && (number <= wanted || holder == 0)) {
        holder = number;
      }
    }
    return holder;
  }

  private @Nullable SegmentItem gone(long later) throws IOException {
    if (!open(later) || later <= wanted) {
      return null;
    }
    SegmentDamage damage =
        new SegmentDamage(SegmentFolder.name(files.file(later)), 0, 0, wanted, later - 1);
    wanted = later;
    return damage;
  }

  private @Nullable SegmentItem readOn(SegmentFileReader open, long later) throws IOException {
    SegmentItem item = read(open);
    if (item != null) {
      return item;
    }
    long first = open.expected();
    long length = open.length();
    String name = open.name();
    long end = open.end();
    if (!open(later) || (first >= later && length == end) || later < wanted) {
      return null;
    }
    SegmentDamage damage = new SegmentDamage(name, end, length, Math.max(first, wanted), later - 1);
    wanted = later;
    return damage;
  }

  /** Goes over to another file; false where it was removed meanwhile. */
  private boolean open(long number) throws IOException {
    Path path = files.file(number);
    try {
      SegmentFileReader opened = new SegmentFileReader(path, number);
      close();
      file = opened;
      begins = number;
      return true;
    } catch (FileNotFoundException e) {
      if (Files.exists(path)) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    SegmentFileReader open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
