package dev.crossfade.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.compat.PostgresServer.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that admits TLS only, with a certificate of an authority of our own. */
final class TlsTest {
  private static final int VERSION = 15;

  @TempDir static Path home;
  private static PostgresServer server;

  @TempDir Path directory;
  private Database database;

  @BeforeAll
  static void start() throws Exception {
    authority("ca");
    authority("other");
    certificate();
    Path rules =
        Files.writeString(home.resolve("rules"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    server =
        PostgresServer.start(
            VERSION,
            home,
            Map.of(
                "ssl", "on",
                "ssl_cert_file", home.resolve("server.crt").toString(),
                "ssl_key_file", home.resolve("server.key").toString(),
                "hba_file", rules.toString()));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void makeDatabase() throws Exception {
    database = server.ownedDatabase();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, sslmode=require",
    "127.0.0.1, sslmode=verify-ca&sslrootcert=ca",
    "localhost, sslmode=verify-full&sslrootcert=ca",
  })
  void movesOverTls(String host, String parameters) {
    CommandLine line = line(host, parameters);

    line.proves(0, CommandLine.SHOP);

    line.run(0, "verify", CommandLine.SHOP);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, sslmode=disable, CF-3007",
    "localhost, sslmode=require&sslrootcert=other, CF-3008",
    "localhost, sslmode=verify-full&sslrootcert=other, CF-3008",
    "127.0.0.1, sslmode=verify-full&sslrootcert=ca, CF-3008",
  })
  void tellsWhyTlsFails(String host, String parameters, String code) {
    assertThat(line(host, parameters).run(1, "move", CommandLine.SHOP).all()).contains(code);
  }

  @Test
  void tellsThatACertificateIsMissing() {
    assertThat(
            line("localhost", "sslmode=verify-full&sslrootcert=none")
                .run(2, "move", CommandLine.SHOP)
                .all())
        .contains("CF-3021");
  }

  private CommandLine line(String host, String parameters) {
    String files = parameters.replaceAll("sslrootcert=(\\w+)", "sslrootcert=" + home + "/$1.crt");
    return new CommandLine(
        directory, PostgresServer.url(database, host, server.port()) + "?" + files);
  }

  private static void authority(String name) throws Exception {
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=%s -keyout %s.key -out %s.crt"
            .formatted(name, name, name));
  }

  private static void certificate() throws Exception {
    Files.writeString(home.resolve("names"), "subjectAltName=DNS:localhost\n");
    openssl("req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr");
    openssl(
        "x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2"
            + " -extfile names -out server.crt");
  }

  private static void openssl(String arguments) throws Exception {
    Daemon.run(home, ("openssl " + arguments).split(" "));
  }
}
