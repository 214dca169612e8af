package dev.crossfade.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.postgresql.PGProperty;
import org.postgresql.core.SocketFactoryFactory;

final class KeepAliveSocketsTest {
  private static final Environment NOTHING =
      new Environment(Map.of(), "somebody", Path.of("/nonexistent"));

  private static Properties properties(String parameters) {
    return DriverProperties.of(TargetUrl.parse("postgresql://u@h/d" + parameters, NOTHING));
  }

  private static String found(Properties properties) throws Exception {
    // As the driver makes it.
    try (Socket socket = SocketFactoryFactory.getSocketFactory(properties).createSocket()) {
      return socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)
          + ", "
          + socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)
          + ", "
          + socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);
    }
  }

  @Test
  void aSilentServerIsAskedAfterHalfAMinuteAndGivenUpAfterAMinute() throws Exception {
    assertThat(found(properties(""))).isEqualTo("30, 10, 3");
    assertThat(PGProperty.TCP_KEEP_ALIVE.getBoolean(properties(""))).isTrue();
  }

  @Test
  void theUrlSaysOtherwise() throws Exception {
    assertThat(found(properties("?keepalives_idle=7&keepalives_count=5"))).isEqualTo("7, 10, 5");
    assertThat(PGProperty.TCP_KEEP_ALIVE.getBoolean(properties("?keepalives=0"))).isFalse();
    assertThatThrownBy(() -> properties("?keepalives_idle=soon"))
        .hasMessageContaining("keepalives_idle is a number of seconds");
  }

  @Test
  void aHostThatIsNotThereIsNoSocketLeftOpen() {
    assertThatThrownBy(() -> new KeepAliveSockets("1,1,1").createSocket("127.0.0.1", 1))
        .isInstanceOf(IOException.class);
  }
}
