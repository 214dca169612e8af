package dev.crossfade.config;

import java.util.List;

/** The keys of the section {@code stores}. */
final class StoresKeys {
  static final String SECTION = "stores";
  static final List<String> KINDS = List.of("edn", "json", "folder", "sqlite");
  static final List<String> STORE =
      List.of(
          "edn",
          "json",
          "folder",
          "sqlite",
          "schema",
          "otherTable",
          "durability",
          "writeLimit",
          "readLimit",
          "fallback",
          "shadow",
          "patterns");
  static final List<String> SQLITE = List.of("file", "table");
  static final List<String> PATTERN = List.of("table", "priority", "skip", "columns");
  static final List<String> COLUMN = List.of("path", "type");

  private StoresKeys() {}
}
