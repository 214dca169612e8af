package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a store knows of its readable file, in two kinds of {@link CheckedFile}:
 *
 * <pre>
 * state    := hold+               several while the file is being replaced: it is one of them
 * hold     := "17 3 HEX\n"        the file holds all records up to 17: 3 keys, whose digests add up to
 *                                 HEX; "17 0 -\n": there is no file yet
 * keys-17  := ("HEX KEY\n")*      the digest of each of those entries (see Held), its key in JSON
 * </pre>
 */
final class StateFiles {
  private static final String NONE = "-";
  private static final String KEYS = "keys-";

  private final Path folder;

  StateFiles(Path folder) {
    this.folder = folder;
  }

  /** A file that holds all records up to a number; the digest is null where there is no file. */
  record Hold(long through, @Nullable Digest digest) {}

  /** The holds, rising; null where nothing was ever noted. */
  @Nullable List<Hold> read() throws IOException {
    String text = CheckedFile.read(folder.resolve("state"), "state");
    if (text == null) {
      return null;
    }
    List<Hold> holds = new ArrayList<>();
    for (String line : text.split("\n")) {
      String[] words = line.split(" ");
      Digest digest =
          words[2].equals(NONE) ? null : Digest.ofHex(Long.parseLong(words[1]), words[2]);
      holds.add(new Hold(Long.parseLong(words[0]), digest));
    }
    return holds;
  }

  void write(List<Hold> holds) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Hold hold : holds) {
      Digest digest = hold.digest();
      text.append(hold.through()).append(' ');
      text.append(digest == null ? "0 " + NONE : digest.rows() + " " + digest.hex()).append('\n');
    }
    CheckedFile.write(folder.resolve("state"), "state", text.toString());
  }

  void writeKeys(long through, SortedTree<Held> entries) throws IOException {
    StringBuilder text = new StringBuilder();
    Iterator<Map.Entry<String, Held>> walk = entries.withPrefix("");
    while (walk.hasNext()) {
      Map.Entry<String, Held> entry = walk.next();
      text.append(entry.getValue().digest().hex()).append(' ');
      DocumentJson.encode(new Document.Text(entry.getKey()), text);
      text.append('\n');
    }
    CheckedFile.write(folder.resolve(KEYS + through), "keys", text.toString());
  }

  /** Digests by key of what the file held; nothing where there was none. */
  Map<String, Digest> readKeys(Hold hold) throws IOException {
    Map<String, Digest> digests = new HashMap<>();
    if (hold.digest() == null) {
      return digests;
    }
    Path file = folder.resolve(KEYS + hold.through());
    String text = CheckedFile.read(file, "keys");
    if (text == null) {
      throw new CrossfadeException(ErrorCode.CF_7015, file + " is missing");
    }
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      if (DocumentJson.decode(line.substring(space + 1)) instanceof Document.Text key) {
        digests.put(key.value(), Digest.ofHex(1, line.substring(0, space)));
      }
    }
    return digests;
  }

  /** Removes lists of keys that no hold needs, and files that were not finished. */
  void clean(List<Hold> holds) throws IOException {
    Set<String> needed = new HashSet<>();
    holds.forEach(hold -> needed.add(KEYS + hold.through()));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".new") || (name.startsWith(KEYS) && !needed.contains(name))) {
          if (!Files.isDirectory(file)) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }
}
