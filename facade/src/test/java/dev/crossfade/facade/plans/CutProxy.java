package dev.crossfade.facade.plans;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The way between an application and the server: it can break off, refuse, swallow what is sent.
 */
final class CutProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int port;
  private final List<Way> ways = new CopyOnWriteArrayList<>();
  private volatile boolean hole;
  private volatile boolean refusing;

  /**
   * @param port of the server on the loopback address
   */
  CutProxy(int port) throws IOException {
    this.port = port;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private record Way(Socket client, Socket server) {}

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (refusing) {
          client.setSoLinger(true, 0);
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Way way = new Way(client, server);
        ways.add(way);
        thread(() -> forward(way, client, server));
        thread(() -> forward(way, server, client));
      } catch (IOException refused) {
        // The server is down, or this is closed; a client that waits gives up by its own limit.
        continue;
      }
    }
  }

  private void forward(Way way, Socket from, Socket to) {
    byte[] buffer = new byte[1 << 15];
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (hole || !ways.contains(way)) {
          return;
        }
        to.getOutputStream().write(buffer, 0, read);
      }
      close(way);
    } catch (IOException broken) {
      if (!hole && ways.contains(way)) {
        close(way);
      }
    }
  }

  private void close(Way way) {
    ways.remove(way);
    closed(way.client());
    closed(way.server());
  }

  private static void closed(Socket socket) {
    try {
      socket.close();
    } catch (IOException already) {
      return;
    }
  }

  /** Breaks all connections off, without a word. */
  void reset() throws IOException {
    for (Way way : ways) {
      way.client().setSoLinger(true, 0);
      way.server().setSoLinger(true, 0);
      close(way);
    }
  }

  /** Breaks all connections off, and those that come. */
  void beginRefusing() throws IOException {
    refusing = true;
    reset();
  }

  void endRefusing() {
    refusing = false;
  }

  /** Swallows what is sent from now on, new connections included. */
  void beginHole() {
    hole = true;
  }

  /**
   * Lets new connections through. Those from before stay dead: the server is told, the clients are
   * not.
   */
  void endHole() {
    List<Way> dead = List.copyOf(ways);
    ways.removeAll(dead);
    dead.forEach(way -> closed(way.server()));
    hole = false;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    ways.forEach(this::close);
  }
}
