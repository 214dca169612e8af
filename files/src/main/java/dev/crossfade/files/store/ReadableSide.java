package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of a store that people read: how they are read, and replaced. */
interface ReadableSide {
  /**
   * Reads all.
   *
   * @return null where there is nothing
   * @throws dev.crossfade.core.error.CrossfadeException CF-7011 when it cannot be understood
   */
  @Nullable Content load() throws IOException;

  /**
   * Refuses a value that cannot be kept.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-7003
   */
  void check(Document value);

  /** Writes a state, forced, beside the files that are there, which stay as they are. */
  Prepared prepare(Content content) throws IOException;

  /** Writes the entries of a state into one file, forced, for nobody but {@link #readKept}. */
  void keep(Content content, Path place) throws IOException;

  /** Reads what {@link #keep} wrote. */
  Content readKept(Path place) throws IOException;

  /** Whether a state can be there by half when a process or machine dies while it is published. */
  boolean isPiecemeal();

  /** Copies what is there to another place, durably; nothing where there is nothing. */
  void copyTo(Path place) throws IOException;

  /** A state that was written and is not yet where people see it. */
  interface Prepared {
    /**
     * Puts it there, durably.
     *
     * @param aside where to keep what somebody else wrote since it was last read or written
     * @return whether there was such
     */
    boolean publish(Path aside) throws IOException;

    /** Whether publishing failed before anything was replaced. */
    boolean isUnused();
  }
}
