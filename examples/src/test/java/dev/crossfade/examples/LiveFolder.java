package dev.crossfade.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A folder of files that a program (the test) rewrites in all the ways that programs do. */
final class LiveFolder {
  private final Path folder;

  LiveFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Writes a new file beside the old one, and renames it. */
  void replace(String name, String text) throws IOException {
    Path beside = Files.createDirectories(folder.resolve(name).getParent()).resolve("new.tmp");
    Files.write(beside, bytes(name, text));
    Files.move(
        beside, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes the first part of the bytes into the file itself, which is cut there. */
  void half(String name, String text, int bytes) throws IOException {
    Files.write(path(name), java.util.Arrays.copyOf(bytes(name, text), bytes));
  }

  void append(String name, String text) throws IOException {
    Files.writeString(path(name), text, StandardOpenOption.APPEND);
  }

  void remove(String name) throws IOException {
    Files.delete(path(name));
  }

  private static byte[] bytes(String name, String text) throws IOException {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    if (!name.endsWith(".gz")) {
      return plain;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  /** The names of all files, with those of folders. */
  String names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .collect(Collectors.joining(" "));
    }
  }

  /** {@code [{"id": 1, "name": "u1"}, ...]}. */
  static String users(int from, int to, String name) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(id -> "{\"id\": %d, \"name\": \"%s%d\", \"on\": true}".formatted(id, name, id))
        .collect(Collectors.joining(",\n", "[", "]\n"));
  }

  /** Lines of conversations with the messages in them. */
  static String conversations(int from, int to, String text) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            id ->
                ("{\"id\": \"c-%05d\", \"bot\": %d, \"messages\": [{\"role\": \"user\", \"text\":"
                        + " \"%s\", \"cost\": 0.5120}, {\"role\": \"bot\", \"text\": \"b\","
                        + " \"cost\": 1.5}]}\n")
                    .formatted(id, id % 7, text))
        .collect(Collectors.joining());
  }

  /** A CSV file of days. */
  static String days(int from, int to, String note) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(no -> "%d,%d.25,%s\n".formatted(no, no, note))
        .collect(Collectors.joining("", "id,load,note\n", ""));
  }
}
