package dev.crossfade.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The way to the server: it lets through, or refuses as a server that was stopped does, or swallows
 * what is sent and says nothing.
 */
final class Gateway implements AutoCloseable {
  /** How the server looks from this side. */
  enum State {
    UP,
    DOWN,
    HUNG
  }

  private static final int WAITING = 50;
  private static final int BUFFER = 1 << 15;

  private final InetSocketAddress server;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile ServerSocket listener;
  private volatile State state = State.UP;

  private Gateway(InetSocketAddress server) throws IOException {
    this.server = server;
    listener = listen(0);
    port = listener.getLocalPort();
    daemon(() -> accept(listener));
  }

  /** A way to the server of a URL. */
  static Gateway to(String url) throws IOException {
    String[] place = place(url).split(":");
    return new Gateway(new InetSocketAddress(place[0], Integer.parseInt(place[1])));
  }

  private static String place(String url) {
    return url.substring(url.lastIndexOf('@') + 1, url.lastIndexOf('/'));
  }

  /** The same URL, by this way. */
  String url(String url) {
    return url.replace(
        "@" + place(url) + "/",
        "@" + listener.getInetAddress().getHostAddress() + ":" + port + "/");
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
    return socket;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "gateway");
    thread.setDaemon(true);
    thread.start();
  }

  /** Changes how the server looks. Connections from before are broken off but by HUNG. */
  void become(State other) throws IOException {
    state = other;
    if (other == State.HUNG) {
      return;
    }
    sockets.forEach(Gateway::breakOff);
    sockets.clear();
    if (other == State.DOWN) {
      listener.close();
    } else if (listener.isClosed()) {
      ServerSocket again = listen(port);
      listener = again;
      daemon(() -> accept(again));
    }
  }

  private static void breakOff(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException closed) {
      // Its other end was faster.
      return;
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        Socket there = new Socket(server.getHostString(), server.getPort());
        client.setTcpNoDelay(true);
        there.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(there);
        daemon(() -> forward(client, there));
        daemon(() -> forward(there, client));
      } catch (IOException closed) {
        // The loop looks whether the listener is what was closed.
      }
    }
  }

  private void forward(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (state != State.HUNG) {
          to.getOutputStream().write(buffer, 0, read);
        }
      }
    } catch (IOException broken) {
      // Whoever still waits at the other end sees it by the closing.
      sockets.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    become(State.DOWN);
  }
}
