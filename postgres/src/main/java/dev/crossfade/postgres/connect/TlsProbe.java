package dev.crossfade.postgres.connect;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks a server whether it offers TLS, as each client does before it logs in: an SSLRequest (length
 * 8, code 80877103), answered by one byte, S or N. Source: PostgreSQL documentation, 54.2.11.
 */
final class TlsProbe {
  private static final int LENGTH = 8;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int MILLIS = 3_000;

  private TlsProbe() {}

  /** True if the first host answers that it does not; false if it does or doesn't answer. */
  static boolean offersNoTls(TargetUrl url) {
    HostPort host = url.hosts().get(0);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host.host(), host.port()), MILLIS);
      socket.setSoTimeout(MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(LENGTH);
      out.writeInt(SSL_REQUEST);
      out.flush();
      return socket.getInputStream().read() == 'N';
    } catch (IOException noAnswer) {
      return false;
    }
  }
}
