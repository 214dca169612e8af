package dev.crossfade.files.store;

import dev.crossfade.core.segment.SegmentDamage;
import dev.crossfade.core.segment.SegmentItem;
import dev.crossfade.core.segment.SegmentReader;
import dev.crossfade.core.segment.SegmentRecord;
import dev.crossfade.core.store.StoreKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the journal holds behind a number. */
final class JournalReplay {
  private final List<JournalRecord> records = new ArrayList<>();
  private final List<SegmentDamage> damage = new ArrayList<>();

  static JournalReplay read(Path folder, long behind) throws IOException {
    JournalReplay replay = new JournalReplay();
    try (SegmentReader reader = new SegmentReader(folder, StoreFiles.PREFIX, behind + 1)) {
      for (SegmentItem item = reader.poll(); item != null; item = reader.poll()) {
        if (item instanceof SegmentRecord record) {
          replay.records.add(JournalRecord.of(record));
        } else if (item instanceof SegmentDamage bad) {
          replay.damage.add(bad);
        }
      }
    }
    return replay;
  }

  List<JournalRecord> records() {
    return records;
  }

  List<SegmentDamage> damage() {
    return damage;
  }

  /** The keys of entries that records behind a number change. */
  Set<String> keys(long behind) {
    Set<String> keys = new TreeSet<>();
    for (JournalRecord record : records) {
      if (record.number() > behind) {
        keys.addAll(record.changes().keySet());
      }
    }
    keys.removeIf(StoreKeys::isSide);
    return keys;
  }

  /**
   * The content after all records that were read.
   *
   * @param content entries as the file has them; notes as they were before the first record
   * @param behind the entries are those of this number already
   */
  Content over(Content content, long behind) {
    Content after = content;
    for (JournalRecord record : records) {
      for (Map.Entry<String, @Nullable Held> change : record.changes().entrySet()) {
        if (record.number() > behind || StoreKeys.isSide(change.getKey())) {
          after = after.with(change.getKey(), change.getValue());
        }
      }
    }
    return after;
  }
}
