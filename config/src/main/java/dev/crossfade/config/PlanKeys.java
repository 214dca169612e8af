package dev.crossfade.config;

import dev.crossfade.core.setting.Setting;
import java.util.List;

/** The keys of a plan file, in the order in which they are written. */
final class PlanKeys {
  static final List<String> PLAN = List.of("version", "source", "reading", "tables");
  static final List<String> READING =
      List.of(Setting.CSV_DELIMITER.path(), Setting.CSV_HEADER.path(), Setting.ENCODING.path());
  static final List<String> TABLE =
      List.of("source", "target", "skip", "where", "key", "parent", "columns");
  static final List<String> PARENT = List.of("table", "columns", "parentColumns");
  static final List<String> COLUMN =
      List.of(
          "source", "target", "conversion", "timestamps", "nullable", "misfit", "reason", "offers");
  static final List<String> OFFER = List.of("conversion", "timestamps", "evidence");

  private PlanKeys() {}
}
