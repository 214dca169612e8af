package dev.crossfade.postgres.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a URL says, nothing added.
 *
 * @param hosts the hosts; a host may be empty, a port 0, where the URL leaves them out
 * @param user the user
 * @param password the password
 * @param database the database
 * @param parameters what follows the question mark, without those that are parts of their own
 */
record ParsedUrl(
    List<HostPort> hosts,
    Optional<String> user,
    Optional<String> password,
    Optional<String> database,
    Map<String, String> parameters) {
  @Override
  public String toString() {
    return "ParsedUrl " + hosts;
  }
}
