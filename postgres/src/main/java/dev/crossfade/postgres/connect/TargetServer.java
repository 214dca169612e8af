package dev.crossfade.postgres.connect;

/**
 * What a target told about itself.
 *
 * @param versionNumber as PostgreSQL counts, 180006 for 18.6
 * @param version as the server writes it, for example "18.6"
 * @param pooled whether a pooler such as PgBouncer stands between: a connection then may be another
 *     server process in each transaction
 * @param readOnly whether it is a replica or set to read-only
 */
public record TargetServer(int versionNumber, String version, boolean pooled, boolean readOnly) {
  /** The major version, for example 18. */
  public int majorVersion() {
    return versionNumber / 10_000;
  }
}
