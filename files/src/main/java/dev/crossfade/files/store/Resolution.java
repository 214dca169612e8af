package dev.crossfade.files.store;

/** What to do when the file was edited while the journal holds writes that it lacks. */
public enum Resolution {
  /** Refuse to open, with CF-7013. Nothing is changed. */
  REFUSE,
  /**
   * Every write of the journal holds, and of what was edited only keys that it does not write. The
   * file as it stands is kept in the store's folder.
   */
  JOURNAL,
  /** The file holds as it stands. The journal as it stands is kept in the store's folder. */
  FILE
}
