package dev.crossfade.postgres.connect;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that answers the start of a connection as told: with an error, with an old version, or
 * never. It offers no TLS. Message formats: PostgreSQL documentation, 54.7.
 */
final class FakeServer implements AutoCloseable {
  /** What is sent after the startup message. */
  interface Answer {
    void send(DataOutputStream out) throws IOException;
  }

  private final ServerSocket listener;
  private final Answer answer;

  FakeServer(Answer answer) throws IOException {
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.answer = answer;
    Thread thread = new Thread(this::serve, "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Refuses with an error. */
  static Answer error(String sqlState, String message) {
    return out -> {
      ByteArrayOutputStream fields = new ByteArrayOutputStream();
      fields.write(
          ("SFATAL\0VFATAL\0C" + sqlState + "\0M" + message + "\0\0")
              .getBytes(StandardCharsets.UTF_8));
      message(out, 'E', fields.toByteArray());
    };
  }

  /** Admits without a password as a server of some version. */
  static Answer version(String version) {
    return out -> {
      message(out, 'R', new byte[4]);
      message(out, 'S', ("server_version\0" + version + "\0").getBytes(StandardCharsets.UTF_8));
      message(out, 'S', "client_encoding\0UTF8\0".getBytes(StandardCharsets.UTF_8));
      message(out, 'S', "DateStyle\0ISO, MDY\0".getBytes(StandardCharsets.UTF_8));
      message(out, 'S', "integer_datetimes\0on\0".getBytes(StandardCharsets.UTF_8));
      message(out, 'S', "standard_conforming_strings\0on\0".getBytes(StandardCharsets.UTF_8));
      message(out, 'K', new byte[8]);
      message(out, 'Z', new byte[] {'I'});
    };
  }

  /** Says nothing at all. */
  static Answer silence() {
    return out -> {};
  }

  String url() {
    return "postgresql://u:s3cret@127.0.0.1:" + listener.getLocalPort() + "/d";
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        answer.send(startup(in, out));
        out.flush();
        answerQueries(in, out);
      } catch (IOException clientOrTestLeft) {
        // The next one, if the test goes on.
      }
    }
  }

  private static DataOutputStream startup(DataInputStream in, DataOutputStream out)
      throws IOException {
    while (true) {
      int length = in.readInt();
      int code = in.readInt();
      in.skipNBytes(length - 8L);
      if (code != 80_877_103 && code != 80_877_104) {
        return out;
      }
      out.write('N');
      out.flush();
    }
  }

  /** Enough for the driver's own settings: each statement succeeds and returns nothing. */
  private static void answerQueries(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      int type = in.readUnsignedByte();
      in.skipNBytes(in.readInt() - 4L);
      switch (type) {
        case 'P' -> message(out, '1', new byte[0]);
        case 'B' -> message(out, '2', new byte[0]);
        case 'D' -> message(out, 'n', new byte[0]);
        case 'E' -> message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
        case 'S' -> message(out, 'Z', new byte[] {'I'});
        case 'Q' -> {
          message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
          message(out, 'Z', new byte[] {'I'});
        }
        default -> {
          return;
        }
      }
      out.flush();
    }
  }

  private static void message(DataOutputStream out, char type, byte[] body) throws IOException {
    out.write(type);
    out.writeInt(body.length + 4);
    out.write(body);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
