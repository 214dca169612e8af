package dev.crossfade.postgres.connect;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands before a server and hands out cancel keys of its own, as poolers do; everything else
 * passes through.
 */
final class PoolerProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int serverPort;

  PoolerProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    run(this::serve);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      run(() -> copy(client.getInputStream(), server.getOutputStream()));
      run(
          () -> {
            replaceKey(
                new DataInputStream(server.getInputStream()),
                new DataOutputStream(client.getOutputStream()));
            copy(server.getInputStream(), client.getOutputStream());
          });
    }
  }

  private static void replaceKey(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      int type = in.readUnsignedByte();
      int length = in.readInt();
      byte[] body = in.readNBytes(length - 4);
      if (type == 'K') {
        body[0] ^= 0x40;
      }
      out.write(type);
      out.writeInt(length);
      out.write(body);
      out.flush();
      if (type == 'K') {
        return;
      }
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    in.transferTo(out);
    out.close();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // One of the two sides left.
              }
            },
            "pooler-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
