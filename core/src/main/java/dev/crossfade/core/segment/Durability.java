package dev.crossfade.core.segment;

/** What a record has outlived for certain when the call that wrote it returns. */
public enum Durability {
  /** It is the operating system's: it survives the end of the process, not that of the machine. */
  PROCESS,
  /** It is on the disk; callers that wait at the same time share one force. */
  GROUP,
  /** It is on the disk before the next record is written, by a force of its own. */
  EVENT
}
