package dev.crossfade.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.Running;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose certificate is for the name "localhost" and not for its address. */
class TlsTest {
  private static final char[] STORE = "changeit".toCharArray();

  @TempDir static Path directory;

  private static EmbeddedServer server;
  private static Running running;

  @BeforeAll
  static void startWithTlsOnly() throws Exception {
    makeCertificate("server");
    makeCertificate("other");
    Path rules =
        Files.writeString(
            directory.resolve("rules"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    server =
        EmbeddedServer.in(
            directory,
            Map.of(
                "fsync", "off",
                "ssl", "on",
                "ssl_cert_file", directory.resolve("server.crt").toString(),
                "ssl_key_file", directory.resolve("server.key").toString(),
                "hba_file", rules.toString()));
    running = server.start();
  }

  @AfterAll
  static void stop() {
    server.reset();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, ''",
    "127.0.0.1, ?sslmode=require",
    "127.0.0.1, ?sslmode=require&sslrootcert=SERVER",
    "127.0.0.1, ?sslmode=verify-ca&sslrootcert=SERVER",
    "localhost, ?sslmode=verify-full&sslrootcert=SERVER",
  })
  void encrypts(String host, String parameters) throws Exception {
    try (Connection connection = Connector.to(url(host, parameters)).open();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      row.next();
      assertThat(row.getBoolean(1)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, ?sslmode=disable, CF_3007",
    "127.0.0.1, ?sslmode=require&sslrootcert=OTHER, CF_3008",
    "127.0.0.1, ?sslmode=verify-ca&sslrootcert=OTHER, CF_3008",
    "127.0.0.1, ?sslmode=verify-full&sslrootcert=SERVER, CF_3008",
    "localhost, ?sslrootcert=system, CF_3008",
  })
  void tellsWhyTlsFails(String host, String parameters, ErrorCode code) {
    CrossfadeException refused =
        catchThrowableOfType(
            CrossfadeException.class, () -> Connector.to(url(host, parameters)).open().close());

    assertThat(refused).isNotNull();
    assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
  }

  @Test
  void tellsAWrongPasswordFromAWrongCertificate() {
    String wrong = url("localhost", "").libpq().replaceFirst(":[^:@/]+@", ":wrong@");

    CrossfadeException refused =
        catchThrowableOfType(
            CrossfadeException.class,
            () -> Connector.to(TargetUrl.parse(wrong, nothing())).open().close());

    assertThat(refused.code()).isEqualTo(ErrorCode.CF_3009);
  }

  private static TargetUrl url(String host, String parameters) {
    return TargetUrl.parse(
        running.url().replace("127.0.0.1", host)
            + parameters
                .replace("SERVER", directory.resolve("server.crt").toString())
                .replace("OTHER", directory.resolve("other.crt").toString()),
        nothing());
  }

  private static Environment nothing() {
    return new Environment(Map.of(), "ada", directory);
  }

  /** By the JDK's own tool: nothing else is needed, and no key lies in the repository. */
  private static void makeCertificate(String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(STORE),
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(tool.getInputStream().readAllBytes());
    assertThat(tool.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE);
    }
    pem(directory.resolve(name + ".crt"), "CERTIFICATE", keys.getCertificate(name).getEncoded());
    pem(directory.resolve(name + ".key"), "PRIVATE KEY", keys.getKey(name, STORE).getEncoded());
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
