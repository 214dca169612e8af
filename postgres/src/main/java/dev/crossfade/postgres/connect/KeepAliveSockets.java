package dev.crossfade.postgres.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.List;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that notice within about a minute when the other end is gone without a word, however long
 * a statement takes: the machine there answers for itself. The system's own times are hours. pgjdbc
 * makes it by its name.
 */
public final class KeepAliveSockets extends SocketFactory {
  private static final List<String> NAMES =
      List.of("keepalives_idle", "keepalives_interval", "keepalives_count");
  private static final List<SocketOption<Integer>> OPTIONS =
      List.of(
          ExtendedSocketOptions.TCP_KEEPIDLE,
          ExtendedSocketOptions.TCP_KEEPINTERVAL,
          ExtendedSocketOptions.TCP_KEEPCOUNT);
  private static final List<Integer> DEFAULTS = List.of(30, 10, 3);

  private final String[] values;

  /**
   * @param values seconds without a word before the other end is asked, seconds between two
   *     questions, and how many may stay without an answer; with commas
   */
  public KeepAliveSockets(String values) {
    this.values = values.split(",");
  }

  /** The values for a target: what its URL says as libpq understands it, or our own. */
  static String argument(TargetUrl url) {
    StringBuilder argument = new StringBuilder();
    for (int i = 0; i < NAMES.size(); i++) {
      String own = String.valueOf(DEFAULTS.get(i));
      String given = url.parameter(NAMES.get(i)).orElse(own);
      argument.append(i == 0 ? "" : ",").append(given);
    }
    return argument.toString();
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    for (int i = 0; i < OPTIONS.size(); i++) {
      int value = Integer.parseInt(values[i]);
      if (value > 0 && socket.supportedOptions().contains(OPTIONS.get(i))) {
        socket.setOption(OPTIONS.get(i), value);
      }
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from)
      throws IOException {
    Socket socket = createSocket();
    try {
      if (from != null) {
        socket.bind(from);
      }
      socket.connect(to);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
