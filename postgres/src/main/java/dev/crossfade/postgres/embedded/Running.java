package dev.crossfade.postgres.embedded;

/**
 * A server that runs.
 *
 * @param url its URL in libpq form, with the password
 * @param port its port on the loopback address
 * @param pid the id of its main process
 * @param started whether this call started it; false if it ran before
 */
public record Running(String url, int port, long pid, boolean started) {
  /** Without the URL, which holds the password. */
  @Override
  public String toString() {
    return "PostgreSQL on 127.0.0.1:" + port + ", process " + pid;
  }
}
