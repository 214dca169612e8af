package dev.crossfade.core.store;

/**
 * A place in a source after which a scan goes on. The token is the source's own and lasts as long
 * as its content does not change.
 *
 * @param token empty for the start
 */
public record Position(String token) {
  /** Before the first row. */
  public static final Position START = new Position("");
}
