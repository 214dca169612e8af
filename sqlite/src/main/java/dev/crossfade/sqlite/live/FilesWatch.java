package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people are to be told of files of a foreign program: that they cannot be read for a while,
 * and that somebody changed them while they were closed.
 */
public final class FilesWatch {
  /** A program that writes a file in place needs some time for it. */
  private static final Duration WHILE = Duration.ofSeconds(20);

  private static final int KEYS = 10;

  private final SnapshotLiveStore store;

  FilesWatch(SnapshotLiveStore store) {
    this.store = store;
  }

  /**
   * Something that happened.
   *
   * @param kind of the event
   * @param text a sentence without its point
   */
  public record Happening(String kind, String text) {}

  private FilesNotes notes() {
    return new FilesNotes(store.sidecar());
  }

  /** That files cannot be read for a while, or can again; each once. */
  public List<Happening> trouble() {
    FilesNotes.Since trouble = notes().trouble();
    if (trouble == null
        || notes().told()
        || trouble.at().plus(WHILE).isAfter(Clock.systemUTC().instant())) {
      return List.of();
    }
    notes().setTold();
    return List.of(new Happening("unreadable", unreadable(trouble)));
  }

  private static String unreadable(FilesNotes.Since trouble) {
    return "cannot be read since "
        + at(trouble)
        + ", so nothing is brought over: "
        + trouble.text();
  }

  private static Instant at(FilesNotes.Since since) {
    return since.at().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  }

  /** What a user wants to know of now, a sentence each. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    FilesNotes.Since trouble = notes().trouble();
    if (trouble != null) {
      remarks.add(unreadable(trouble));
    }
    FilesFence fence = store.fence();
    if (fence != null && !store.state().open()) {
      remarks.add(
          "closed: "
              + fence.count()
              + " files and folders are read-only, and nothing is written to them; they are watched");
    }
    FilesNotes.Since alarm = notes().alarm();
    if (alarm != null) {
      remarks.add("ALARM, seen " + at(alarm) + ": " + alarm.text());
    }
    return remarks;
  }

  /**
   * Looks at closed files: whoever changed them since they were closed wrote what nobody brings
   * over.
   *
   * @param keyText prints a key
   */
  public List<Happening> changed(BiFunction<CollectionPlan, byte[], String> keyText) {
    String fingerprint = fingerprint();
    if (fingerprint.equals(notes().alarmed()) || fingerprint.equals(notes().seen())) {
      return List.of();
    }
    String known = store.sidecar().known().fingerprint();
    if (fingerprint.equals(known)) {
      return List.of();
    }
    String difference = difference(keyText);
    if (difference == null) {
      return List.of();
    }
    FilesNotes.Since before = notes().alarm();
    notes().alarm(difference.isEmpty() ? null : difference, fingerprint());
    if (difference.isEmpty()) {
      return before == null
          ? List.of()
          : List.of(new Happening("alarm-over", "the files are again as they were closed"));
    }
    return List.of(new Happening("alarm", difference));
  }

  private String fingerprint() {
    try {
      return store.origin().fingerprint().text();
    } catch (CrossfadeException unreadable) {
      return unreadable.code().code();
    }
  }

  /** What differs; empty when nothing does, null when that cannot be said yet. */
  private @Nullable String difference(BiFunction<CollectionPlan, byte[], String> keyText) {
    SnapshotCopy made = store.makeCopy(SnapshotOrigin.Wanted.AT_ONCE);
    if (made == null) {
      String trouble = store.origin().trouble();
      return trouble == null ? null : "the files were changed while they were closed: " + trouble;
    }
    try (made;
        SnapshotLook.Found found = store.looking().compareUnguarded(store.sidecar(), made)) {
      List<CollectionChange> changes =
          found.changes().stream().filter(change -> !change.whole()).toList();
      return changes.isEmpty()
          ? ""
          : "the files were changed while they were closed, and nobody brings that over: "
              + changes.stream()
                  .map(change -> text(change, keyText))
                  .collect(Collectors.joining("; "));
    }
  }

  private static String text(
      CollectionChange change, BiFunction<CollectionPlan, byte[], String> keyText) {
    List<String> some = new ArrayList<>();
    RowBatch batch = new RowBatch(64 << 10);
    try (RowScan scan = change.keys().scan()) {
      while (some.size() < KEYS && scan.next(batch)) {
        for (int row = 0; row < batch.rows() && some.size() < KEYS; row++) {
          byte[] key = Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row));
          some.add(keyText.apply(change.plan(), key));
        }
      }
    }
    long more = change.keys().rows() - some.size();
    return change.plan().source()
        + ": "
        + change.keys().rows()
        + " keys, "
        + String.join(", ", some)
        + (more > 0 ? " and " + more + " more" : "");
  }
}
