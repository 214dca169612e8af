package dev.crossfade.files;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.files.csv.CsvFile;
import dev.crossfade.files.csv.CsvOptions;
import dev.crossfade.files.io.FileInput;
import dev.crossfade.files.json.JsonFile;
import dev.crossfade.files.json.JsonLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the collections under a path. Each file is one, named after it without its endings; the
 * files of a folder that hold one JSON document each with much the same names are one together,
 * named after the folder. Folders inside come into the name with an underscore. Two files of one
 * name both bear their ending in it. Hidden files are passed, unknown ones listed.
 */
final class FolderLayout {
  private final Map<String, FileCollection> collections = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Path root;
  private final CsvOptions csv;
  private final Set<String> known;

  /**
   * @param known names of collections: a folder of this name is one collection, however many
   *     documents it holds and whatever is in them
   */
  FolderLayout(Path root, CsvOptions csv, Set<String> known) {
    this.root = root;
    this.csv = csv;
    this.known = known;
    try {
      if (!Files.exists(root)) {
        throw new CrossfadeException(ErrorCode.CF_2001, root.toString());
      }
      if (Files.isDirectory(root)) {
        folders();
      } else {
        single(root);
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2002, root + ": " + e.getMessage(), e);
    }
  }

  /** The collections by name, in the order of the files. */
  Map<String, FileCollection> collections() {
    return collections;
  }

  /** What a user ought to know of the folder as a whole. */
  List<Problem> problems() {
    return problems;
  }

  private void single(Path file) {
    FileName name = FileName.of(file);
    FileKind kind = name.kind() == FileKind.UNKNOWN ? FileKind.sniff(file) : name.kind();
    if (kind == FileKind.UNKNOWN) {
      throw new CrossfadeException(ErrorCode.CF_2201, file.toString());
    }
    collections.put(name.stem(), open(file, kind, name.stem(), name.stem()));
  }

  private void folders() throws IOException {
    Map<Path, List<Path>> byFolder = new TreeMap<>();
    for (Path file : FolderFiles.of(root)) {
      byFolder
          .computeIfAbsent(
              java.util.Objects.requireNonNullElse(file.getParent(), root),
              folder -> new ArrayList<>())
          .add(file);
    }
    byFolder.values().forEach(this::folder);
    if (collections.isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_2201, root + ": no file here is JSON, JSONL, EDN or CSV");
    }
  }

  private void folder(List<Path> files) {
    List<Path> known = new ArrayList<>();
    for (Path file : files) {
      if (FileName.of(file).kind() == FileKind.UNKNOWN) {
        problems.add(new Problem(ErrorCode.CF_2225, relative(file), "not read", 1));
      } else {
        known.add(file);
      }
    }
    if (!documents(known)) {
      each(known);
    }
  }

  /** Takes the files as the documents of one collection, if they are. */
  private boolean documents(List<Path> files) {
    if (files.isEmpty() || !(all(files, FileKind.JSON) || all(files, FileKind.EDN))) {
      return false;
    }
    Path folder = java.util.Objects.requireNonNullElse(files.get(0).getParent(), root);
    String name =
        folder.equals(root)
            ? String.valueOf(root.toAbsolutePath().normalize().getFileName())
            : relative(folder);
    boolean sure =
        known.contains(name)
            && files.stream().noneMatch(file -> FileName.of(file).stem().equals(name));
    if (files.size() < 2 && !sure) {
      return false;
    }
    List<JsonFile> documents = new ArrayList<>();
    for (Path file : files) {
      JsonFile document = document(file);
      if (document.layout() != JsonLayout.VALUES && !sure) {
        return false;
      }
      documents.add(document);
    }
    if (!sure && !JsonFile.alike(documents)) {
      return false;
    }
    collections.put(name, new FileCollection.Json(List.copyOf(documents)));
    return true;
  }

  private static JsonFile document(Path file) {
    FileName name = FileName.of(file);
    FileInput input = FileInput.of(file);
    return name.kind() == FileKind.EDN
        ? JsonFile.ofEdn(input, name.stem())
        : JsonFile.of(input, false, name.stem());
  }

  private static boolean all(List<Path> files, FileKind kind) {
    return files.stream().allMatch(file -> FileName.of(file).kind() == kind);
  }

  private void each(List<Path> files) {
    Map<String, Integer> stems = new HashMap<>();
    for (Path file : files) {
      stems.merge(FileName.of(file).stem(), 1, Integer::sum);
    }
    for (Path file : files) {
      FileName name = FileName.of(file);
      boolean shared = stems.getOrDefault(name.stem(), 0) > 1;
      String own = shared ? name.stem() + "_" + name.ending().replace('.', '_') : name.stem();
      Path folder = file.getParent();
      String prefix = folder == null || folder.equals(root) ? "" : relative(folder) + "_";
      String collection = prefix + own;
      if (shared) {
        problems.add(
            new Problem(ErrorCode.CF_2224, relative(file), "its collection is " + collection, 1));
      }
      collections.put(collection, open(file, name.kind(), collection, name.stem()));
    }
  }

  private String relative(Path file) {
    List<String> parts = new ArrayList<>();
    root.relativize(file).forEach(part -> parts.add(part.toString()));
    return String.join("_", parts);
  }

  private FileCollection open(Path file, FileKind kind, String collection, String stem) {
    FileInput input = FileInput.of(file);
    return switch (kind) {
      case CSV, TSV ->
          new FileCollection.Csv(CsvFile.of(input, collection, kind == FileKind.TSV, csv));
      case EDN -> new FileCollection.Json(List.of(document(file)));
      default -> new FileCollection.Json(List.of(JsonFile.of(input, kind == FileKind.JSONL, stem)));
    };
  }
}
