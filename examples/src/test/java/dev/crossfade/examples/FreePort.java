package dev.crossfade.examples;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers, below those that the system gives to clients: else a connection of a test
 * beside could take one before the server does, or while it is down.
 */
public final class FreePort {
  private static final int FROM = 20_000;
  private static final int COUNT = 12_000;

  /** Apart from those of other processes that run tests. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % COUNT));

  private FreePort() {}

  /** One that nobody listens at, and that this process gives away once. */
  public static int next() throws IOException {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = FROM + NEXT.getAndIncrement() % COUNT;
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (BindException taken) {
        continue;
      }
    }
    throw new IOException("no port is free");
  }
}
