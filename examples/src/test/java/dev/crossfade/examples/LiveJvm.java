package dev.crossfade.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the processes of fault runs are started: from jars, with an archive of their loaded classes,
 * as the launcher does it; many of them live for a second only.
 */
final class LiveJvm {
  private final Path folder;
  private final List<String> classPath = new ArrayList<>();
  private final Path archive;

  /**
   * @param folder for the jars
   */
  LiveJvm(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        classPath.add(jar(path).toString());
      } else if (Files.exists(path)) {
        classPath.add(entry);
      }
    }
    archive = folder.resolve("classes.jsa");
    List<String> command = new ArrayList<>(options());
    command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", path()));
    command.add(LiveJvm.class.getName());
    classPath.stream()
        .filter(jar -> jar.startsWith(folder.toString()) || isDriver(jar))
        .forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("archive.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError(Files.readString(folder.resolve("archive.log")));
    }
  }

  private static boolean isDriver(String jar) {
    return Stream.of("/postgresql-", "/sqlite-jdbc-", "/picocli-").anyMatch(jar::contains);
  }

  private static List<String> options() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-Xlog:disable",
        "-Xlog:all=error:stderr");
  }

  private String path() {
    return String.join(java.io.File.pathSeparator, classPath);
  }

  /**
   * Starts a process by its main class.
   *
   * @param before what comes before all else on the class path, or null; the archive is of no use
   *     then
   */
  LiveProcess start(Class<?> main, @Nullable Path before) throws IOException {
    List<String> command = new ArrayList<>(options());
    if (before == null) {
      command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-cp", path()));
    } else {
      command.addAll(List.of("-cp", before + java.io.File.pathSeparator + path()));
    }
    command.add(main.getName());
    return new LiveProcess(command);
  }

  private Path jar(Path classes) throws IOException {
    Path jar = folder.resolve("classes-" + classPath.size() + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(out, classes.relativize(file).toString(), file);
      }
    }
    return jar;
  }

  private static void add(JarOutputStream out, String name, Path file) throws IOException {
    out.putNextEntry(new JarEntry(name));
    Files.copy(file, (OutputStream) out);
    out.closeEntry();
  }

  /** Loads all classes of the jars given, for the archive. */
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      try (JarFile file = new JarFile(jar)) {
        file.stream()
            .map(JarEntry::getName)
            .filter(name -> name.endsWith(".class") && !name.contains("-"))
            .forEach(LiveJvm::load);
      }
    }
  }

  private static void load(String file) {
    String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
    try {
      Class.forName(name, false, LiveJvm.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError optional) {
      // It needs a library that is not there; then nobody uses it either.
      return;
    }
  }
}
