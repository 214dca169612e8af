package dev.crossfade.core.segment;

import dev.crossfade.core.fault.FaultPoints;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the file that is written comes to be: found with its torn end cut, or made. */
final class SegmentOpening {
  private static final int MOST_HEADER = 1 << 10;

  private SegmentOpening() {}

  /** A file to go on with, and the number of the next record. */
  record Opened(SegmentFile file, long next, SegmentRecovery recovery) {}

  static Opened open(SegmentFolder files, SegmentOptions options) throws IOException {
    List<Long> all = files.list();
    DurableFiles.createFolders(files.folder());
    forceNames(files.folder());
    if (all.isEmpty()) {
      long first = options.first();
      return new Opened(
          create(files, options, first, options.before()), first, SegmentRecovery.NONE);
    }
    long begins = all.get(all.size() - 1);
    Path path = files.file(begins);
    List<SegmentDamage> damage = new ArrayList<>();
    try (SegmentFileReader reader = new SegmentFileReader(path, begins)) {
      for (SegmentItem item = reader.next(); item != null; item = reader.next()) {
        if (item instanceof SegmentDamage bad) {
          damage.add(bad);
        }
      }
      SegmentDamage hole = hole(path, options, damage);
      if (hole != null) {
        return cutAt(hole, path, begins, reader, damage);
      }
      long cut = reader.length() - reader.end();
      if (reader.end() == 0) {
        putAway(path, begins, damage);
        SegmentEnd before = all.size() == 1 ? options.before() : end(files, all, begins);
        SegmentFile made = create(files, options, begins, before);
        return new Opened(made, begins, new SegmentRecovery(cut, List.copyOf(damage)));
      }
      SegmentRecovery recovery = new SegmentRecovery(cut, List.copyOf(damage));
      return new Opened(reopen(path, begins, reader.end(), cut), reader.expected(), recovery);
    }
  }

  /** The process before this one may have died after it made a name and before it forced it. */
  private static void forceNames(Path folder) throws IOException {
    FaultPoints.hit("segment.names");
    DurableFiles.forceFolder(folder);
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      try {
        FaultPoints.hit("segment.names");
        DurableFiles.forceFolder(parent);
      } catch (AccessDeniedException e) {
        // Who may not read it has not made the folder: then a force was refused there too.
      }
    }
  }

  /**
   * Nothing in the last file is valid. The process died while it made it, and the ones before it
   * are whole; but a header is on the disk before a record is written, so what has a line end, or
   * is longer than a header, was damaged otherwise, and is kept under another name.
   */
  private static void putAway(Path path, long begins, List<SegmentDamage> damage)
      throws IOException {
    long length = Files.size(path);
    long lines = SegmentAside.lineEnds(path);
    if (length <= MOST_HEADER && lines == 0) {
      Files.delete(path);
      return;
    }
    long records = Math.max(0, lines - 1);
    damage.add(
        new SegmentDamage(SegmentFolder.name(path), 0, length, begins, begins + records - 1));
    Files.move(path, SegmentAside.free(path, ".damaged"));
  }

  /** The first bad place that a force never reached; none where each record had its own. */
  private static @Nullable SegmentDamage hole(
      Path path, SegmentOptions options, List<SegmentDamage> damage) throws IOException {
    if (options.durability() != Durability.EVENT) {
      for (SegmentDamage bad : damage) {
        if (bad.from() > 0 && SegmentAside.hasHole(path, bad.from(), bad.to())) {
          return bad;
        }
      }
    }
    return null;
  }

  /** Keeps what is behind a hole in a file of its own, on the disk before the rest is cut. */
  private static Opened cutAt(
      SegmentDamage hole,
      Path path,
      long begins,
      SegmentFileReader reader,
      List<SegmentDamage> damage)
      throws IOException {
    long cut = reader.length() - hole.from();
    Path aside = SegmentAside.free(path, ".unforced");
    SegmentAside.keep(path, hole.from(), aside);
    FaultPoints.hit("segment.aside");
    List<SegmentDamage> told = new ArrayList<>(damage.subList(0, damage.indexOf(hole)));
    String name = SegmentFolder.name(aside);
    told.add(new SegmentDamage(name, 0, cut, hole.first(), reader.expected() - 1));
    SegmentRecovery recovery = new SegmentRecovery(cut, List.copyOf(told));
    return new Opened(reopen(path, begins, hole.from(), cut), hole.first(), recovery);
  }

  private static SegmentEnd end(SegmentFolder files, List<Long> all, long begins)
      throws IOException {
    Path path = files.file(all.get(all.size() - 2));
    return new SegmentEnd(SegmentFolder.name(path), begins - 1, Files.size(path));
  }

  private static SegmentFile reopen(Path path, long begins, long end, long cut) throws IOException {
    SegmentFile file = new SegmentFile(path, begins, end);
    if (cut > 0) {
      try {
        file.cutAndForce();
      } catch (IOException e) {
        file.close();
        throw e;
      }
    }
    return file;
  }

  /** Makes a file with its header, on the disk with its name; leaves nothing when that fails. */
  static SegmentFile create(
      SegmentFolder files, SegmentOptions options, long begins, @Nullable SegmentEnd before)
      throws IOException {
    Path path = files.file(begins);
    SegmentLine header = new SegmentLine();
    header.build(new SegmentHeader(options.owner(), begins, before).text());
    Files.deleteIfExists(path);
    SegmentFile file = new SegmentFile(path, begins, 0);
    try {
      FaultPoints.hit("segment.created");
      file.write(header.bytes(), header.length());
      FaultPoints.hit("segment.headed");
      file.force();
      DurableFiles.forceFolder(files.folder());
      FaultPoints.hit("segment.begun");
      return file;
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }
}
