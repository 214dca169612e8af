package dev.crossfade.files;

import dev.crossfade.files.csv.CsvFile;
import dev.crossfade.files.io.FileInput;
import java.nio.file.Path;

/** Formats of files. */
enum FileKind {
  JSON,
  JSONL,
  EDN,
  CSV,
  TSV,
  UNKNOWN;

  private static final int HEAD = 4096;

  static FileKind of(String ending) {
    return switch (ending) {
      case "json", "geojson" -> JSON;
      case "jsonl", "ndjson", "ldjson" -> JSONL;
      case "edn" -> EDN;
      case "csv", "psv" -> CSV;
      case "tsv", "tab" -> TSV;
      default -> UNKNOWN;
    };
  }

  /** The format by the file's first bytes. */
  static FileKind sniff(Path file) {
    FileInput input = FileInput.of(file);
    byte[] head = input.head(HEAD);
    for (byte b : head) {
      if (b == '{' || b == '[') {
        return JSON;
      }
      if (b == 0) {
        return UNKNOWN;
      }
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return CsvFile.of(input, "", false).width() > 1 ? CSV : UNKNOWN;
      }
    }
    return UNKNOWN;
  }
}
