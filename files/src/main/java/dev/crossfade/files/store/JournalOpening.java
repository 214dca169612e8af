package dev.crossfade.files.store;

import dev.crossfade.core.segment.Segment;
import dev.crossfade.core.segment.SegmentDamage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the journal of a store, and finds out whether all is there that must be. */
final class JournalOpening {
  private final StoreFiles files;
  private final JournalFiles parts;

  JournalOpening(StoreFiles files) {
    this.files = files;
    parts = new JournalFiles(files.folder());
  }

  /**
   * What was found.
   *
   * @param replay the records behind what the file holds
   * @param last the highest number that a record had, as far as known
   * @param lost why the journal cannot be used, or null
   */
  record Found(JournalReplay replay, long last, @Nullable String lost) {}

  /** Opens it where nothing is seen to be lost, and tells what was cut. */
  Found open(List<StateFiles.Hold> holds) throws IOException {
    long behind = holds.get(0).through();
    long covered = holds.get(holds.size() - 1).through();
    long begun = files.state().readBegun();
    String lost = lostFile(begun);
    long last = Math.max(covered, begun - 1);
    if (lost == null) {
      // First of all: it cuts an end that was never forced, which would be damage to a reader.
      Segment journal = files.openJournal(covered + 1);
      last = Math.max(last, journal.next() - 1);
      lost = lostFile(begun);
      if (lost == null && journal.next() <= covered) {
        lost = "expected records up to " + covered + " but was " + (journal.next() - 1);
      }
    }
    JournalReplay replay = JournalReplay.read(files.folder(), behind);
    for (JournalRecord record : replay.records()) {
      last = Math.max(last, record.number());
    }
    if (lost == null && !replay.damage().isEmpty()) {
      lost = replay.damage().get(0).toString();
    }
    if (lost == null) {
      tell(files.journal());
      files.noteJournal();
    }
    return new Found(replay, last, lost);
  }

  private @Nullable String lostFile(long begun) throws IOException {
    if (parts.list().isEmpty()) {
      return "every file of the journal is gone";
    }
    if (!parts.damaged().isEmpty()) {
      return parts.damaged().get(0).getFileName() + ": expected records but nothing is valid";
    }
    return parts.begins() < begun
        ? "the file of the journal that begins with record " + begun + " is gone"
        : null;
  }

  private void tell(Segment journal) {
    long cut = journal.recovery().cutBytes();
    boolean isKept = false;
    for (SegmentDamage damage : journal.recovery().damage()) {
      boolean unforced = damage.file().contains(".unforced");
      isKept |= unforced;
      files.tell(
          unforced
              ? "the end of the journal was never forced to the disk, and has a hole; "
                  + cut
                  + " bytes with up to "
                  + damage.missing()
                  + " writes were cut, and are kept as "
                  + files.folder().resolve(damage.file())
              : "the journal has a bad place, "
                  + damage
                  + "; what was written there is in the file already");
    }
    if (cut > 0 && !isKept) {
      files.tell("the end of the journal was torn; " + cut + " bytes were cut");
    }
  }
}
