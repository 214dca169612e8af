package dev.crossfade.core.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Judges the lines of one file, in order: records with rising numbers, and the bad places between
 * them. A bad place counts as damage only when a valid record stands behind it; else it may be the
 * end that its writer is writing, or has to cut.
 */
final class SegmentFileReader implements Closeable {
  private final Path path;
  private final String name;
  private final @Nullable Object identity;
  private final LineReader lines;
  private long expected;
  private long end;
  private boolean headed;
  private @Nullable SegmentHeader header;
  private @Nullable SegmentItem following;

  SegmentFileReader(Path file, long begins) throws IOException {
    path = file;
    name = SegmentFolder.name(file);
    // Before it is opened: of a file that takes its place between the two this one is not sure.
    identity = SegmentFile.identity(file);
    lines = new LineReader(file);
    expected = begins;
  }

  /** The number that the next record must have. */
  long expected() {
    return expected;
  }

  /** Byte behind the last valid line. */
  long end() {
    return end;
  }

  /** The header, once it was read; null where it is damaged. */
  @Nullable SegmentHeader header() {
    return header;
  }

  long length() throws IOException {
    return lines.fileLength();
  }

  String name() {
    return name;
  }

  /** Whether another file has the name now; false where none has. */
  boolean isReplaced() throws IOException {
    Object now = SegmentFile.identity(path);
    return now != null && !now.equals(identity);
  }

  /** The next item, or null where nothing more is certain now. */
  @Nullable SegmentItem next() throws IOException {
    SegmentItem held = following;
    if (held != null) {
      following = null;
      return held;
    }
    while (lines.next()) {
      int from = lines.from();
      int to = lines.to();
      boolean intact = SegmentLine.isIntact(lines.data(), from, to);
      if (!headed && intact && readHeader(from, to)) {
        continue;
      }
      long number = intact ? SegmentLine.number(lines.data(), from, to) : -1;
      if (number == expected && headed) {
        return take(number);
      }
      if (isStable()) {
        return behindBadPlace();
      }
      lines.seek(end);
    }
    return null;
  }

  private boolean readHeader(int from, int to) {
    SegmentHeader read = SegmentHeader.parse(lines.data(), from, to, name);
    if (read == null || read.begins() != expected) {
      return false;
    }
    header = read;
    headed = true;
    end = lines.offset();
    return true;
  }

  private SegmentRecord take(long number) {
    byte[] line = lines.line();
    headed = true;
    expected = number + 1;
    end = lines.offset();
    int members = SegmentLine.membersFrom(line, 0, line.length);
    return new SegmentRecord(number, line, members, SegmentLine.end(line.length));
  }

  /** Whether a second look finds the same: the first may have seen two writes half and half. */
  private boolean isStable() throws IOException {
    byte[] first = lines.line();
    lines.seek(end);
    return lines.next() && Arrays.equals(first, lines.line());
  }

  /** Looks for the next valid record; without one the bad place is no damage yet. */
  private @Nullable SegmentItem behindBadPlace() throws IOException {
    long bad = end;
    do {
      int from = SegmentLine.intactFrom(lines.data(), lines.from(), lines.to());
      if (from >= 0) {
        long number = SegmentLine.number(lines.data(), from, lines.to());
        if (number >= expected) {
          lines.beginAt(from);
          SegmentDamage damage =
              new SegmentDamage(name, bad, lines.lineOffset(), expected, number - 1);
          following = take(number);
          return damage;
        }
      }
    } while (lines.next());
    lines.seek(bad);
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
