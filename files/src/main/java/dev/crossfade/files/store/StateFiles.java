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
 * What a store knows of its readable file, in {@link CheckedFile}s, and a copy:
 *
 * <pre>
 * state    := hold+               several while the file is being replaced: it is one of them
 * hold     := "17 3 HEX\n"        the file holds all records up to 17: 3 keys, whose digests add up to
 *                                 HEX; "17 0 -\n": there is no file yet
 *           | "17 3 HEX 5\n"      the same, and there were 5 notes
 * keys-17  := ("HEX KEY\n")*      the digest of each of those entries (see Held), its key in JSON
 * notes-17 := ("KEY\tVALUE\n")*  those notes, in DocumentJson; missing where there were none
 * begun    := "9\n"              a file of the journal that begins with record 9 was made
 * entries-HEX                     those entries as the file has them (a folder's as one JSON
 *                                 object), to say what stood there before it was edited; in stores
 *                                 with notes
 * </pre>
 *
 * <p>All that a hold needs is written, and forced, before the state names the hold.
 */
final class StateFiles {
  private static final String NONE = "-";
  private static final String KEYS = "keys-";
  private static final String NOTES = "notes-";
  private static final String BEGUN = "begun";
  private static final String ENTRIES = "entries-";

  private final Path folder;

  StateFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * A file that holds all records up to a number.
   *
   * @param through the number
   * @param digest of its entries; null where there is no file
   * @param notes how many notes there were
   */
  record Hold(long through, @Nullable Digest digest, long notes) {}

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
      long notes = words.length > 3 ? Long.parseLong(words[3]) : 0;
      holds.add(new Hold(Long.parseLong(words[0]), digest, notes));
    }
    return holds;
  }

  void write(List<Hold> holds) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Hold hold : holds) {
      Digest digest = hold.digest();
      text.append(hold.through()).append(' ');
      text.append(digest == null ? "0 " + NONE : digest.rows() + " " + digest.hex());
      text.append(hold.notes() == 0 ? "" : " " + hold.notes()).append('\n');
    }
    CheckedFile.write(folder.resolve("state"), "state", text.toString());
  }

  /** The number that the last file of the journal begins with, or a lower one; 0 if unknown. */
  long readBegun() throws IOException {
    String text = CheckedFile.read(folder.resolve(BEGUN), BEGUN);
    return text == null ? 0 : Long.parseLong(text.strip());
  }

  void writeBegun(long number) throws IOException {
    CheckedFile.write(folder.resolve(BEGUN), BEGUN, number + "\n");
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

  /** Writes the notes there were at a number; nothing where there were none. */
  void writeNotes(long through, SortedTree<Held> notes) throws IOException {
    if (notes.size() == 0) {
      return;
    }
    StringBuilder text = new StringBuilder();
    Iterator<Map.Entry<String, Held>> walk = notes.withPrefix("");
    while (walk.hasNext()) {
      Map.Entry<String, Held> note = walk.next();
      DocumentJson.encode(new Document.Text(note.getKey()), text);
      text.append('\t');
      DocumentJson.encode(note.getValue().value(), text);
      text.append('\n');
    }
    CheckedFile.write(folder.resolve(NOTES + through), "notes", text.toString());
  }

  /**
   * The notes of a hold.
   *
   * @throws CrossfadeException CF-7015 when they are missing or damaged
   */
  SortedTree<Held> readNotes(Hold hold) throws IOException {
    SortedTree<Held> notes = SortedTree.empty();
    if (hold.notes() == 0) {
      return notes;
    }
    Path file = folder.resolve(NOTES + hold.through());
    String text = CheckedFile.read(file, "notes");
    if (text == null) {
      throw new CrossfadeException(ErrorCode.CF_7015, file + " is missing");
    }
    for (String line : text.lines().toList()) {
      int tab = line.indexOf('\t');
      if (DocumentJson.decode(line.substring(0, tab)) instanceof Document.Text key) {
        Document value = DocumentJson.decode(line.substring(tab + 1));
        notes = notes.with(key.value(), Held.of(key.value(), value));
      }
    }
    if (notes.size() != hold.notes()) {
      throw new CrossfadeException(
          ErrorCode.CF_7015,
          file + ": expected " + hold.notes() + " notes but was " + notes.size());
    }
    return notes;
  }

  /** Where entries of a digest are, or go. */
  Path entries(Digest digest) {
    return folder.resolve(ENTRIES + digest.hex());
  }

  /** Removes what no hold needs, and files that were not finished. */
  void clean(List<Hold> holds) throws IOException {
    Set<String> needed = new HashSet<>();
    for (Hold hold : holds) {
      Digest digest = hold.digest();
      needed.add(KEYS + hold.through());
      needed.add(NOTES + hold.through());
      needed.add(ENTRIES + (digest == null ? NONE : digest.hex()));
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean ours = name.startsWith(KEYS) || name.startsWith(NOTES) || name.startsWith(ENTRIES);
        if (name.endsWith(".new") || (ours && !needed.contains(name))) {
          if (!Files.isDirectory(file)) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }
}
