package dev.crossfade.postgres.connect;

import java.util.Optional;

/**
 * A password and where it was found.
 *
 * @param value the password, absent with {@link Origin#NONE} and {@link Origin#FILE_IGNORED}
 * @param origin where it was found
 */
public record Password(Optional<String> value, Origin origin) {
  /** Where a password was found. */
  public enum Origin {
    /** In the URL. */
    URL,
    /** In the variable PGPASSWORD. */
    ENVIRONMENT,
    /** In the password file. */
    FILE,
    /** Nowhere; the password file was not read because others may read it too. */
    FILE_IGNORED,
    /** Nowhere. */
    NONE
  }

  /** Its origin only. */
  @Override
  public String toString() {
    return "password from " + origin;
  }
}
