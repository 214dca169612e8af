package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Makes and configures a data directory. */
final class Cluster {
  /** Superuser and database of an embedded server. */
  static final String NAME = "crossfade";

  private static final String SETTINGS_FILE = "crossfade.conf";

  /**
   * Many iterations make guessing short passwords slow. The one made here has 180 random bits,
   * which nobody guesses, and they cost each cold client up to a quarter of a second. Servers
   * before 16 have no such setting.
   */
  private static final String SHORT_KEY =
      "SELECT set_config(name, '1', false) FROM pg_settings WHERE name = 'scram_iterations'";

  private final ServerDirectory directory;
  private final Programs programs;

  Cluster(ServerDirectory directory, Programs programs) {
    this.directory = directory;
    this.programs = programs;
  }

  /**
   * Makes the data directory unless it is there, and puts the settings of this version into it. It
   * is made under another name and renamed when complete, so a crash leaves nothing half made.
   */
  void prepare(Map<String, String> settings) throws IOException {
    if (!Files.isDirectory(directory.data())) {
      make(!"off".equals(settings.get("fsync")));
    }
    writeSettings(settings);
    programs.user().give(directory.home());
  }

  private void make(boolean durable) throws IOException {
    Path made = directory.newData();
    Trees.delete(made);
    directory.makePassword();
    programs.user().give(directory.home());
    String name = made.getFileName().toString();
    check(
        programs.run(
            directory.home(),
            "",
            List.of("initdb", "-D", name, "-U", NAME, "--pwfile=password", "-E", "UTF8"),
            List.of("-A", "scram-sha-256", "--locale=C"),
            durable ? List.of() : List.of("--no-sync"),
            programs.localeOptions()));
    check(
        programs.run(
            directory.home(),
            String.join("\n", SHORT_KEY, password(), "CREATE DATABASE " + NAME, ""),
            List.of("postgres", "--single"),
            durable ? List.of() : List.of("-F"),
            List.of("-D", name, "template1")));
    Files.writeString(
        made.resolve("postgresql.conf"),
        "\ninclude = '" + SETTINGS_FILE + "'\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
    Files.move(made, directory.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private String password() throws IOException {
    return "ALTER ROLE " + NAME + " PASSWORD '" + directory.password().orElseThrow() + "'";
  }

  private void check(Command.Result result) {
    if (!result.succeeded()) {
      throw new CrossfadeException(
          ErrorCode.CF_3034, directory.newData() + ":\n" + result.output());
    }
  }

  private void writeSettings(Map<String, String> settings) throws IOException {
    StringBuilder file = new StringBuilder(resource());
    settings.forEach(
        (name, value) ->
            file.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
    OwnerOnly.write(directory.data().resolve(SETTINGS_FILE), file.toString());
  }

  private static String resource() throws IOException {
    try (InputStream in = Cluster.class.getResourceAsStream("server.conf")) {
      if (in == null) {
        throw new IOException("server.conf is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
