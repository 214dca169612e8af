package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says in notes what stood where somebody edited the file by hand (see {@link FileStore#EDITED}),
 * for whoever moves the entries elsewhere. Stores without notes have nobody who reads them.
 *
 * @param before the store without the edits, or null where it has no notes
 */
record EditMarks(@Nullable Content before) {
  /** Takes the store as it was: a hold, and over it the records behind. */
  static EditMarks of(
      StoreFiles files, StateFiles.Hold hold, JournalReplay replay, SortedTree<Held> notes)
      throws IOException {
    return new EditMarks(
        notes.size() == 0
            ? null
            : replay.over(files.entries(hold), hold.through()).withNotes(notes));
  }

  /** The notes to be made of edits. */
  Map<String, @Nullable Held> of(Map<String, @Nullable Held> edits) {
    Map<String, @Nullable Held> marks = new TreeMap<>();
    Content was = before;
    if (was == null) {
      return marks;
    }
    edits.forEach(
        (key, held) -> {
          String mark = FileStore.EDITED + key;
          // What is there was not looked at yet, and tells of the value that its reader knows.
          if (!was.has(key, held) && was.get(mark) == null) {
            Held old = was.get(key);
            List<Document> values = old == null ? List.of() : List.of(old.value());
            marks.put(mark, Held.of(mark, new Document.VectorOf(values)));
          }
        });
    return marks;
  }
}
