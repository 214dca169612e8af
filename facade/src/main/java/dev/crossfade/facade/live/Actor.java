package dev.crossfade.facade.live;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who acts, for events and leases. */
public final class Actor {
  private Actor() {}

  /** User, host and process id. */
  public static String here() {
    return System.getProperty("user.name", "unknown")
        + "@"
        + host()
        + ":"
        + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
