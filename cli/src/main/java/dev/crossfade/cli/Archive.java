package dev.crossfade.cli;

import dev.crossfade.cli.frame.Surroundings;
import dev.crossfade.sqlite.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * What the launcher runs once to make the class-data archive: it loads every class of the program
 * and of its libraries, so that a later start finds them parsed and verified. A move of a few rows
 * puts the classes into the archive that Java makes while a program runs, one for each lambda.
 */
final class Archive {
  private Archive() {}

  /**
   * Loads all classes of the jars on the class path, and runs what touches nothing.
   *
   * @param arguments the folder for SQLite's native library
   */
  public static void main(String[] arguments) throws IOException {
    NativeLibrary.unpack(Path.of(arguments[0]));
    Path here = Path.of("");
    run(here, "--help");
    run(here, "move", "--help");
    run(here, "target", "stat");
    rehearse();
    Path jar = Path.of(System.getProperty("java.class.path"));
    load(jar);
    for (String library : libraries(jar)) {
      load(jar.resolveSibling(library));
    }
  }

  /** Moves a few rows of each kind of source into a server of its own, which goes with them. */
  private static void rehearse() throws IOException {
    Path folder = Files.createTempDirectory("crossfade-archive");
    Runnable reset = () -> run(folder, "target", "reset", "--yes");
    Thread stop = new Thread(reset);
    Runtime.getRuntime().addShutdownHook(stop);
    Path sqlite = folder.resolve("rows.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(text("rehearsal.sql"));
      Files.writeString(folder.resolve("rows.csv"), "id,name,at\n1,one,2020-01-01 00:00:00\n2,,\n");
      Files.writeString(
          folder.resolve("lines.jsonl"),
          "{\"id\":1,\"tags\":[{\"a\":1.5}]}\n{\"id\":2,\"in\":{\"b\":true}}\n");
      run(folder, "move", "rows.sqlite");
      run(folder, "move", "rows.csv", "lines.jsonl", "--json");
      run(folder, "verify", "rows.sqlite", "--json");
    } catch (SQLException failed) {
      // The archive is then of less use, and still right.
      System.err.println("rehearsal: " + failed);
    } finally {
      reset.run();
      Runtime.getRuntime().removeShutdownHook(stop);
      delete(folder);
    }
  }

  private static void run(Path folder, String... arguments) {
    new Cli(nowhere(folder)).run(arguments);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = Archive.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String[] libraries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String path = manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
      return path == null ? new String[0] : path.split(" ");
    }
  }

  private static void load(Path jar) throws IOException {
    File file = jar.toFile();
    if (!file.isFile()) {
      return;
    }
    try (JarFile classes = new JarFile(file)) {
      classes.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .forEach(Archive::load);
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Archive.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError optional) {
      // A library's class for another library that is not here; nobody will ask for it.
      return;
    }
  }

  private static Surroundings nowhere(Path folder) {
    PrintStream sink =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        InputStream.nullInputStream(), sink, sink, Map.of(), folder, Surroundings.Terminal.NONE);
  }
}
