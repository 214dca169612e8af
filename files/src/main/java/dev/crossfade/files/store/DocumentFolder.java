package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.segment.DurableFiles;
import dev.crossfade.core.value.Digest;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file for each entry, with one JSON value, named by {@link KeyPaths}; an entry of another name
 * keeps it. Only files whose entries changed are replaced, one after the other. Files that do not
 * end with {@code .json}, and hidden ones, are left alone.
 */
final class DocumentFolder implements ReadableSide {
  private final Path root;
  private final Path made;
  private final Map<String, Path> paths = new HashMap<>();
  private final Map<String, Digest> written = new HashMap<>();
  private boolean there;

  DocumentFolder(Path root, Path folder) {
    this.root = root;
    made = folder.resolve("documents.new");
  }

  @Override
  public @Nullable Content load() throws IOException {
    paths.clear();
    written.clear();
    there = Files.isDirectory(root);
    if (!there) {
      return null;
    }
    Content content = Content.EMPTY;
    for (Path file : documents()) {
      String key = KeyPaths.key(relative(file));
      if (paths.put(key, file) != null) {
        throw new CrossfadeException(
            ErrorCode.CF_7011, file + ": expected one file a key but another one has the same");
      }
      content = Loading.with(file, content, key, read(file));
      Held held = Objects.requireNonNull(content.entries().get(key), "it was just added");
      written.put(key, held.digest());
    }
    return content;
  }

  private List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> relative(file).endsWith(KeyPaths.ENDING) && isVisible(relative(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isVisible(String relative) {
    return !relative.startsWith(".") && !relative.contains("/.");
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static Document read(Path file) throws IOException {
    String text = Loading.text(file, Files.readAllBytes(file));
    try {
      return PlainJson.read(text);
    } catch (CrossfadeException e) {
      throw Loading.unreadable(file, e);
    }
  }

  @Override
  public void check(Document value) {
    try {
      PlainJson.write(value);
    } catch (CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_7003, e.detail(), e);
    }
  }

  @Override
  public Prepared prepare(Content content) throws IOException {
    Map<String, Digest> wanted = new HashMap<>();
    Map<String, Path> changed = new TreeMap<>();
    remove(made);
    DurableFiles.createFolders(made);
    Iterator<Map.Entry<String, Held>> walk = content.entries().withPrefix("");
    while (walk.hasNext()) {
      Map.Entry<String, Held> entry = walk.next();
      Digest digest = entry.getValue().digest();
      wanted.put(entry.getKey(), digest);
      if (!digest.equals(written.get(entry.getKey()))) {
        Path file = made.resolve(changed.size() + KeyPaths.ENDING);
        write(file, entry.getKey(), entry.getValue());
        changed.put(entry.getKey(), file);
      }
    }
    Set<String> gone = new TreeSet<>(written.keySet());
    gone.removeAll(wanted.keySet());
    return new Prepared() {
      @Override
      public boolean publish(Path aside) throws IOException {
        return DocumentFolder.this.publish(changed, gone, wanted, aside);
      }

      @Override
      public boolean isUnused() {
        // Before anything is removed all that changed is in its place.
        return !changed.isEmpty() && changed.values().stream().allMatch(Files::exists);
      }
    };
  }

  @Override
  public void keep(Content content, Path place) throws IOException {
    WholeFile.write(new JsonFormat(), content, place, () -> {});
  }

  @Override
  public Content readKept(Path place) throws IOException {
    return Loading.content(
        place, new JsonFormat().read(Loading.text(place, Files.readAllBytes(place))));
  }

  private static void write(Path file, String key, Held held) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile());
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      writer.write(PlainJson.write(held.value()));
      writer.write('\n');
      writer.flush();
      out.getFD().sync();
    }
    if (!Held.of(key, read(file)).digest().equals(held.digest())) {
      throw new CrossfadeException(
          ErrorCode.CF_9001, file + ": what was written is not what reads back; it is not used");
    }
  }

  private boolean publish(
      Map<String, Path> changed, Set<String> gone, Map<String, Digest> wanted, Path aside)
      throws IOException {
    DurableFiles.createFolders(root);
    boolean foreign = false;
    for (Map.Entry<String, Path> entry : changed.entrySet()) {
      Path file = path(entry.getKey());
      foreign |= keepForeign(entry.getKey(), file, aside);
      DurableFiles.createFolders(Objects.requireNonNull(file.getParent()));
      DurableFiles.rename(entry.getValue(), file);
      written.put(entry.getKey(), Objects.requireNonNull(wanted.get(entry.getKey())));
      paths.put(entry.getKey(), file);
      FaultPoints.hit("store.rewrite.document");
    }
    for (String key : gone) {
      Path file = path(key);
      foreign |= keepForeign(key, file, aside);
      Files.deleteIfExists(file);
      DurableFiles.forceFolder(Objects.requireNonNull(file.getParent()));
      written.remove(key);
      paths.remove(key);
      FaultPoints.hit("store.rewrite.document");
    }
    remove(made);
    return foreign;
  }

  private Path path(String key) {
    Path known = paths.get(key);
    return known == null ? root.resolve(KeyPaths.path(key)) : known;
  }

  /** Keeps a file that is not as it was last read or written. */
  private boolean keepForeign(String key, Path file, Path aside) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      if (Held.of(key, read(file)).digest().equals(written.get(key))) {
        return false;
      }
    } catch (CrossfadeException e) {
      // Somebody else's, and no JSON.
    }
    Path copy = aside.resolve(KeyPaths.path(key));
    DurableFiles.createFolders(Objects.requireNonNull(copy.getParent()));
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    DurableFiles.forceFile(copy);
    return true;
  }

  @Override
  public boolean isPiecemeal() {
    return true;
  }

  @Override
  public void copyTo(Path place) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    Path copy = place.resolveSibling(place.getFileName() + ".new");
    remove(copy);
    DurableFiles.createFolders(copy);
    for (Path file : documents()) {
      Path to = copy.resolve(relative(file));
      DurableFiles.createFolders(Objects.requireNonNull(to.getParent()));
      Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
      DurableFiles.forceFile(to);
    }
    Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.forceFolder(Objects.requireNonNull(place.getParent()));
  }

  /** Removes a folder of ours. */
  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> all;
      try (Stream<Path> files = Files.walk(folder)) {
        all = files.sorted(java.util.Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }
}
