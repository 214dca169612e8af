package dev.crossfade.sqlite.live;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the sidecar holds of followed files beside what it holds of every origin.
 *
 * <pre>
 * trouble, trouble_at  why they cannot be read, and since when; NULL while they can
 * told                 whether there was an event for it
 * alarm, alarm_at      what changed while they were closed, and when that was seen; or NULL
 * alarmed              fingerprint of the files when that was looked for last
 * seen                 fingerprint of the files when all of them was known, settled or not
 * </pre>
 */
final class FilesNotes {
  private final Sidecar sidecar;

  FilesNotes(Sidecar sidecar) {
    this.sidecar = sidecar;
  }

  /** Something since a moment. */
  record Since(String text, Instant at) {}

  @Nullable Since trouble() {
    return since("trouble");
  }

  @Nullable Since alarm() {
    return since("alarm");
  }

  private @Nullable Since since(String column) {
    List<Since> found =
        sidecar
            .reader()
            .query(
                "SELECT %s, %s_at FROM crossfade_files WHERE %s IS NOT NULL"
                    .formatted(column, column, column),
                row -> new Since(row.getString(1), Instant.ofEpochMilli(row.getLong(2))));
    return found.isEmpty() ? null : found.get(0);
  }

  /** Keeps why files cannot be read, or that they can. */
  void trouble(@Nullable String text) {
    Since known = trouble();
    if (Objects.equals(known == null ? null : known.text(), text)) {
      return;
    }
    if (text == null) {
      write("UPDATE crossfade_files SET trouble = NULL, trouble_at = NULL, told = 0");
    } else {
      write(
          "UPDATE crossfade_files SET trouble = ?, trouble_at = coalesce(trouble_at, ?)",
          text,
          Clock.systemUTC().millis());
    }
  }

  boolean told() {
    return LiveFile.number(sidecar.reader(), "SELECT told FROM crossfade_files") > 0;
  }

  void setTold() {
    write("UPDATE crossfade_files SET told = 1");
  }

  /** Keeps what changed in a state of the files, or that nothing did. */
  void alarm(@Nullable String text, String fingerprint) {
    write(
        "UPDATE crossfade_files SET alarm = ?, alarm_at = ?, alarmed = ?",
        text,
        Clock.systemUTC().millis(),
        fingerprint);
  }

  String alarmed() {
    return LiveFile.text(sidecar.reader(), "SELECT alarmed FROM crossfade_files");
  }

  /** Within a transaction of the caller. */
  void seen(String fingerprint) {
    sidecar.writer().execute("UPDATE crossfade_files SET seen = ?", fingerprint);
  }

  String seen() {
    return LiveFile.text(sidecar.reader(), "SELECT seen FROM crossfade_files");
  }

  private void write(String sql, @Nullable Object... parameters) {
    sidecar.write(() -> sidecar.writer().execute(sql, parameters));
  }
}
