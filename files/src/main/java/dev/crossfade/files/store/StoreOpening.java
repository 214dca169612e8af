package dev.crossfade.files.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.value.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a store holds from its file, from what is noted of it, and from the journal.
 *
 * <pre>
 * nothing is noted                     the file as it is; that is noted
 * the file is one that is noted        the file, and over it the records behind its number
 * each key is as in one of those       the same from the lowest number (a folder replaced by half)
 * else it was edited:
 *   no records behind the number       the file; what differs becomes a record that names its digest
 *   there are                          refused, or as somebody decides
 * </pre>
 */
final class StoreOpening {
  private final StoreFiles files;
  private final Path file;

  StoreOpening(StoreFiles files) {
    this.files = files;
    file = files.file();
  }

  /**
   * What was found.
   *
   * @param state of the store
   * @param behind whether the file lacks some of it
   */
  record Opened(Publisher.State state, boolean behind) {}

  Opened open() {
    try {
      List<StateFiles.Hold> holds = files.state().read();
      Content loaded = files.readable().load();
      return holds == null ? first(loaded) : again(holds, loaded);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_7011, file + ": " + e.getMessage(), e);
    }
  }

  private Opened first(@Nullable Content loaded) throws IOException {
    JournalReplay replay = JournalReplay.read(files.folder(), 0);
    if (!replay.records().isEmpty() || !replay.damage().isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_7015, files.folder() + ": a journal with records, and no state");
    }
    long number = files.openJournal(1).next() - 1;
    files.noteJournal();
    return noted(number, loaded == null ? null : loaded, loaded == null ? Content.EMPTY : loaded);
  }

  /** Notes that the file holds everything up to a number. */
  private Opened noted(long number, @Nullable Content inFile, Content content) throws IOException {
    long notes = content.notes().size();
    StateFiles.Hold hold =
        new StateFiles.Hold(number, inFile == null ? null : inFile.digest(), notes);
    files.writeHold(hold, content, notes > 0);
    FaultPoints.hit("store.open.keys");
    files.state().write(List.of(hold));
    FaultPoints.hit("store.open.noted");
    files.state().clean(List.of(hold));
    return new Opened(new Publisher.State(content, number), false);
  }

  private Opened again(List<StateFiles.Hold> holds, @Nullable Content loaded) throws IOException {
    files.state().clean(holds);
    StateFiles.Hold lowest = holds.get(0);
    boolean known = holds.stream().anyMatch(hold -> isSame(hold, loaded));
    if (loaded == null && !known) {
      throw new CrossfadeException(ErrorCode.CF_7012, file.toString());
    }
    JournalOpening.Found journal = new JournalOpening(files).open(holds);
    JournalReplay replay = journal.replay();
    String lost = journal.lost();
    if (lost != null) {
      return withoutJournal(lost, journal.last(), holds, loaded);
    }
    long last = files.journal().next() - 1;
    List<StateFiles.Hold> all = new ArrayList<>(holds);
    for (JournalRecord record : replay.records()) {
      String took = record.took();
      if (took != null && loaded != null) {
        Digest digest = Digest.ofHex(loaded.digest().rows(), took);
        all.add(new StateFiles.Hold(record.number(), digest, 0));
      }
    }
    long through = -1;
    for (StateFiles.Hold hold : all) {
      if (isSame(hold, loaded)) {
        through = Math.max(through, hold.through());
      }
    }
    Content base =
        Objects.requireNonNullElse(loaded, Content.EMPTY)
            .withNotes(files.state().readNotes(lowest));
    if (through < 0 && isMixed(holds, base)) {
      through = lowest.through();
    }
    if (through >= 0) {
      Content content = replay.over(base, through);
      boolean behind = holds.size() > 1 || last > lowest.through();
      return new Opened(new Publisher.State(content, last), behind);
    }
    return edited(lowest, replay, base);
  }

  private static boolean isSame(StateFiles.Hold hold, @Nullable Content loaded) {
    Digest digest = loaded == null ? null : loaded.digest();
    return Objects.equals(digest, hold.digest());
  }

  /** Whether each key is as one of several holds has it: the files were being replaced. */
  private boolean isMixed(List<StateFiles.Hold> holds, Content loaded) throws IOException {
    if (!files.readable().isPiecemeal() || holds.size() < 2) {
      return false;
    }
    List<Map<String, Digest>> noted = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    loaded.entries().withPrefix("").forEachRemaining(entry -> keys.add(entry.getKey()));
    for (StateFiles.Hold hold : holds) {
      Map<String, Digest> digests = files.state().readKeys(hold);
      keys.addAll(digests.keySet());
      noted.add(digests);
    }
    for (String key : keys) {
      Held held = loaded.entries().get(key);
      Digest digest = held == null ? null : held.digest();
      if (noted.stream().noneMatch(digests -> Objects.equals(digests.get(key), digest))) {
        return false;
      }
    }
    return true;
  }

  private Opened edited(StateFiles.Hold hold, JournalReplay replay, Content loaded)
      throws IOException {
    Map<String, @Nullable Held> edits = edits(files.state().readKeys(hold), loaded);
    Set<String> written = replay.keys(hold.through());
    Resolution resolution = files.options().resolution();
    if (!replay.records().isEmpty() && resolution == Resolution.REFUSE) {
      throw new CrossfadeException(
          ErrorCode.CF_7013,
          file
              + ": "
              + edits.size()
              + " keys differ from what was written, and the journal has writes of "
              + written.size()
              + " keys");
    }
    Content after = replay.over(loaded, hold.through());
    EditMarks marks = EditMarks.of(files, hold, replay, after.notes());
    if (replay.records().isEmpty() || resolution == Resolution.FILE) {
      return takeFile(edits, written, loaded.withNotes(after.notes()), marks);
    }
    edits.keySet().removeAll(written);
    return takeJournal(edits, after, marks);
  }

  /** What was changed by hand: put, or null for what was deleted. */
  private static Map<String, @Nullable Held> edits(Map<String, Digest> noted, Content loaded) {
    Map<String, @Nullable Held> edits = new TreeMap<>();
    for (String key : noted.keySet()) {
      if (loaded.entries().get(key) == null) {
        edits.put(key, null);
      }
    }
    loaded
        .entries()
        .withPrefix("")
        .forEachRemaining(
            entry -> {
              if (!entry.getValue().digest().equals(noted.get(entry.getKey()))) {
                edits.put(entry.getKey(), entry.getValue());
              }
            });
    return edits;
  }

  private Opened takeFile(
      Map<String, @Nullable Held> edits, Set<String> written, Content loaded, EditMarks marks)
      throws IOException {
    if (!written.isEmpty()) {
      Path aside = files.aside("journal-kept", files.journal().next() - 1);
      new JournalFiles(files.folder()).copyTo(aside);
      files.tell("the file holds as it stands; the journal is kept as " + aside);
      written.forEach(key -> edits.put(key, loaded.entries().get(key)));
    }
    Map<String, @Nullable Held> notes = marks.of(edits);
    long number = record(edits, notes, loaded.digest().hex());
    FaultPoints.hit("store.open.recorded");
    Opened opened = noted(number, loaded, loaded.with(notes));
    files.tell(edits.size() + " keys were changed by hand, and are taken over");
    return opened;
  }

  private Opened takeJournal(Map<String, @Nullable Held> edits, Content content, EditMarks marks)
      throws IOException {
    Path aside = files.aside("edited", files.journal().next() - 1);
    files.readable().copyTo(aside);
    Map<String, @Nullable Held> notes = marks.of(edits);
    long number = edits.isEmpty() ? files.journal().next() - 1 : record(edits, notes, null);
    FaultPoints.hit("store.open.recorded");
    files.tell(
        "the journal holds; the edited file is kept as "
            + aside
            + "; "
            + edits.size()
            + " other keys were changed by hand, and are taken over");
    return new Opened(new Publisher.State(content.with(notes), number), true);
  }

  private long record(
      Map<String, @Nullable Held> edits, Map<String, @Nullable Held> notes, @Nullable String took) {
    Map<String, @Nullable Held> changes = new TreeMap<>(edits);
    changes.putAll(notes);
    long number = files.journal().append(JournalRecord.members(changes, took));
    files.journal().sync();
    return number;
  }

  /** The journal cannot be used: refused, unless the file is to hold. */
  private Opened withoutJournal(
      String why, long last, List<StateFiles.Hold> holds, @Nullable Content loaded)
      throws IOException {
    if (files.options().resolution() != Resolution.FILE) {
      throw new CrossfadeException(ErrorCode.CF_7014, files.folder() + ": " + why);
    }
    Content content = withNotes(holds, loaded);
    files.closeJournal();
    JournalFiles journal = new JournalFiles(files.folder());
    if (journal.isEmpty()) {
      files.tell("the file holds as it stands; " + why);
    } else {
      Path aside = files.aside("journal-kept", last);
      journal.copyTo(aside);
      journal.delete();
      files.tell("the file holds as it stands; the damaged journal is kept as " + aside);
    }
    long number = files.openJournal(last + 1).next() - 1;
    files.noteJournal();
    return noted(number, loaded, content);
  }

  /** The file as it stands with the notes that belong to it, and those of edits in it. */
  private Content withNotes(List<StateFiles.Hold> holds, @Nullable Content loaded)
      throws IOException {
    Content content = Objects.requireNonNullElse(loaded, Content.EMPTY);
    StateFiles.Hold own = null;
    StateFiles.Hold highest = holds.get(holds.size() - 1);
    for (StateFiles.Hold hold : holds) {
      own = isSame(hold, loaded) ? hold : own;
    }
    if (own != null || highest.notes() == 0) {
      return content.withNotes(files.state().readNotes(own == null ? highest : own));
    }
    Content noted = content.withNotes(files.state().readNotes(highest));
    EditMarks marks = new EditMarks(files.entries(highest).withNotes(noted.notes()));
    return noted.with(marks.of(edits(files.state().readKeys(highest), content)));
  }
}
