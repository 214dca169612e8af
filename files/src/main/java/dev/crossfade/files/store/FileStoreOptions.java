package dev.crossfade.files.store;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.segment.Durability;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link FileStore} works.
 *
 * @param format of the file, or null to tell it by the name: {@code .edn}, {@code .json}, or a
 *     folder
 * @param durability what a write has outlived when its call returns
 * @param pause how long writes are gathered before the file is rewritten; more where rewriting
 *     takes long
 * @param journalBytes length at which a new file of the journal is begun
 * @param resolution what to do about a file that was edited while writes were not in it yet
 * @param events is told what a person should know
 */
public record FileStoreOptions(
    @Nullable FileFormat format,
    Durability durability,
    Duration pause,
    long journalBytes,
    Resolution resolution,
    Events events) {

  /** Writes survive the process; the file is rewritten half a second after a change. */
  public static FileStoreOptions defaults() {
    return new FileStoreOptions(
        null, Durability.PROCESS, Duration.ofMillis(500), 4L << 20, Resolution.REFUSE, Events.NONE);
  }

  /** The same with a format. */
  public FileStoreOptions withFormat(FileFormat other) {
    return new FileStoreOptions(other, durability, pause, journalBytes, resolution, events);
  }

  /** The same with another durability. */
  public FileStoreOptions withDurability(Durability other) {
    return new FileStoreOptions(format, other, pause, journalBytes, resolution, events);
  }

  /** The same with another pause. */
  public FileStoreOptions withPause(Duration other) {
    return new FileStoreOptions(format, durability, other, journalBytes, resolution, events);
  }

  /** The same with a journal in files of another length. */
  public FileStoreOptions withJournalBytes(long other) {
    return new FileStoreOptions(format, durability, pause, other, resolution, events);
  }

  /** The same with a decision about an edited file. */
  public FileStoreOptions withResolution(Resolution other) {
    return new FileStoreOptions(format, durability, pause, journalBytes, other, events);
  }

  /** The same, telling somebody. */
  public FileStoreOptions withEvents(Events other) {
    return new FileStoreOptions(format, durability, pause, journalBytes, resolution, other);
  }
}
