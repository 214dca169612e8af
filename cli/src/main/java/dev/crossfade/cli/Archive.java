package dev.crossfade.cli;

import dev.crossfade.cli.frame.Surroundings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What the launcher runs once to make the class-data archive: it loads every class of the program
 * and of its libraries, so that a later start finds them parsed and verified.
 */
final class Archive {
  private Archive() {}

  /** Loads all classes of the jars on the class path, and prints help once. */
  public static void main(String[] arguments) throws IOException {
    new Cli(nowhere()).run("--help");
    new Cli(nowhere()).run("move", "--help");
    new Cli(nowhere()).run("target", "stat");
    Path jar = Path.of(System.getProperty("java.class.path"));
    load(jar);
    for (String library : libraries(jar)) {
      load(jar.resolveSibling(library));
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

  private static Surroundings nowhere() {
    PrintStream sink =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        InputStream.nullInputStream(),
        sink,
        sink,
        Map.of(),
        Path.of(""),
        Surroundings.Terminal.NONE);
  }
}
